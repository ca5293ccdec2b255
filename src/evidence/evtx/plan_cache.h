// PlanCache: the compiled plans of a decoder, by the pair of templates (outer, inner) that a
// record uses, with what was learnt about such records: the symbols of the channel and provider
// seen last, so that naming a record costs a comparison.
//
// One per decoder; not thread-safe. Plans live until Forget: values of events point into their
// constants.
//
// Memory: a chunk has some thousand records, and a pair is compiled only if it is small. So a chunk
// adds a bounded amount; who begins a chunk looks at bytes() and forgets when they are too many.
#pragma once

#include <array>
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

// Tokens and text of both templates together that are compiled: five times the largest pair seen.
// Larger ones are for the walker, which gives the same answers and has a budget.
inline constexpr std::size_t kMaxPlanTokens = 2048;
inline constexpr std::size_t kMaxPlanText = 16 * 1024;

// The symbol of the value seen last. Channels repeat record after record: comparing bytes with the
// last ones spares decoding them and the shared table's lock.
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
  // Null: such records need the walker.
  std::unique_ptr<const Plan> plan;
  SymbolMemo channel, provider, computer;
};

// A map from pairs of templates that is asked for the same few again and again: a small table of
// the answers given last stands before it. What it holds never moves.
template <class Value>
class PairMap {
 public:
  // The value of a pair; `is_new` when it was made just now.
  Value& Find(std::uint64_t key, bool& is_new) {
    Recent& recent = recent_[(key ^ key >> 32) % recent_.size()];
    is_new = recent.value == nullptr || recent.key != key;
    if (is_new) {
      const auto [it, fresh] = values_.try_emplace(key);
      recent = {key, &it->second};
      is_new = fresh;
    }
    return *recent.value;
  }

 private:
  struct Recent {
    std::uint64_t key = 0;
    Value* value = nullptr;
  };

  std::unordered_map<std::uint64_t, Value> values_;
  // A chunk uses about ten pairs.
  std::array<Recent, 64> recent_;
};

class PlanCache {
 public:
  explicit PlanCache(EventContext& context) : context_(context) {}

  // Drops all plans. No event made by one may be in use.
  void Forget();
  // Memory of all plans and texts, in bytes; near enough for a budget.
  [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }

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
  PairMap<PairPlan> plans_;
  PairMap<std::unique_ptr<const TextProgram>> texts_[2];
  // EmbeddedSlotOf, by the template's serial number.
  std::vector<SlotRef> embedded_;
  std::vector<bool> embedded_known_;
  std::size_t bytes_ = 0;
};

}  // namespace noroshi::evtx
