// LiteralIndex::IsSound: for indexes that come from a file. What a scan relies on, read off its
// code: every number in its bounds, every literal in the pool, every look-up ends.
#include <algorithm>

#include "matcher/run/literal_index.h"

namespace noroshi {
namespace {

constexpr std::size_t kPairFilterWords = (1U << 16) / 64;

bool IsRun(const GlobPiece& piece) noexcept { return piece.kind == PatternPart::Kind::kAnyRun; }

bool IsBelow(const FlatArray<std::uint32_t>& patterns, std::size_t size) noexcept {
  return std::ranges::all_of(patterns, [size](std::uint32_t pattern) { return pattern < size; });
}

}  // namespace

bool LiteralIndex::IsSound(const LiteralEntry& entry) const noexcept {
  if (entry.pattern >= size()) return false;
  const auto pieces = globs_.pieces(entry.pattern);
  if (pieces.empty()) return entry.offset == 0 && entry.size == 0;
  if (entry.piece >= pieces.size()) return false;
  const GlobPiece& piece = pieces[entry.piece];
  if (piece.offset != entry.offset || piece.size != entry.size) return false;
  if (entry.remaining != Remaining::kAround) return true;
  return entry.piece > 0 && entry.piece + 1U < pieces.size() && IsRun(pieces.front()) &&
         IsRun(pieces.back());
}

bool LiteralIndex::IsSound() const noexcept {
  if (!globs_.IsSound() || !IsBelow(any_value_, size()) || !IsBelow(always_, size())) return false;
  for (const auto* table : {&whole_, &prefixes_, &suffixes_, &quads_, &pairs_, &singles_}) {
    if (!table->IsSound()) return false;
    const auto sound = [this](const LiteralEntry& entry) { return IsSound(entry); };
    if (!std::ranges::all_of(table->entries(), sound)) return false;
  }
  const auto one_byte = [](const LiteralEntry& entry) { return entry.size == 1; };
  if (!std::ranges::all_of(singles_.entries(), one_byte)) return false;
  if (quad_shift_ >= 32 || quad_shift_ < 8) return false;
  if (!quads_.empty() && quad_filter_.size() != (1ULL << (32 - quad_shift_)) / 64) return false;
  return pairs_.empty() || pair_filter_.size() == kPairFilterWords;
}

}  // namespace noroshi
