#include "matcher/run/narrow_indexes.h"

#include <algorithm>
#include <utility>

#include "matcher/build/literal_index_builder.h"

namespace noroshi {

std::size_t ShortestOf(const GlobSet& globs) noexcept {
  auto shortest = static_cast<std::size_t>(-1);
  for (std::uint32_t id = 0; id < globs.size(); ++id) {
    shortest = std::min(shortest, globs.LeastCharacters(id));
  }
  return shortest;
}

const NarrowIndex* NarrowIndexes::Find(std::uint32_t field, const GlobSet& globs,
                                       std::vector<std::uint32_t> patterns) {
  if (patterns.size() > kMaxPatternsOfOne || patterns.size() > globs.size() / 2) return nullptr;
  std::vector<std::uint32_t> key = patterns;
  key.push_back(field);
  const auto known = indexes_.find(key);
  if (known != indexes_.end()) return known->second.get();
  if (patterns_ + patterns.size() > kMaxNarrowPatterns) return nullptr;
  patterns_ += patterns.size();
  LiteralIndexBuilder builder;
  for (const std::uint32_t pattern : patterns) builder.Add(globs, pattern);
  auto narrow = std::make_unique<NarrowIndex>();
  narrow->index = std::move(builder).Build();
  narrow->patterns = std::move(patterns);
  narrow->shortest = ShortestOf(narrow->index.globs());
  narrow->number = static_cast<std::uint32_t>(indexes_.size() + 1);
  return indexes_.emplace(std::move(key), std::move(narrow)).first->second.get();
}

}  // namespace noroshi
