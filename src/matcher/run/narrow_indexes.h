// NarrowIndexes: a field's patterns are those of all rules, but the rules that can match one kind
// of event want a few of them. Here are indexes of just those: they are cheaper to scan by, say
// sooner that a value is too short or of the wrong type, and do not tell values apart that mean the
// same to the candidates.
//
// Made when a kind is bound, kept as long as the binder, and shared by all kinds that want the same
// patterns. Bounded: beyond kMaxNarrowPatterns in all, or where nearly all patterns are wanted, the
// field's own index serves, which finds more than is asked for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "matcher/run/literal_index.h"

namespace noroshi {

// Some 150 bytes each: 3 MB.
inline constexpr std::size_t kMaxNarrowPatterns = 20'000;
// One index: building it takes about a microsecond a pattern, and every kind may want another.
inline constexpr std::size_t kMaxPatternsOfOne = 1'000;

struct NarrowIndex {
  LiteralIndex index;
  // By number in `index`: the number in the field's own.
  std::vector<std::uint32_t> patterns;
  // Characters a value must have for any of them to fit.
  std::size_t shortest = 0;
  // Of the index; never 0.
  std::uint32_t number = 0;
};

// The fewest characters that any pattern asks for.
[[nodiscard]] std::size_t ShortestOf(const GlobSet& globs) noexcept;

// Not thread-safe.
class NarrowIndexes {
 public:
  // An index of these patterns of the field, ascending; valid as long as this object. Null where
  // the field's own is to serve.
  [[nodiscard]] const NarrowIndex* Find(std::uint32_t field, const GlobSet& globs,
                                        std::vector<std::uint32_t> patterns);

  [[nodiscard]] std::size_t patterns() const noexcept { return patterns_; }

 private:
  // By field, then its patterns.
  std::map<std::vector<std::uint32_t>, std::unique_ptr<const NarrowIndex>> indexes_;
  std::size_t patterns_ = 0;  // in all of them
};

}  // namespace noroshi
