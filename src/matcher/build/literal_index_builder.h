// LiteralIndexBuilder: files patterns into a LiteralIndex. Add all, then Build once. Linear in the
// bytes of the patterns: ten thousand cost a few milliseconds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "matcher/build/key_table.h"
#include "matcher/run/literal_index.h"

namespace noroshi {

// A text that is the same for patterns that fit the same texts, case aside.
[[nodiscard]] std::string PatternKey(const Pattern& pattern);

class LiteralIndexBuilder {
 public:
  // The pattern's id in the index; the same id for the same pattern. Case is ignored whatever the
  // pattern says: a cased pattern filed here is only a necessary condition.
  std::uint32_t Add(const Pattern& pattern) { return Add(pattern, PatternKey(pattern)); }
  // `key` is PatternKey(pattern), for who has worked it out before.
  std::uint32_t Add(const Pattern& pattern, std::string_view key);

  // A pattern that another index has. Ids count from 0; REQUIRES: nothing is added twice.
  std::uint32_t Add(const GlobSet& globs, std::uint32_t id) { return index_.globs_.Add(globs, id); }

  [[nodiscard]] std::size_t size() const noexcept { return index_.size(); }

  [[nodiscard]] LiteralIndex Build() &&;

 private:
  using Items = std::vector<BucketTable<LiteralEntry>::Item>;

  void CountQuads();
  void File(std::uint32_t pattern);
  void FileWhole(std::uint32_t pattern);
  void FileAnchored(std::uint32_t pattern, std::size_t piece, bool at_end);
  void FileInner(std::uint32_t pattern, std::size_t piece);
  void MakeFilters();
  [[nodiscard]] bool NeedsText(std::uint32_t pattern) const;
  [[nodiscard]] LiteralEntry EntryOf(std::uint32_t pattern, std::size_t piece,
                                     std::uint32_t lead) const;
  // The offset in the literal of the four bytes that are rarest, in patterns and in values.
  [[nodiscard]] std::uint32_t RarestQuad(std::string_view literal) const;
  [[nodiscard]] std::string_view LiteralOf(const GlobPiece& piece) const;

  LiteralIndex index_;
  KeyTable ids_;                            // by PatternKey
  std::vector<std::uint32_t> quad_counts_;  // by QuadHash: collisions only cost a bit
  unsigned counter_shift_ = 0;              // 32 - log2 of the counters
  Items whole_, prefixes_, suffixes_, quads_, pairs_, singles_;
};

}  // namespace noroshi
