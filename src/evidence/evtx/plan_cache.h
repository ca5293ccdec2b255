// PlanCache: the compiled plans of a decoder, by the pair of templates (outer, inner) that a
// record uses, with what was learnt about such records: the symbols of the channel and provider
// seen last, so that naming a record costs a comparison.
//
// One per decoder; not thread-safe. Plans live as long as the cache: values of events point into
// their constants.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "event/event.h"
#include "evidence/evtx/plan.h"
#include "evidence/evtx/template_store.h"
#include "evidence/evtx/text_program.h"

namespace noroshi::evtx {

// The symbol of the value seen last.
class SymbolMemo {
 public:
  [[nodiscard]] Symbol Of(const Value& value, SymbolTable& table);

 private:
  ValueType type_ = ValueType::kMissing;
  Symbol symbol_ = kNoSymbol;
  std::vector<std::uint8_t> bytes_;
  std::string text_;
};

struct PairPlan {
  std::unique_ptr<const Plan> plan;  // null: such records need the walker
  SymbolMemo channel, provider;
};

class PlanCache {
 public:
  explicit PlanCache(EventContext& context) : context_(context) {}

  // The plan of a pair; compiled on first sight. Both must be shared templates; `inner` may be
  // null.
  [[nodiscard]] PairPlan& Find(const Template& outer, const Template* inner);
  // The text program of a pair; null when only the walker can write such records.
  [[nodiscard]] const TextProgram* FindText(const Template& outer, const Template* inner,
                                            DumpFormat format);
  // The value of an outer template that holds the embedded document.
  [[nodiscard]] SlotRef EmbeddedSlotOf(const Template& outer);

 private:
  EventContext& context_;
  // By the two serial numbers; texts for each format.
  std::unordered_map<std::uint64_t, PairPlan> plans_;
  std::unordered_map<std::uint64_t, std::unique_ptr<const TextProgram>> texts_[2];
  std::vector<SlotRef> embedded_;  // by serial number
  std::vector<bool> embedded_known_;
};

}  // namespace noroshi::evtx
