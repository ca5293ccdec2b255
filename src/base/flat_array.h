// FlatArray: plain elements one behind the other, that are its own or somebody else's bytes.
//
// For tables that are built in one run and mapped from a file in the next: who reads them does not
// know which it is, and nothing is copied when they are loaded. Reading costs what it costs in a
// vector. An array that views is read-only; the bytes must outlive it.
//
// One owner while it is built; then safe from any thread.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace noroshi {

template <class T>
class FlatArray {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  FlatArray() = default;
  FlatArray(std::initializer_list<T> elements) : FlatArray(std::vector<T>(elements)) {}
  FlatArray(std::vector<T> elements) : own_(std::move(elements)) { Sync(); }
  FlatArray(FlatArray&& other) noexcept
      : own_(std::move(other.own_)), all_(std::exchange(other.all_, {})) {}
  FlatArray& operator=(FlatArray&& other) noexcept {
    own_ = std::move(other.own_);
    all_ = std::exchange(other.all_, {});
    return *this;
  }
  // Elements that lie elsewhere.
  [[nodiscard]] static FlatArray Of(std::span<const T> elements) {
    FlatArray array;
    array.all_ = elements;
    return array;
  }

  [[nodiscard]] std::size_t size() const noexcept { return all_.size(); }
  [[nodiscard]] bool empty() const noexcept { return all_.empty(); }
  [[nodiscard]] const T* data() const noexcept { return all_.data(); }
  // REQUIRES: i < size(); an element is there.
  [[nodiscard]] const T& operator[](std::size_t i) const noexcept { return all_[i]; }
  [[nodiscard]] const T& front() const noexcept { return all_.front(); }
  [[nodiscard]] const T& back() const noexcept { return all_.back(); }
  [[nodiscard]] auto begin() const noexcept { return all_.begin(); }
  [[nodiscard]] auto end() const noexcept { return all_.end(); }

  // REQUIRES for all below: the elements are its own.
  void push_back(const T& element) {
    own_.push_back(element);
    Sync();
  }
  void Append(std::span<const T> elements) {
    own_.insert(own_.end(), elements.begin(), elements.end());
    Sync();
  }
  void Append(std::size_t count, const T& element) {
    own_.insert(own_.end(), count, element);
    Sync();
  }
  void ShrinkToFit() {
    own_.shrink_to_fit();
    Sync();
  }
  [[nodiscard]] T& Mutable(std::size_t i) noexcept { return own_[i]; }

 private:
  void Sync() noexcept { all_ = own_; }

  // Empty where the elements lie elsewhere.
  std::vector<T> own_;
  std::span<const T> all_;
};

}  // namespace noroshi
