// AnchorGate: tells of most contents, several times faster than libyara, that no rule can match.
//
// Anchors are runs of bytes such that a rule cannot match without one of its own. Our rules name
// them in their meta (`needs`), where whoever changes the rule sees them. Four bytes of each
// anchor, the least common ones, are its gram. Every four bytes of a content are looked up in a
// table of bits, and only where a gram may stand is the whole anchor compared.
//
// Build it, then share it: const access is safe from any thread. Memory: 8 KiB and the anchors.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/byte_reader.h"

namespace noroshi::scan {

class AnchorGate {
 public:
  // A shorter one would stand in nearly every content.
  static constexpr std::size_t kLeastBytes = 4;

  // `needs` as a rule has it: text, which counts in ASCII and in UTF-16, or hexadecimal bytes in
  // braces, "??" for any. False, and nothing added, where it is neither or has no kLeastBytes in a
  // row that are given.
  [[nodiscard]] bool Add(std::string_view needs);

  [[nodiscard]] std::size_t anchor_count() const noexcept { return anchors_.size(); }

  // Whether any anchor is in `content`. Cost: about half a nanosecond a byte up to the first one.
  [[nodiscard]] bool MayMatch(Bytes content) const noexcept;

 private:
  static constexpr std::uint16_t kAnyByte = 0x100;
  using Pattern = std::vector<std::uint16_t>;  // bytes, and kAnyByte

  struct Anchor {
    std::uint32_t gram = 0;
    std::size_t gram_at = 0;  // in `pattern`
    Pattern pattern;
  };

  static Pattern PatternOf(std::string_view text, std::size_t step);
  static Pattern ReadBraced(std::string_view braced);
  // Where its least common gram stands; its size where it has none.
  static std::size_t RarestGram(const Pattern& pattern) noexcept;
  [[nodiscard]] bool AddAnchor(Pattern pattern);
  [[nodiscard]] std::uint64_t Bit(std::uint32_t gram) const noexcept;
  // Whether an anchor whose gram is at `at` stands there.
  [[nodiscard]] bool StandsAt(Bytes content, std::size_t at) const noexcept;

  std::array<std::uint64_t, 1024> bits_{};  // by hash of a gram
  std::vector<Anchor> anchors_;             // sorted by gram
};

}  // namespace noroshi::scan
