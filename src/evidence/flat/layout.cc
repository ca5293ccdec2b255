#include "evidence/flat/layout.h"

#include <algorithm>

#include "evidence/flat/plan_builder.h"

namespace noroshi {

bool Layout::Fits(const FlatRecord& record) const noexcept {
  if (record.paths().size() != path_count) return false;
  return std::ranges::all_of(record.paths(), [&](PathId path) {
    const auto number = static_cast<std::size_t>(path);
    return number < has.size() && has[number];
  });
}

const Plan* LayoutCache::Find(const FlatRecord& record) {
  const Layout& layout = LayoutOf(record);
  for (const Plan& plan : layout.plans) {
    if (ValuesHold(*plan.mapping, record, paths_)) return &plan;
  }
  return nullptr;
}

const Layout& LayoutCache::LayoutOf(const FlatRecord& record) {
  if (last_ != nullptr && last_hash_ == record.hash() && last_->Fits(record)) return *last_;
  last_hash_ = record.hash();
  const auto [begin, end] = layouts_.equal_range(record.hash());
  for (auto at = begin; at != end; ++at) {
    if (at->second->Fits(record)) return *(last_ = at->second.get());
  }
  if (layouts_.size() >= kMaxLayouts) layouts_.clear();
  auto layout = std::make_unique<const Layout>(MakeLayout(record));
  last_ = layout.get();
  layouts_.emplace(record.hash(), std::move(layout));
  return *last_;
}

Layout LayoutCache::MakeLayout(const FlatRecord& record) {
  Layout layout;
  layout.path_count = record.paths().size();
  for (const PathId path : record.paths()) {
    const auto number = static_cast<std::size_t>(path);
    if (number >= layout.has.size()) layout.has.resize(number + 1);
    layout.has[number] = true;
  }
  const PayloadForm form =
      ++made_ <= kMaxShapesPerDecoder ? PayloadForm::kNamed : PayloadForm::kJoined;
  const NameSet names(record.paths(), paths_);
  for (const Mapping* mapping : mappings_) {
    if (!NamesFit(*mapping, names)) continue;
    layout.plans.push_back(BuildPlan(*mapping, names, form, context_));
    const bool by_names_alone =
        std::ranges::all_of(mapping->keys, [](const MappingKey& key) { return key.value.empty(); });
    if (by_names_alone) break;  // those behind are never asked
  }
  return layout;
}

}  // namespace noroshi
