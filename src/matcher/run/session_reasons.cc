// Why a rule matched: the tests that hold and carry the match. Worked out for matches only.
#include <algorithm>
#include <optional>
#include <tuple>

#include "event/value_text.h"
#include "matcher/run/session.h"

namespace noroshi {
namespace {

using Kind = ExprNode::Kind;

constexpr std::uint8_t kByHolding = 1, kByFailing = 2;

std::uint8_t Opposite(std::uint8_t how) noexcept {
  return static_cast<std::uint8_t>((how & kByHolding) << 1 | (how & kByFailing) >> 1);
}

// The ways in which a child with this value can carry its parent.
std::uint8_t Ways(bool holds) noexcept { return holds ? kByHolding : kByFailing; }

}  // namespace

void Session::ReportMatches(std::span<Outcome> outcomes, const Event& event, const Binding& binding,
                            MatchSink& sink) {
  std::optional<RuleIndex> reported;
  for (Outcome& outcome : outcomes) {
    const Program& program = compiled_.programs[outcome.program];
    if (reported == program.rule) continue;
    const bool held = watched_ == nullptr ? Settle(outcome, event, binding, sink)
                                          : SettleWatched(outcome, event, binding, sink);
    if (held) reported = program.rule;
  }
}

bool Session::Settle(Outcome& outcome, const Event& event, const Binding& binding,
                     MatchSink& sink) {
  if (outcome.verdict == Outcome::Verdict::kOpen) {
    LearnTruths(binding);
    ++stats_.conditions_evaluated;
    if (!Holds(compiled_.programs[outcome.program], event, binding)) return false;
  }
  Report(outcome, event, binding, sink);
  return true;
}

void Session::Report(Outcome& outcome, const Event& event, const Binding& binding,
                     MatchSink& sink) {
  ++stats_.matches;
  const Program& program = compiled_.programs[outcome.program];
  match_.rule = program.rule;
  match_.event = &event;
  match_.reasons.clear();
  if (sink.WantsReasons(program.rule)) AddReasons(outcome, event, binding);
  sink.OnMatch(match_);
}

void Session::AddReasons(Outcome& outcome, const Event& event, const Binding& binding) {
  const Program& program = compiled_.programs[outcome.program];
  const ShownRule& rule = compiled_.RuleOf(program);
  for (const std::uint32_t index : ReasonsOf(outcome, event, binding)) {
    const ShownTest& test = rule.tests[index];
    const Truth truth = compiled_.test_truths[program.first_test + index];
    const bool named = test.selection < rule.selections.size();
    match_.reasons.push_back(
        {named ? std::string_view(rule.selections[test.selection]) : std::string_view(), test.field,
         WitnessOf(truth, event, binding), test.shown, index});
  }
}

std::span<const std::uint32_t> Session::ReasonsOf(Outcome& outcome, const Event& event,
                                                  const Binding& binding) {
  if (outcome.has_reasons && outcomes_.AnswersAre(outcome, [&](const Answer& answer) {
        LearnTruths(binding);
        return HoldsTruth(answer.truth, event, binding) == answer.holds;
      })) {
    return outcomes_.ReasonsOf(outcome);
  }
  LearnTruths(binding);
  answers_.clear();
  FindReasons(compiled_.programs[outcome.program], event, binding);
  if (options_.outcomes && !outcome.has_reasons) {
    outcomes_.SetReasons(outcome, reasons_, answers_);
  }
  return reasons_;
}

void Session::EvaluateNodes(const ShownRule& rule, const Program& program, const Event& event,
                            const Binding& binding) {
  nodes_.clear();
  const auto holds = [&](std::uint32_t node) { return nodes_[node] != 0; };
  for (const ExprNode& node : rule.condition) {
    bool value = node.kind == Kind::kTrue;
    if (node.kind == Kind::kTest) {
      const Truth truth = compiled_.test_truths[program.first_test + node.test];
      value = HoldsTruth(truth, event, binding);
    }
    if (node.kind == Kind::kNot) value = !holds(node.children[0]);
    if (node.kind == Kind::kAnd) value = std::ranges::all_of(node.children, holds);
    if (node.kind == Kind::kOr) value = std::ranges::any_of(node.children, holds);
    nodes_.push_back(value ? 1 : 0);
  }
}

// From the root down: a child carries its parent if it has the value that makes the parent's.
void Session::CarryDown(const ShownRule& rule) {
  carried_.assign(rule.condition.size(), 0);
  carried_.back() = kByHolding;
  for (std::size_t i = rule.condition.size(); i-- > 0;) {
    const ExprNode& node = rule.condition[i];
    if (carried_[i] == 0) continue;
    if (node.kind == Kind::kTest && (carried_[i] & kByHolding) != 0) reasons_.push_back(node.test);
    const std::uint8_t wanted = node.kind == Kind::kNot ? Opposite(carried_[i]) : carried_[i];
    for (const std::uint32_t child : node.children) {
      carried_[child] =
          static_cast<std::uint8_t>(carried_[child] | (wanted & Ways(nodes_[child] != 0)));
    }
  }
}

void Session::FindReasons(const Program& program, const Event& event, const Binding& binding) {
  const ShownRule& rule = compiled_.RuleOf(program);
  reasons_.clear();
  const std::size_t tests = compiled_.test_truths.size() - program.first_test;
  if (rule.condition.empty() || rule.tests.size() > tests) return;  // a forged cache only
  EvaluateNodes(rule, program, event, binding);
  CarryDown(rule);
  const auto place = [&](std::uint32_t test) {
    return std::tuple(rule.tests[test].line, rule.tests[test].column, test);
  };
  std::ranges::sort(reasons_, {}, place);
  reasons_.erase(std::unique(reasons_.begin(), reasons_.end()), reasons_.end());
}

// The first value that satisfies the test; for tests about several values (exists, a field against
// another) the first there is; nothing for null.
std::string_view Session::WitnessOf(Truth truth, const Event& event, const Binding& binding) {
  std::string_view first;
  bool any = false;
  const auto sources = binding.SourcesOf(compiled_.view_of[truth]);
  if (sources.size() == 1) {  // a single value needs no looking for
    const auto values = reader_.Values(sources[0], event);
    if (values.size() == 1) {
      return HasText(values[0]) ? reader_.Keep(TextOf(values[0], scratch_)) : first;
    }
  }
  for (const FieldSource& source : sources) {
    for (const Value& value : reader_.Values(source, event)) {
      if (!HasText(value)) continue;
      if (IsWitness(truth, value)) return reader_.Keep(TextOf(value, scratch_));
      if (!any) first = reader_.Keep(TextOf(value, scratch_));
      any = true;
    }
  }
  return first;
}

bool Session::IsWitness(Truth truth, const Value& value) {
  if (compiled_.IsLazy(truth)) {
    return lazies_.HoldsOnValue(compiled_.lazies[truth - compiled_.eager_count], value);
  }
  const FieldView& view = compiled_.views[compiled_.view_of[truth]];
  return compiled_.fields[view.field].index.Fits(truth - view.first_eager, reader_.Fold(value));
}

}  // namespace noroshi
