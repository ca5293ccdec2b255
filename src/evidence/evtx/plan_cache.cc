#include "evidence/evtx/plan_cache.h"

#include <algorithm>

#include "event/value_text.h"
#include "evidence/evtx/template_tree.h"

namespace noroshi::evtx {
namespace {

std::uint64_t PairKey(const Template& outer, const Template* inner) noexcept {
  const std::uint64_t inner_key = inner == nullptr ? 0 : inner->serial + 1ULL;
  return static_cast<std::uint64_t>(outer.serial) << 32 | inner_key;
}

const Fragment* FragmentOf(const Template* of) noexcept {
  return of == nullptr ? nullptr : &of->fragment;
}

}  // namespace

Symbol SymbolMemo::Of(const Value& value, SymbolTable& table) {
  const auto bytes = value.bytes();
  if (value.type == type_ && std::ranges::equal(bytes, bytes_)) return symbol_;
  type_ = value.type;
  bytes_.assign(bytes.begin(), bytes.end());
  symbol_ = table.Intern(TextOf(value, text_));
  return symbol_;
}

PairPlan& PlanCache::Find(const Template& outer, const Template* inner) {
  bool is_new = false;
  PairPlan& pair = plans_.Find(PairKey(outer, inner), is_new);
  if (is_new) pair.plan = Plan::Build(outer.fragment, FragmentOf(inner), context_);
  return pair;
}

const TextProgram* PlanCache::FindText(const Template& outer, const Template* inner,
                                       DumpFormat format) {
  bool is_new = false;
  auto& text = texts_[static_cast<std::size_t>(format)].Find(PairKey(outer, inner), is_new);
  if (is_new) text = TextProgram::Build(outer.fragment, FragmentOf(inner), format);
  return text.get();
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
