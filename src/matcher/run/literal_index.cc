#include "matcher/run/literal_index.h"

#include <algorithm>
#include <cstring>

#include "base/table_hash.h"

namespace noroshi {
namespace {

constexpr std::size_t kQuadBytes = 4;
constexpr std::size_t kPairBytes = 2;

template <class T>
T LoadAt(std::string_view text, std::size_t at) noexcept {
  T word;
  std::memcpy(&word, text.data() + at, sizeof(word));
  return word;
}

bool TestBit(const FlatArray<std::uint64_t>& bits, std::uint32_t index) noexcept {
  return (bits[index / 64] >> (index % 64) & 1) != 0;
}

}  // namespace

void ScanScratch::Begin() noexcept {
  hits_.clear();
  if (++scan_ != 0) return;
  std::ranges::fill(seen_, 0);  // after 2^32 scans the numbers begin again
  scan_ = 1;
}

void LiteralIndex::Scan(const FoldedValue& value, ScanScratch& scratch) const {
  scratch.Begin();
  for (const std::uint32_t pattern : any_value_) scratch.Hit(pattern);
  for (const std::uint32_t pattern : always_) {
    if (globs_.Fits(pattern, value.text)) scratch.Hit(pattern);
  }
  ScanWhole(value, scratch);
  ScanAnchors(value.text, scratch);
  ScanQuads(value.text, scratch);
  ScanPairs(value.text, scratch);
  ScanSingles(value.text, scratch);
}

bool LiteralIndex::Fits(std::uint32_t pattern, const FoldedValue& value) const noexcept {
  if (globs_.Fits(pattern, value.text)) return true;
  if (!globs_.IsPlain(pattern)) return false;
  const std::string_view trimmed = WithoutTrailingBlanks(value.text);
  return (trimmed.size() != value.text.size() && globs_.Fits(pattern, trimmed)) ||
         (!value.decimal.empty() && globs_.Fits(pattern, value.decimal));
}

void LiteralIndex::ScanWhole(const FoldedValue& value, ScanScratch& scratch) const {
  if (whole_.empty()) return;
  VerifyWhole(whole_.Find(TableHash(value.text)), value.text, false, scratch);
  const std::string_view trimmed = WithoutTrailingBlanks(value.text);
  if (trimmed.size() != value.text.size()) {
    VerifyWhole(whole_.Find(TableHash(trimmed)), trimmed, true, scratch);
  }
  if (!value.decimal.empty()) {
    VerifyWhole(whole_.Find(TableHash(value.decimal)), value.decimal, true, scratch);
  }
}

// Blanks that were trimmed away do not make the empty text.
void LiteralIndex::VerifyWhole(std::span<const LiteralEntry> entries, std::string_view text,
                               bool trimmed, ScanScratch& scratch) const {
  for (const LiteralEntry& entry : entries) {
    if (scratch.Seen(entry.pattern) || (trimmed && entry.size == 0)) continue;
    const std::string_view literal = globs_.pool().substr(entry.offset, entry.size);
    if (literal == text) scratch.Hit(entry.pattern);
  }
}

void LiteralIndex::ScanAnchors(std::string_view text, ScanScratch& scratch) const {
  for (std::size_t i = 0; i < kAnchorSizes.size(); ++i) {
    const std::size_t size = kAnchorSizes[i];
    if (size > text.size()) break;
    if ((prefix_sizes_ >> i & 1) != 0) {
      VerifyAt(prefixes_.Find(AnchorKey(text.substr(0, size))), text, 0, scratch);
    }
    if ((suffix_sizes_ >> i & 1) != 0) {
      const std::size_t at = text.size() - size;
      VerifyAt(suffixes_.Find(AnchorKey(text.substr(at))), text, at, scratch);
    }
  }
}

void LiteralIndex::ScanQuads(std::string_view text, ScanScratch& scratch) const {
  if (quads_.empty() || text.size() < kQuadBytes) return;
  const std::uint64_t* const filter = quad_filter_.data();
  const std::size_t last = text.size() - kQuadBytes;
  for (std::size_t at = 0; at <= last; ++at) {
    const auto quad = LoadAt<std::uint32_t>(text, at);
    const std::uint32_t hash = QuadHash(quad, quad_shift_);
    if ((filter[hash / 64] >> (hash % 64) & 1) == 0) continue;
    VerifyAt(quads_.Find(quad), text, at, scratch);
  }
}

void LiteralIndex::ScanPairs(std::string_view text, ScanScratch& scratch) const {
  if (pairs_.empty() || text.size() < kPairBytes) return;
  for (std::size_t at = 0; at + kPairBytes <= text.size(); ++at) {
    const auto pair = LoadAt<std::uint16_t>(text, at);
    if (TestBit(pair_filter_, pair)) VerifyAt(pairs_.Find(pair), text, at, scratch);
  }
}

void LiteralIndex::ScanSingles(std::string_view text, ScanScratch& scratch) const {
  for (const LiteralEntry& entry : singles_.entries()) {
    const char wanted = globs_.pool()[entry.offset];
    std::size_t at = text.find(wanted);
    while (at != std::string_view::npos && !scratch.Seen(entry.pattern)) {
      Verify(entry, text, at, scratch);
      at = text.find(wanted, at + 1);
    }
  }
}

void LiteralIndex::VerifyAt(std::span<const LiteralEntry> entries, std::string_view text,
                            std::size_t at, ScanScratch& scratch) const {
  for (const LiteralEntry& entry : entries) {
    if (scratch.Seen(entry.pattern) || at < entry.lead) continue;
    const std::size_t begin = at - entry.lead;
    if (text.size() - begin < entry.size) continue;
    const char* const literal = globs_.pool().data() + entry.offset;
    if (std::memcmp(text.data() + begin, literal, entry.size) != 0) continue;
    Verify(entry, text, begin, scratch);
  }
}

void LiteralIndex::Verify(const LiteralEntry& entry, std::string_view text, std::size_t begin,
                          ScanScratch& scratch) const {
  switch (entry.remaining) {
    case Remaining::kNothing: return scratch.Hit(entry.pattern);
    case Remaining::kAround:
      if (globs_.FitsAround(entry.pattern, entry.piece, text, begin)) scratch.Hit(entry.pattern);
      return;
    case Remaining::kAll:
      globs_.Fits(entry.pattern, text) ? scratch.Hit(entry.pattern) : scratch.Miss(entry.pattern);
      return;
  }
}

}  // namespace noroshi
