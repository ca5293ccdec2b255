#include "matcher/build/program_builder.h"

#include <algorithm>
#include <iterator>

#include "base/case_fold.h"
#include "matcher/build/condition.h"
#include "matcher/build/kind_bounds.h"

namespace noroshi {
namespace {

ProgramGate MakeGate(const Gate& of_rule, const GateAlternative* alternative, KindBounds bounds) {
  ProgramGate gate;
  gate.windows_only = of_rule.kind == Gate::Kind::kAnyWindows;
  gate.implied_channels = std::move(bounds.channels);
  gate.event_ids = std::move(bounds.event_ids);
  if (alternative == nullptr) return gate;
  gate.any_channel = alternative->channels.empty();
  gate.prefix = alternative->channel_prefix;
  for (const std::string& channel : alternative->channels) {
    gate.channels.push_back(Folded(channel));
  }
  if (alternative->event_ids.empty()) return gate;
  std::vector<std::uint32_t> ids = alternative->event_ids;
  std::ranges::sort(ids);
  if (gate.event_ids) {
    std::erase_if(
        ids, [&](std::uint32_t id) { return !std::ranges::binary_search(*gate.event_ids, id); });
  }
  gate.event_ids = std::move(ids);
  return gate;
}

// The views whose values a condition reads, as one more run.
void AddViews(const Condition& condition, const CompiledRules& compiled, Runs& runs) {
  std::vector<std::uint32_t> views;
  for (const ConditionNode& node : condition) {
    if (node.kind != ExprNode::Kind::kTest) continue;
    views.push_back(compiled.view_of[node.truth]);
    if (!compiled.IsLazy(node.truth)) continue;
    views.push_back(compiled.lazies[node.truth - compiled.eager_count].other_view);
  }
  std::ranges::sort(views);
  runs.items.Append({views.begin(), std::unique(views.begin(), views.end())});
  runs.EndRun();
}

template <class T>
void MoveBehind(std::vector<T>& from, std::vector<T>& to) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

// kAccept and kReject are no steps.
void Shift(std::uint32_t& step, std::uint32_t by) noexcept {
  if (step < kReject) step += by;
}

}  // namespace

const GateAlternative* AlternativeOf(const Rule& rule, std::optional<std::size_t> index) {
  return index ? &rule.gate.alternatives[*index] : nullptr;
}

ProgramPart ProgramBuilder::Build(std::span<const ProgramDraft> drafts) {
  part_ = {};
  Rule rule;
  const ProgramDraft* before = nullptr;
  for (const ProgramDraft& draft : drafts) {
    if (before == nullptr || before->rule != draft.rule) {
      rule = compiled_.rules->Unpack(draft.rule, PackExtent::kFirstPart);
    }
    Add(draft, rule);
    before = &draft;
  }
  return std::move(part_);
}

std::vector<Truth> ProgramBuilder::Number(const std::vector<TruthBuilder::Ref>& refs) const {
  std::vector<Truth> numbered;
  numbered.reserve(refs.size());
  for (const TruthBuilder::Ref& ref : refs) numbered.push_back(truths_.Number(ref));
  return numbered;
}

void ProgramBuilder::Add(const ProgramDraft& draft, const Rule& rule) {
  const std::vector<Truth> tests = Number(draft.tests);
  const std::vector<Truth> gate_tests = Number(draft.gate_tests);
  const Condition condition = MakeCondition(rule, tests, gate_tests);
  const auto first_step = static_cast<std::uint32_t>(part_.steps.size());
  const auto entry = EmitSteps(condition, compiled_, part_.steps);
  if (!entry) {
    part_.refused.push_back(
        {static_cast<RuleIndex>(draft.rule), "the condition is too large when written out"});
    return;
  }
  Program program{
      .rule = static_cast<RuleIndex>(draft.rule), .entry = *entry, .first_step = first_step};
  program.first_test = static_cast<std::uint32_t>(part_.test_truths.size());
  part_.test_truths.insert(part_.test_truths.end(), tests.begin(), tests.end());
  AddViews(condition, compiled_, part_.program_views);
  const auto necessary = NecessaryTruths(condition, compiled_);
  program.needs_wakeup = necessary ? 1 : 0;
  const auto number = static_cast<std::uint32_t>(part_.programs.size());
  if (necessary) {
    for (const Truth truth : *necessary) part_.wakes.emplace_back(truth, number);
  }
  part_.gates.push_back(
      MakeGate(rule.gate, AlternativeOf(rule, draft.alternative), BoundsOf(rule)));
  part_.programs.push_back(program);
}

void AddPart(ProgramPart part, CompiledRules& compiled, std::vector<Wake>& wakes,
             std::vector<Matcher::Refused>& refused) {
  const auto programs = static_cast<std::uint32_t>(compiled.programs.size());
  const auto steps = static_cast<std::uint32_t>(compiled.steps.size());
  const auto tests = static_cast<std::uint32_t>(compiled.test_truths.size());
  for (Program& program : part.programs) {
    Shift(program.entry, steps);
    program.first_step += steps;
    program.first_test += tests;
  }
  for (Step& step : part.steps) {
    Shift(step.if_true, steps);
    Shift(step.if_false, steps);
  }
  for (Wake& wake : part.wakes) wake.second += programs;
  const auto views = static_cast<std::uint32_t>(compiled.program_views.items.size());
  for (const std::uint32_t end :
       std::span(part.program_views.first.begin() + 1, part.program_views.first.end())) {
    compiled.program_views.first.push_back(views + end);
  }
  const FlatArray<std::uint32_t>& items = part.program_views.items;
  compiled.program_views.items.Append({items.data(), items.size()});
  compiled.programs.Append(part.programs);
  compiled.steps.Append(part.steps);
  compiled.test_truths.Append(part.test_truths);
  MoveBehind(part.wakes, wakes);
  MoveBehind(part.refused, refused);
}

}  // namespace noroshi
