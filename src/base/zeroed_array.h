// ZeroedArray: a table that begins as zero bytes without touching them. The system gives zeroed
// pages when they are first written, so a large table that a small input hardly fills costs hardly
// anything.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <type_traits>

namespace noroshi {

// `count` values of T for which zero bytes are a value (empty, by the tables that use this). Fixed
// size. Movable; throws std::bad_alloc like a vector. Not thread-safe.
template <class T>
class ZeroedArray {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

 public:
  explicit ZeroedArray(std::size_t count)
      : values_(static_cast<T*>(std::calloc(count, sizeof(T)))), count_(count) {
    if (values_ == nullptr) throw std::bad_alloc();
  }

  [[nodiscard]] T& operator[](std::size_t i) noexcept { return values_.get()[i]; }
  [[nodiscard]] const T& operator[](std::size_t i) const noexcept { return values_.get()[i]; }
  [[nodiscard]] std::size_t size() const noexcept { return count_; }
  // All zero again. Touches every page.
  void Clear() noexcept { std::memset(static_cast<void*>(values_.get()), 0, count_ * sizeof(T)); }

 private:
  struct Free {
    void operator()(T* values) const noexcept { std::free(values); }
  };

  std::unique_ptr<T, Free> values_;
  std::size_t count_;
};

}  // namespace noroshi
