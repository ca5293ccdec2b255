// GlobSet: patterns with wildcards, flattened, and the test of one of them on one text.
//
// Texts and literals are compared as bytes: both are UTF-8 in the same form (both folded, or both
// as written), so '?' and the dashes are the only places where characters matter.
//
// Add() all, then Fits(); Fits is const, allocates nothing and is safe from any thread. Cost: the
// first and last segments are compared in place, those between are searched from left to right,
// which is right because each one's length in characters is fixed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/flat_array.h"
#include "rules/rule.h"

namespace noroshi {

// A part of a pattern; its literal lies in the set's pool.
struct GlobPiece {
  PatternPart::Kind kind = PatternPart::Kind::kLiteral;
  // No bytes without a value: sets are saved as they lie in memory.
  std::uint8_t zero[3] = {};
  std::uint32_t offset = 0, size = 0;
};

class GlobSet {
 public:
  // Ids count from 0. The literals are folded unless the pattern is cased.
  std::uint32_t Add(const Pattern& pattern) { return Add(pattern, pattern.cased); }
  // The same with its literals folded, whatever it says.
  std::uint32_t AddFolded(const Pattern& pattern) { return Add(pattern, false); }
  // A pattern of another set.
  std::uint32_t Add(const GlobSet& other, std::uint32_t id);
  // Gives back what growing has taken too much.
  void ShrinkToFit();

  [[nodiscard]] std::size_t size() const noexcept { return first_piece_.size() - 1; }
  [[nodiscard]] std::span<const GlobPiece> pieces(std::uint32_t id) const noexcept {
    return {pieces_.data() + first_piece_[id], first_piece_[id + 1] - first_piece_[id]};
  }
  [[nodiscard]] std::string_view literal(const GlobPiece& piece) const noexcept {
    return pool().substr(piece.offset, piece.size);
  }
  // Every literal of the set, one behind the other.
  [[nodiscard]] std::string_view pool() const noexcept { return {pool_.data(), pool_.size()}; }

  // REQUIRES: `text` is folded unless the pattern is cased.
  [[nodiscard]] bool Fits(std::uint32_t id, std::string_view text) const noexcept;
  // For a pattern of one segment between two runs, whose literal `piece` stands at `at`: whether
  // the pieces next to it fit there too.
  [[nodiscard]] bool FitsAround(std::uint32_t id, std::size_t piece, std::string_view text,
                                std::size_t at) const noexcept;
  // A text of fewer characters does not fit.
  [[nodiscard]] std::size_t LeastCharacters(std::uint32_t id) const noexcept;
  // The pattern is one literal that is not empty.
  [[nodiscard]] bool IsPlain(std::uint32_t id) const noexcept;

  // Names the members, for matcher/cache.
  template <class Io, class Self>
  static void Members(Io& io, Self& set) {
    io.Flat(set.pieces_);
    io.Flat(set.first_piece_);
    io.Flat(set.pool_);
  }
  // Every piece lies in the pool and every pattern among the pieces: true unless it was loaded from
  // bytes that lie.
  [[nodiscard]] bool IsSound() const noexcept;

 private:
  using Pieces = std::span<const GlobPiece>;
  std::uint32_t Add(const Pattern& pattern, bool cased);
  static constexpr std::size_t kNotFound = static_cast<std::size_t>(-1);

  // The position behind the segment when it stands at `at`, in front of it when it ends there.
  [[nodiscard]] std::size_t MatchForward(Pieces segment, std::string_view text,
                                         std::size_t at) const noexcept;
  [[nodiscard]] std::size_t MatchBackward(Pieces segment, std::string_view text,
                                          std::size_t at) const noexcept;
  [[nodiscard]] std::size_t FindSegment(Pieces segment, std::string_view text,
                                        std::size_t at) const noexcept;
  [[nodiscard]] bool FindAll(Pieces middle, std::string_view text) const noexcept;

  FlatArray<GlobPiece> pieces_;
  // One more than patterns.
  FlatArray<std::uint32_t> first_piece_ = {0};
  // All literals one behind the other: patterns name theirs by place, so that a set is three
  // arrays.
  FlatArray<char> pool_;
};

// White space that equality forgives at the end of an event's value (S-3.10).
[[nodiscard]] std::string_view WithoutTrailingBlanks(std::string_view text) noexcept;

}  // namespace noroshi
