// LiteralIndex: which of a field's thousands of patterns fit one value, in about a nanosecond a
// byte. docs/design/matcher.md tells the idea and the numbers.
//
// Every pattern is filed under exactly one thing that a fitting value must have:
//   whole     a pattern without wildcards          under the hash of the whole text
//   anchor    a pattern with a fixed begin or end  under the hash of its first or last 2^k bytes
//   gram      a pattern with a literal inside      under four (else two, one) bytes of it
//   always    a pattern without any literal        tried on every value
// Looking up what a value has gives candidates; each is then verified in full.
//
// Immutable once built; safe from any thread. All per-scan state is in the caller's scratch.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/flat_array.h"
#include "base/table_hash.h"
#include "event/value.h"
#include "matcher/run/bucket_table.h"
#include "matcher/run/glob_set.h"

namespace noroshi {

// A value made ready: text folded; `decimal` the number behind a hexadecimal one, else empty.
struct FoldedValue {
  std::string_view text;
  std::string_view decimal;
};

// Collects the patterns that fit, each once. One per thread; reused for every scan.
class ScanScratch {
 public:
  // REQUIRES: patterns = the largest size() of all indexes it will serve.
  explicit ScanScratch(std::size_t patterns) : seen_(patterns) {}

  // Starts a scan: no pattern is decided, no hit is left. Costs an increment.
  void Begin() noexcept;
  // Decided for this value already.
  [[nodiscard]] bool Seen(std::uint32_t pattern) const noexcept { return seen_[pattern] == scan_; }
  // A pattern that failed on the value as a whole need not be tried again at the next candidate:
  // without this, a value that repeats a literal would cost the square of its length.
  void Miss(std::uint32_t pattern) noexcept { seen_[pattern] = scan_; }
  void Hit(std::uint32_t pattern) {
    seen_[pattern] = scan_;
    hits_.push_back(pattern);
  }
  [[nodiscard]] const std::vector<std::uint32_t>& hits() const noexcept { return hits_; }

 private:
  // The scan that decided the pattern last.
  std::vector<std::uint32_t> seen_;
  std::vector<std::uint32_t> hits_;
  std::uint32_t scan_ = 0;
};

// What is left to verify once a pattern's filed literal stands where it should.
enum class Remaining : std::uint8_t {
  // The literal in its place is all there is to the pattern.
  kNothing,
  // The parts next to the literal: the pattern is one segment, open at both ends.
  kAround,
  // The whole pattern on the whole value.
  kAll,
};

// Where a pattern's filed literal lies. `lead`: bytes of it in front of the gram or anchor.
struct LiteralEntry {
  std::uint32_t pattern = 0;
  // In the GlobSet's pool.
  std::uint32_t offset = 0, size = 0;
  std::uint32_t lead = 0;
  std::uint16_t piece = 0;  // of the pattern
  Remaining remaining = Remaining::kNothing;
  std::uint8_t zero = 0;  // no bytes without a value: indexes are saved as they lie in memory
};

// Anchors are filed by the largest of these sizes that fits into the literal: the value then looks
// up one key per size in use, and literals that share a short end (".exe") part at the longer.
inline constexpr std::array<std::uint32_t, 6> kAnchorSizes = {1, 2, 4, 8, 16, 32};

// One per field name. Made by LiteralIndexBuilder.
class LiteralIndex {
 public:
  // The patterns themselves, by the numbers that scans give; how many there are.
  [[nodiscard]] const GlobSet& globs() const noexcept { return globs_; }
  [[nodiscard]] std::size_t size() const noexcept { return globs_.size(); }

  // Hits of scratch = the patterns that fit the value. Allocates nothing once warm.
  void Scan(const FoldedValue& value, ScanScratch& scratch) const;

  // No pattern fits a value of an IsMachineType: every one has a literal with a byte that
  // the text of such a value cannot hold. True of most keyword lists, which every value of every
  // event would otherwise be scanned for.
  [[nodiscard]] bool texts_only() const noexcept { return texts_only_; }

  // The same for one pattern, tried directly.
  [[nodiscard]] bool Fits(std::uint32_t pattern, const FoldedValue& value) const noexcept;

  // Names the members, for matcher/cache.
  template <class Io, class Self>
  static void Members(Io& io, Self& index) {
    index.globs_.Members(io, index.globs_);
    for (auto* table : {&index.whole_, &index.prefixes_, &index.suffixes_, &index.quads_,
                        &index.pairs_, &index.singles_}) {
      table->Members(io, *table);
    }
    io(index.prefix_sizes_, index.suffix_sizes_, index.quad_shift_, index.texts_only_);
    io.Flat(index.quad_filter_);
    io.Flat(index.pair_filter_);
    io.Flat(index.any_value_);
    io.Flat(index.always_);
  }
  // Scans stay in the index and end: true unless it was loaded from bytes that lie.
  [[nodiscard]] bool IsSound() const noexcept;

 private:
  friend class LiteralIndexBuilder;

  [[nodiscard]] bool IsSound(const LiteralEntry& entry) const noexcept;

  void ScanWhole(const FoldedValue& value, ScanScratch& scratch) const;
  void ScanAnchors(std::string_view text, ScanScratch& scratch) const;
  void ScanQuads(std::string_view text, ScanScratch& scratch) const;
  void ScanPairs(std::string_view text, ScanScratch& scratch) const;
  void ScanSingles(std::string_view text, ScanScratch& scratch) const;
  void VerifyAt(std::span<const LiteralEntry> entries, std::string_view text, std::size_t at,
                ScanScratch& scratch) const;
  void Verify(const LiteralEntry& entry, std::string_view text, std::size_t begin,
              ScanScratch& scratch) const;
  void VerifyWhole(std::span<const LiteralEntry> entries, std::string_view text, bool trimmed,
                   ScanScratch& scratch) const;

  GlobSet globs_;
  // By TableHash of the text.
  BucketTable<LiteralEntry> whole_;
  // By AnchorKey of the first bytes.
  BucketTable<LiteralEntry> prefixes_;
  // By AnchorKey of the last bytes.
  BucketTable<LiteralEntry> suffixes_;
  // By the four bytes.
  BucketTable<LiteralEntry> quads_;
  // By the two bytes.
  BucketTable<LiteralEntry> pairs_;
  // By the byte.
  BucketTable<LiteralEntry> singles_;
  // Bit i: kAnchorSizes[i] is in use.
  std::uint32_t prefix_sizes_ = 0, suffix_sizes_ = 0;
  // A bit per hash of four bytes.
  FlatArray<std::uint64_t> quad_filter_;
  // A bit per two bytes.
  FlatArray<std::uint64_t> pair_filter_;
  // 32 - log2 of the filter's bits.
  unsigned quad_shift_ = 0;
  // Patterns that fit whatever there is.
  FlatArray<std::uint32_t> any_value_;
  FlatArray<std::uint32_t> always_;
  bool texts_only_ = false;
};

// The types whose text is made of kMachineBytes alone, once folded (event/value_text.cc): numbers,
// GUIDs, times and bytes. kReal and kBool are left out: their texts have words.
[[nodiscard]] constexpr bool IsMachineType(ValueType type) noexcept {
  constexpr std::uint32_t kTypes =
      1U << static_cast<unsigned>(ValueType::kInt) | 1U << static_cast<unsigned>(ValueType::kUInt) |
      1U << static_cast<unsigned>(ValueType::kHex) | 1U << static_cast<unsigned>(ValueType::kGuid) |
      1U << static_cast<unsigned>(ValueType::kSid) |
      1U << static_cast<unsigned>(ValueType::kBinary) |
      1U << static_cast<unsigned>(ValueType::kFileTime) |
      1U << static_cast<unsigned>(ValueType::kSystemTime);
  return (kTypes >> static_cast<unsigned>(type) & 1) != 0;
}
inline constexpr std::string_view kMachineBytes = "0123456789abcdefstxz{}-:.";

// Written into images of matchers, which are thrown away when the program changes.
[[nodiscard]] inline std::uint64_t AnchorKey(std::string_view bytes) noexcept {
  return TableHash(bytes);
}

// Spreads four bytes over the filter: multiplicative hashing, the high bits count.
[[nodiscard]] constexpr std::uint32_t QuadHash(std::uint32_t quad, unsigned shift) noexcept {
  return (quad * 0x9E3779B1U) >> shift;
}

}  // namespace noroshi
