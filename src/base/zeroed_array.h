// ZeroedArray: a table that begins as zero bytes, which the system has zeroed, not we.
//
// A byte of each page is written at once. A table is looked into before it is filled, and a page
// that is read first is a page of zeros that all share: writing to it later makes every core that
// has a thread of the program drop what it knows of that page, one interrupt each, thousands of
// times the price of the byte.
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
    TouchPages();
  }

  [[nodiscard]] T& operator[](std::size_t i) noexcept { return values_.get()[i]; }
  [[nodiscard]] const T& operator[](std::size_t i) const noexcept { return values_.get()[i]; }
  [[nodiscard]] std::size_t size() const noexcept { return count_; }
  // All zero again.
  void Clear() noexcept { std::memset(static_cast<void*>(values_.get()), 0, count_ * sizeof(T)); }

 private:
  static constexpr std::size_t kPageBytes = 4096;

  void TouchPages() noexcept {
    auto* const bytes = reinterpret_cast<volatile char*>(values_.get());
    for (std::size_t at = 0; at < count_ * sizeof(T); at += kPageBytes) bytes[at] = 0;
  }

  struct Free {
    void operator()(T* values) const noexcept { std::free(values); }
  };

  std::unique_ptr<T, Free> values_;
  std::size_t count_;
};

}  // namespace noroshi
