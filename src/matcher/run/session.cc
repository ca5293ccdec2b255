#include "matcher/run/session.h"

#include <algorithm>

namespace noroshi {

Session::Session(const CompiledRules& compiled, const EventContext& context,
                 const MatcherOptions& options)
    : compiled_(compiled),
      options_(options),
      bindings_(Binder(compiled, context, options)),
      reader_(context),
      lazies_(compiled, reader_, options.regex_match_limit),
      truths_(compiled.truth_count()),
      woken_(compiled.programs.size()),
      scan_(LargestIndex(compiled)) {}

void Session::Run(const Event& event, MatchSink& sink) {
  ++stats_.events;
  const Binding& binding =
      bindings_.Get({event.shape, event.channel, event.provider, event.event_id});
  if (!binding.wanted()) return;
  ++stats_.events_with_candidates;
  truths_.Clear();
  reader_.BeginEvent();
  for (const Truth truth : binding.constants) truths_.Set(truth, true);
  for (const std::uint32_t program : binding.always) woken_.Insert(program);
  ReadValues(event, binding);
  RunPrograms(event, binding, sink);
  stats_.regex_limits_hit = lazies_.regex_limits_hit();
}

void Session::ReadValues(const Event& event, const Binding& binding) {
  for (const BoundRead& read : binding.reads) {
    for (const Value& value : reader_.Values(binding.sources[read.source], event)) {
      if (HasText(value)) ReadValue(read, value, binding);
    }
  }
}

void Session::ReadValue(const BoundRead& read, const Value& value, const Binding& binding) {
  const ReadGroup& group = IsMachineType(value.type) ? read.machines : read.texts;
  if (group.count == 0) return;
  const bool remember = options_.memo && group.group != ReadGroup::kNoGroup;
  const auto key = remember ? ValueMemo::KeyOf(group.group, value) : std::nullopt;
  if (!key) return Mark(Scan(binding.ViewsOf(group), value), binding);
  ++stats_.memo_lookups;
  if (const auto known = memo_.Find(*key)) {
    ++stats_.memo_hits;
    return Mark(*known, binding);
  }
  const auto truths = Scan(binding.ViewsOf(group), value);
  memo_.Store(*key, truths);
  Mark(truths, binding);
}

std::span<const Truth> Session::Scan(std::span<const std::uint32_t> views, const Value& value) {
  const FoldedValue folded = reader_.Fold(value);
  found_.clear();
  const FieldView* last = nullptr;
  for (const std::uint32_t number : views) {
    const FieldView& view = compiled_.views[number];
    // Views of one field stand together: their patterns are the same, and so is the answer.
    if (last == nullptr || last->field != view.field) ScanField(view.field, folded);
    last = &view;
    for (const std::uint32_t pattern : scan_.hits()) found_.push_back(view.first_eager + pattern);
  }
  return found_;
}

void Session::ScanField(std::uint32_t field, const FoldedValue& folded) {
  ++stats_.values_scanned;
  stats_.bytes_scanned += folded.text.size();
  const LiteralIndex& index = compiled_.fields[field].index;
  options_.literal_prefilter ? index.Scan(folded, scan_) : TryEach(index, folded);
}

void Session::TryEach(const LiteralIndex& index, const FoldedValue& value) {
  scan_.Begin();
  for (std::uint32_t pattern = 0; pattern < index.size(); ++pattern) {
    if (index.Fits(pattern, value)) scan_.Hit(pattern);
  }
}

void Session::Mark(std::span<const Truth> truths, const Binding& binding) {
  for (const Truth truth : truths) {
    if (truths_.Holds(truth)) continue;
    truths_.Set(truth, true);
    for (const std::uint32_t program : compiled_.wakes.at(truth)) {
      if (binding.IsCandidate(program)) woken_.Insert(program);
    }
  }
}

void Session::RunPrograms(const Event& event, const Binding& binding, MatchSink& sink) {
  std::optional<RuleIndex> reported;  // a rule is reported once, whatever ways lead into it
  woken_.Drain([&](std::uint32_t index) {
    const Program& program = compiled_.programs[index];
    if (reported == program.rule) return;
    ++stats_.conditions_evaluated;
    if (!Holds(program, event, binding)) return;
    reported = program.rule;
    Report(program, event, binding, sink);
  });
}

bool Session::Holds(const Program& program, const Event& event, const Binding& binding) {
  std::uint32_t at = program.entry;
  while (at < kReject) {
    const Step& step = compiled_.steps[at];
    at = HoldsTruth(step.truth, event, binding) ? step.if_true : step.if_false;
  }
  return at == kAccept;
}

bool Session::HoldsTruth(Truth truth, const Event& event, const Binding& binding) {
  if (truths_.Holds(truth)) return true;
  if (!compiled_.IsLazy(truth) || truths_.Fails(truth)) return false;
  const bool holds = HoldsLazy(truth, event, binding);
  truths_.Set(truth, holds);
  return holds;
}

bool Session::HoldsLazy(Truth truth, const Event& event, const Binding& binding) {
  if (options_.literal_prefilter && !HasHint(truth)) return false;
  return lazies_.Holds(compiled_.lazies[truth - compiled_.eager_count], event, binding);
}

bool Session::HasHint(Truth truth) const {
  const auto hints = compiled_.hints.at(truth - compiled_.eager_count);
  return hints.empty() ||
         std::ranges::any_of(hints, [&](Truth hint) { return truths_.Holds(hint); });
}

}  // namespace noroshi
