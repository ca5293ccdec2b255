#include "evidence/evtx/plan_cache.h"

#include <algorithm>

#include "event/value_text.h"
#include "evidence/evtx/template_tree.h"

namespace noroshi::evtx {

Symbol SymbolMemo::Of(const Value& value, SymbolTable& table) {
  const auto bytes = value.bytes();
  if (value.type == type_ && std::ranges::equal(bytes, bytes_)) return symbol_;
  type_ = value.type;
  bytes_.assign(bytes.begin(), bytes.end());
  symbol_ = table.Intern(TextOf(value, text_));
  return symbol_;
}

PairPlan& PlanCache::Find(const Template& outer, const Template* inner) {
  const std::uint64_t inner_key = inner == nullptr ? 0 : inner->serial + 1ULL;
  const std::uint64_t key = static_cast<std::uint64_t>(outer.serial) << 32 | inner_key;
  const auto [it, fresh] = plans_.try_emplace(key);
  if (fresh) {
    it->second.plan =
        Plan::Build(outer.fragment, inner == nullptr ? nullptr : &inner->fragment, context_);
  }
  return it->second;
}

SlotRef PlanCache::EmbeddedSlotOf(const Template& outer) {
  if (outer.serial >= embedded_.size()) {
    embedded_.resize(outer.serial + 1U);
    embedded_known_.resize(outer.serial + 1U);
  }
  if (!embedded_known_[outer.serial]) {
    embedded_[outer.serial] = EmbeddedSlot(outer.fragment);
    embedded_known_[outer.serial] = true;
  }
  return embedded_[outer.serial];
}

}  // namespace noroshi::evtx
