// LiteralIndexBuilder: files patterns into a LiteralIndex. Add all, then Build once. Linear in the
// bytes of the patterns: ten thousand cost a few milliseconds.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "matcher/run/literal_index.h"

namespace noroshi {

class LiteralIndexBuilder {
 public:
  // The pattern's id in the index; the same id for the same pattern. Case is ignored whatever the
  // pattern says: a cased pattern filed here is only a necessary condition.
  std::uint32_t Add(const Pattern& pattern);

  // A pattern that another index has. Ids count from 0; REQUIRES: nothing is added twice.
  std::uint32_t Add(const GlobSet& globs, std::uint32_t id) { return index_.globs_.Add(globs, id); }

  // The builder is spent.
  [[nodiscard]] LiteralIndex Build() &&;

 private:
  using Items = std::vector<BucketTable<LiteralEntry>::Item>;

  void CountQuads();
  // Files the pattern under the one thing that literal_index.h names; each of the
  // three behind does one kind.
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
  // Ids by PatternKey: the same pattern of two rules is one.
  std::unordered_map<std::string, std::uint32_t> ids_;
  // By QuadHash: collisions only cost a bit.
  std::vector<std::uint32_t> quad_counts_;
  // 32 - log2 of the counters.
  unsigned counter_shift_ = 0;
  Items whole_, prefixes_, suffixes_, quads_, pairs_, singles_;
};

// A text that is the same for patterns that fit the same texts, case aside.
[[nodiscard]] std::string PatternKey(const Pattern& pattern);

}  // namespace noroshi
