// Session: one thread's matching (MatchSession). An event goes through four steps: look up what its
// kind means (BindingCache), mark the truths its values bring about (LiteralIndex behind
// ValueMemo), which wake programs; run those (EvaluateProgram); report the rules that hold.
#pragma once

#include "matcher/matcher.h"
#include "matcher/run/binding_cache.h"
#include "matcher/run/lazy_tests.h"
#include "matcher/run/program_set.h"
#include "matcher/run/truth_table.h"
#include "matcher/run/value_memo.h"
#include "matcher/run/value_reader.h"

namespace noroshi {

// One thread's; not thread-safe. The answer does not depend on the events seen before: memo and
// bindings only save work.
class Session final : public MatchSession {
 public:
  // Both must outlive the session.
  Session(const CompiledRules& compiled, const EventContext& context,
          const MatcherOptions& options);

  [[nodiscard]] bool Wants(const EventKind& kind) override { return bindings_.Get(kind).wanted(); }
  void Run(const Event& event, MatchSink& sink) override;
  [[nodiscard]] const MatcherStats& stats() const noexcept override { return stats_; }

 private:
  // Step two: scan the values that candidate programs read, and wake what they may satisfy.
  void ReadValues(const Event& event, const Binding& binding);
  void ReadValue(const BoundRead& read, const Value& value, const Binding& binding);
  void Mark(std::span<const Truth> truths, const Binding& binding);
  // The truths of the group's views that the value brings about; valid until the next call.
  [[nodiscard]] std::span<const Truth> Scan(std::span<const std::uint32_t> views,
                                            const Value& value);
  void ScanField(std::uint32_t field, const FoldedValue& folded);
  void TryEach(const LiteralIndex& index, const FoldedValue& value);

  // Step three: conditions of woken programs, in the order of the rules.
  void RunPrograms(const Event& event, const Binding& binding, MatchSink& sink);
  // Walks the steps of a condition; asks for lazy truths on the way, each at most once an event.
  [[nodiscard]] bool Holds(const Program& program, const Event& event, const Binding& binding);
  [[nodiscard]] bool HoldsTruth(Truth truth, const Event& event, const Binding& binding);
  [[nodiscard]] bool HoldsLazy(Truth truth, const Event& event, const Binding& binding);
  [[nodiscard]] bool HasHint(Truth truth) const;

  // Step four, for matches only: which tests carried the match, and on which values.
  void Report(const Program& program, const Event& event, const Binding& binding, MatchSink& sink);
  void CollectReasons(const Program& program, const Event& event, const Binding& binding);
  void EvaluateNodes(const Rule& rule, const Program& program, const Event& event,
                     const Binding& binding);
  void CarryDown(const Rule& rule);
  [[nodiscard]] std::string_view WitnessOf(Truth truth, const Event& event, const Binding& binding);
  [[nodiscard]] bool IsWitness(Truth truth, const Value& value);

  const CompiledRules& compiled_;
  const MatcherOptions options_;
  BindingCache bindings_;
  ValueReader reader_;
  LazyTests lazies_;
  TruthTable truths_;
  ProgramSet woken_;
  ScanScratch scan_;
  std::vector<Truth> found_;  // by Scan
  ValueMemo memo_;
  MatcherStats stats_;
  Match match_;
  std::vector<std::uint8_t> nodes_;     // value of each node of the rule being explained
  std::vector<std::uint8_t> carried_;   // bit 0: carries the match by holding, bit 1: by not
  std::vector<std::uint32_t> reasons_;  // tests
  std::string scratch_;
};

}  // namespace noroshi
