#include "evidence/flat/known_shape.h"

#include <algorithm>

#include "evidence/flat/layout.h"
#include "evidence/flat/plan_builder.h"

namespace noroshi {

KnownShape::KnownShape(const PathTable& paths, std::vector<const Mapping*> mappings)
    : paths_(paths), mappings_(std::move(mappings)) {
  std::erase_if(mappings_, [](const Mapping* mapping) { return mapping->keys.empty(); });
}

bool KnownShape::Knows(const FlatRecord& record) {
  return std::ranges::any_of(CandidatesOf(record), [&](const Mapping* mapping) {
    return ValuesHold(*mapping, record, paths_);
  });
}

const KnownShape::Candidates& KnownShape::CandidatesOf(const FlatRecord& record) {
  const auto known = candidates_.find(record.hash());
  if (known != candidates_.end()) return known->second;
  if (candidates_.size() >= kMaxLayouts) candidates_.clear();
  const NameSet names(record.paths(), paths_);
  Candidates found;
  std::ranges::copy_if(mappings_, std::back_inserter(found),
                       [&](const Mapping* mapping) { return NamesFit(*mapping, names); });
  return candidates_.emplace(record.hash(), std::move(found)).first->second;
}

}  // namespace noroshi
