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

// Whether the pair is small enough to be compiled. Depends on the pair alone, so that the path a
// record takes never depends on what was read before.
bool IsCompilable(const Template& outer, const Template* inner) noexcept {
  std::size_t tokens = outer.fragment.tokens.size(), text = outer.fragment.text.size();
  if (inner != nullptr) {
    tokens += inner->fragment.tokens.size();
    text += inner->fragment.text.size();
  }
  return tokens <= kMaxPlanTokens && text <= kMaxPlanText;
}

// What an entry costs beside its plan.
constexpr std::size_t kEntryBytes = 256;

const Fragment* FragmentOf(const Template* of) noexcept {
  return of == nullptr ? nullptr : &of->fragment;
}

}  // namespace

// Windows allows channels and providers 255 characters.
constexpr std::size_t kMaxMemoNameBytes = 512;

Symbol SymbolMemo::Of(const Value& value, SymbolTable& table) {
  const auto bytes = value.bytes();
  if (bytes.size() > kMaxMemoNameBytes) {
    std::string scratch;
    return table.Intern(TextOf(value, scratch));
  }
  if (value.type == type_ && std::ranges::equal(bytes, bytes_)) return symbol_;
  type_ = value.type;
  bytes_.assign(bytes.begin(), bytes.end());
  symbol_ = table.Intern(TextOf(value, text_));
  return symbol_;
}

void PlanCache::Forget() {
  plans_ = {};
  for (auto& texts : texts_) texts = {};
  embedded_.clear();
  embedded_known_.clear();
  bytes_ = 0;
}

PairPlan& PlanCache::Find(const Template& outer, const Template* inner) {
  bool is_new = false;
  PairPlan& pair = plans_.Find(PairKey(outer, inner), is_new);
  if (!is_new) return pair;
  bytes_ += kEntryBytes;
  if (!IsCompilable(outer, inner)) return pair;
  pair.plan = Plan::Build(outer.fragment, FragmentOf(inner), context_);
  if (pair.plan != nullptr) bytes_ += pair.plan->MemoryBytes();
  return pair;
}

const TextProgram* PlanCache::FindText(const Template& outer, const Template* inner,
                                       DumpFormat format) {
  bool is_new = false;
  auto& text = texts_[static_cast<std::size_t>(format)].Find(PairKey(outer, inner), is_new);
  if (!is_new) return text.get();
  bytes_ += kEntryBytes;
  if (!IsCompilable(outer, inner)) return nullptr;
  text = TextProgram::Build(outer.fragment, FragmentOf(inner), format);
  if (text != nullptr) bytes_ += text->MemoryBytes();
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
