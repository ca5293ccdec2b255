// Session: one thread's matching (MatchSession). An event goes through four steps: look up what its
// kind means (BindingCache); find which sets of truths its values bring about (LiteralIndex behind
// ValueMemo); find which programs accept those (woken conditions behind OutcomeCache); report the
// rules that hold.
#pragma once

#include <array>

#include "matcher/matcher.h"
#include "matcher/run/binding_cache.h"
#include "matcher/run/lazy_tests.h"
#include "matcher/run/outcome_cache.h"
#include "matcher/run/program_set.h"
#include "matcher/run/recent_value.h"
#include "matcher/run/session_profile.h"
#include "matcher/run/truth_sets.h"
#include "matcher/run/truth_table.h"
#include "matcher/run/value_memo.h"
#include "matcher/run/value_reader.h"

namespace noroshi {

// One thread's; not thread-safe. The answer does not depend on the events seen before: memo and
// bindings only save work.
class Session final : public MatchSession {
 public:
  // Rules and context must outlive the session. `bindings`, made for the same rules, are shared by
  // sessions of any context.
  Session(const CompiledRules& compiled, std::shared_ptr<BindingStore> bindings,
          const EventContext& context, const MatcherOptions& options);

  [[nodiscard]] bool Wants(const EventKind& kind) override { return bindings_.Get(kind).wanted(); }
  void Run(const Event& event, MatchSink& sink) override;
  [[nodiscard]] const MatcherStats& stats() const noexcept override { return stats_; }
  void StartProfile(NanosecondClock clock) override;
  [[nodiscard]] MatchProfile profile() const override;

 private:
  // What is remembered has outgrown its room.
  void ForgetIfFull();

  // Step two: the sets of truths that the values bring about, into signature_.
  void ReadValues(const Event& event, const Binding& binding);
  // `recent`: the value that this read had before, or anything.
  [[nodiscard]] std::uint32_t SetOf(const BoundRead& read, const Value& value,
                                    const Binding& binding, RecentValue& recent);
  [[nodiscard]] std::uint32_t RememberedSetOf(const ReadGroup& group, const Value& value,
                                              const Binding& binding, RecentValue& recent);
  // The truths of the group's views that the value brings about; valid until the next call.
  [[nodiscard]] std::span<const Truth> Scan(const ReadGroup& group, const Value& value,
                                            const Binding& binding);
  // The patterns of the index that fit, into scan_.
  void ScanIndex(const LiteralIndex& index, const FoldedValue& folded);
  void TryEach(const LiteralIndex& index, const FoldedValue& value);

  // Step three: what comes of the signature. Valid until the next event.
  [[nodiscard]] std::span<Outcome> OutcomesOf(const Binding& binding);
  // Works that out: the conditions of woken programs, in the order of the rules, into judged_.
  void Judge(const Binding& binding);
  void Wake(const Binding& binding);
  // Sets the truths of the event at hand; nothing if they are set.
  void LearnTruths(const Binding& binding);
  // As far as eager truths tell; nothing for a program that rejects.
  [[nodiscard]] std::optional<Outcome::Verdict> VerdictOf(const Program& program) const;
  // Walks the steps of a condition; asks for lazy truths on the way, each at most once an event.
  [[nodiscard]] bool Holds(const Program& program, const Event& event, const Binding& binding);
  [[nodiscard]] bool HoldsTruth(Truth truth, const Event& event, const Binding& binding);
  // A lazy truth that its hints do not rule out: it depends on more than eager truths.
  [[nodiscard]] bool IsOpen(Truth truth) const;

  // Step four, for matches only: which tests carried the match, and on which values.
  void ReportMatches(std::span<Outcome> outcomes, const Event& event, const Binding& binding,
                     MatchSink& sink);
  // Asks an open outcome, and reports it if it holds; false if it does not.
  bool Settle(Outcome& outcome, const Event& event, const Binding& binding, MatchSink& sink);
  void Report(Outcome& outcome, const Event& event, const Binding& binding, MatchSink& sink);
  // Tests of the program's rule, in the order of its text; valid until the next call.
  void AddReasons(Outcome& outcome, const Event& event, const Binding& binding);
  [[nodiscard]] std::span<const std::uint32_t> ReasonsOf(Outcome& outcome, const Event& event,
                                                         const Binding& binding);
  void FindReasons(const Program& program, const Event& event, const Binding& binding);
  void EvaluateNodes(const ShownRule& rule, const Program& program, const Event& event,
                     const Binding& binding);
  void CarryDown(const ShownRule& rule);
  [[nodiscard]] std::string_view WitnessOf(Truth truth, const Event& event, const Binding& binding);
  [[nodiscard]] bool IsWitness(Truth truth, const Value& value);

  // The same with the clock beside, for events that a profile looks at closely (watched_).
  [[nodiscard]] std::uint32_t SetOfWatched(const BoundRead& read, const Value& value,
                                           const Binding& binding, RecentValue& recent);
  [[nodiscard]] bool HoldsLazyWatched(std::uint32_t lazy, const Event& event,
                                      const Binding& binding);
  bool SettleWatched(Outcome& outcome, const Event& event, const Binding& binding, MatchSink& sink);

  // Several reads may share one: it is only a guess. 128 KiB, of which a log's few kinds of events
  // touch a tenth; a power of two.
  static constexpr std::size_t kRecentValues = 2048;

  const CompiledRules& compiled_;
  const MatcherOptions options_;
  BindingCache bindings_;
  ValueReader reader_;
  LazyTests lazies_;
  TruthSets sets_;
  // From a value to the number of its set in sets_.
  ValueMemo memo_;
  std::array<RecentValue, kRecentValues> recent_values_{};  // by binding and read, shared
  // From a signature to what the programs say to it.
  OutcomeCache outcomes_;
  ScanScratch scan_;
  ProgramSet woken_;
  TruthTable truths_;
  MatcherStats stats_;
  // Null = nobody asked.
  std::unique_ptr<SessionProfile> profile_;

  // Of the event at hand, from here on: its binding's number, then its sets that are not empty.
  std::vector<std::uint32_t> signature_;
  // truths_ are this event's.
  bool truths_known_ = false;
  // Of the open truths that were asked for.
  std::vector<Answer> answers_;
  // Notes what this event costs; null = not this one.
  SessionProfile* watched_ = nullptr;
  Match match_;

  // Scratch:
  std::vector<Truth> found_;     // by Scan
  std::vector<Outcome> judged_;  // by Judge
  // Value of each node of the rule being explained.
  std::vector<std::uint8_t> nodes_;
  // Bit 0: carries the match by holding, bit 1: by not.
  std::vector<std::uint8_t> carried_;
  std::vector<std::uint32_t> reasons_;  // tests
  std::string scratch_;
};

}  // namespace noroshi
