// TextPool: texts of correlation events, each kept once, so that an event to be sorted is some
// forty bytes and a number. Full, it takes no more: such events carry their texts with them.
//
// One owner while it fills; then immutable and safe from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "correlation/event_texts.h"

namespace noroshi {

// What bounds a pool's memory: some thousand groups at work in a worker's evidence.
inline constexpr std::size_t kPoolBytes = std::size_t{1} << 20;

class TextPool {
 public:
  explicit TextPool(std::size_t max_bytes = kPoolBytes) : max_bytes_(max_bytes) {}

  // The number of texts whose EncodeTexts is `bytes` with the hash `hash`, which are taken in if
  // there is room. Nothing when full.
  [[nodiscard]] std::optional<std::uint32_t> NumberOf(std::string_view bytes, std::uint64_t hash);
  [[nodiscard]] const EventTexts& At(std::uint32_t number) const noexcept {
    return *entries_[number].texts;
  }
  // As NumberOf was given them.
  [[nodiscard]] std::string_view BytesOf(std::uint32_t number) const noexcept {
    return entries_[number].bytes;
  }
  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }

 private:
  struct Entry {
    std::string bytes;
    TextsRef texts;
  };

  std::size_t max_bytes_;
  std::size_t used_ = 0;
  std::deque<Entry> entries_;
  // By hash; of two texts with one hash the second is not taken.
  std::unordered_map<std::uint64_t, std::uint32_t> numbers_;
};

}  // namespace noroshi
