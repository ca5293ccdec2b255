// RecentValue: the value that a read had last, beside what came of it. Most reads see few values,
// and this one answers from a single cache line where ValueMemo takes a hash and three.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>

#include "event/value.h"

namespace noroshi {

// One line of the cache. The set is a number of TruthSets: when those are cleared, so must this be.
class alignas(64) RecentValue {
 public:
  static constexpr std::size_t kMostBytes = 50;

  // Longer values are the memo's alone.
  [[nodiscard]] static bool Takes(const Value& value) noexcept { return value.size <= kMostBytes; }

  // Whether it is this value, for this group of views.
  [[nodiscard]] bool Is(std::uint32_t group, const Value& value) const noexcept {
    return size_ == value.size && type_ == value.type && group_ == group && HasBytes(value);
  }
  [[nodiscard]] std::uint32_t set() const noexcept { return set_; }

  // REQUIRES: Takes(value).
  void Keep(std::uint32_t group, const Value& value, std::uint32_t set) noexcept {
    group_ = group;
    set_ = set;
    type_ = value.type;
    size_ = static_cast<std::uint8_t>(value.size);
    if (size_ != 0) std::memcpy(bytes_.data(), value.data, size_);
  }

 private:
  // Most values differ in their last bytes, paths and names above all; the compare of short ones is
  // two words and no call.
  [[nodiscard]] bool HasBytes(const Value& value) const noexcept {
    constexpr std::size_t kWord = sizeof(std::uint64_t);
    const char* const data = static_cast<const char*>(value.data);
    if (size_ < kWord) return size_ == 0 || std::memcmp(bytes_.data(), data, size_) == 0;
    if (WordAt(bytes_.data() + size_ - kWord) != WordAt(data + size_ - kWord)) return false;
    return WordAt(bytes_.data()) == WordAt(data) &&
           (size_ <= 2 * kWord || std::memcmp(bytes_.data(), data, size_) == 0);
  }
  [[nodiscard]] static std::uint64_t WordAt(const char* at) noexcept {
    std::uint64_t word;
    std::memcpy(&word, at, sizeof word);
    return word;
  }

  std::uint32_t group_ = 0;
  std::uint32_t set_ = 0;
  ValueType type_ = ValueType::kMissing;  // nothing yet: no such value is asked for
  std::uint8_t size_ = 0;
  std::array<char, kMostBytes> bytes_{};
};
static_assert(sizeof(RecentValue) == 64);

}  // namespace noroshi
