#include "matcher/run/session.h"

#include <algorithm>

namespace noroshi {

Session::Session(const CompiledRules& compiled, std::shared_ptr<BindingStore> bindings,
                 const EventContext& context, const MatcherOptions& options)
    : compiled_(compiled),
      options_(options),
      bindings_(std::move(bindings), context),
      reader_(context),
      lazies_(compiled, reader_, options.regex_match_limit),
      scan_(LargestIndex(compiled)),
      woken_(compiled.programs.size()),
      truths_(compiled.truth_count()) {}

void Session::Run(const Event& event, MatchSink& sink) {
  ++stats_.events;
  const Binding& binding =
      bindings_.Get({event.shape, event.channel, event.provider, event.event_id});
  if (!binding.wanted()) return;
  ++stats_.events_with_candidates;
  ForgetIfFull();
  reader_.BeginEvent();
  truths_known_ = false;
  answers_.clear();
  watched_ = profile_ != nullptr && profile_->IsNextChosen() ? profile_.get() : nullptr;
  ReadValues(event, binding);
  ReportMatches(OutcomesOf(binding), event, binding, sink);
  stats_.regex_limits_hit = lazies_.regex_limits_hit();
}

// Memo and outcomes hold numbers of sets: they go with them.
void Session::ForgetIfFull() {
  if (sets_.full()) {
    sets_.Clear();
    memo_.Forget();
    recent_values_.fill({});
    outcomes_.Clear();
  } else if (outcomes_.full()) {
    outcomes_.Clear();
  }
}

void Session::ReadValues(const Event& event, const Binding& binding) {
  constexpr std::size_t kSpread = 61;  // more than most bindings have reads
  signature_.assign(1, binding.number);
  std::size_t place = binding.number * kSpread;
  for (const BoundRead& read : binding.reads) {
    RecentValue& recent = recent_values_[place++ % kRecentValues];
    for (const Value& value : reader_.Values(binding.sources[read.source], event)) {
      if (!HasText(value)) continue;
      const std::uint32_t set = watched_ == nullptr ? SetOf(read, value, binding, recent)
                                                    : SetOfWatched(read, value, binding, recent);
      if (set != TruthSets::kEmpty) signature_.push_back(set);
    }
  }
}

std::uint32_t Session::SetOf(const BoundRead& read, const Value& value, const Binding& binding,
                             RecentValue& recent) {
  const ReadGroup& group = IsMachineType(value.type) ? read.machines : read.texts;
  if (group.count == 0) return TruthSets::kEmpty;
  if (options_.literal_prefilter && MostCharacters(value) < group.shortest) {
    return TruthSets::kEmpty;
  }
  if (options_.memo && group.group != ReadGroup::kNoGroup) {
    return RememberedSetOf(group, value, binding, recent);
  }
  return sets_.Intern(Scan(group, value, binding));
}

std::uint32_t Session::RememberedSetOf(const ReadGroup& group, const Value& value,
                                       const Binding& binding, RecentValue& recent) {
  if (recent.Is(group.group, value)) {
    ++stats_.memo_lookups, ++stats_.memo_hits;
    return recent.set();
  }
  const auto key = ValueMemo::KeyOf(group.group, value);
  if (!key) return sets_.Intern(Scan(group, value, binding));
  ++stats_.memo_lookups;
  std::uint32_t set = 0;
  if (const auto known = memo_.Find(*key)) {
    ++stats_.memo_hits;
    set = *known;
  } else {
    set = sets_.Intern(Scan(group, value, binding));
    memo_.Store(*key, set);
  }
  if (RecentValue::Takes(value)) recent.Keep(group.group, value, set);
  return set;
}

std::span<const Truth> Session::Scan(const ReadGroup& group, const Value& value,
                                     const Binding& binding) {
  const FoldedValue folded = reader_.Fold(value);
  found_.clear();
  for (const ReadIndex& read : binding.IndexesOf(group)) {
    const auto views = binding.ViewsOf(read);
    ScanIndex(read.narrow != nullptr ? read.narrow->index
                                     : compiled_.fields[compiled_.views[views[0]].field].index,
              folded);
    for (const std::uint32_t view : views) {
      const Truth first = compiled_.views[view].first_eager;
      for (const std::uint32_t pattern : scan_.hits()) {
        found_.push_back(first +
                         (read.narrow != nullptr ? read.narrow->patterns[pattern] : pattern));
      }
    }
  }
  std::ranges::sort(found_);
  return found_;
}

void Session::ScanIndex(const LiteralIndex& index, const FoldedValue& folded) {
  ++stats_.values_scanned;
  stats_.bytes_scanned += folded.text.size();
  options_.literal_prefilter ? index.Scan(folded, scan_) : TryEach(index, folded);
}

void Session::TryEach(const LiteralIndex& index, const FoldedValue& value) {
  scan_.Begin();
  for (std::uint32_t pattern = 0; pattern < index.size(); ++pattern) {
    if (index.Fits(pattern, value)) scan_.Hit(pattern);
  }
}

std::span<Outcome> Session::OutcomesOf(const Binding& binding) {
  if (!options_.outcomes) {
    Judge(binding);
    return judged_;
  }
  ++stats_.outcome_lookups;
  if (const auto known = outcomes_.Find(signature_)) {
    ++stats_.outcome_hits;
    return outcomes_.at(*known);
  }
  Judge(binding);
  return outcomes_.at(outcomes_.Store(signature_, judged_));
}

void Session::Judge(const Binding& binding) {
  LearnTruths(binding);
  Wake(binding);
  judged_.clear();
  std::optional<RuleIndex> accepted;  // a rule is reported once, whatever ways lead into it
  woken_.Drain([&](std::uint32_t index) {
    const Program& program = compiled_.programs[index];
    if (accepted == program.rule) return;
    ++stats_.conditions_evaluated;
    const auto verdict = VerdictOf(program);
    if (!verdict) return;
    if (*verdict == Outcome::Verdict::kAccepts) accepted = program.rule;
    judged_.push_back({.program = index, .verdict = *verdict});
  });
}

void Session::Wake(const Binding& binding) {
  for (const std::uint32_t program : binding.always) woken_.Insert(program);
  for (const std::uint32_t set : std::span(signature_).subspan(1)) {
    for (const Truth truth : sets_.at(set)) {
      for (const std::uint32_t program : compiled_.wakes.at(truth)) {
        if (binding.IsCandidate(program)) woken_.Insert(program);
      }
    }
  }
}

void Session::LearnTruths(const Binding& binding) {
  if (truths_known_) return;
  truths_known_ = true;
  truths_.Clear();
  for (const Truth truth : binding.constants) truths_.Set(truth, true);
  for (const std::uint32_t set : std::span(signature_).subspan(1)) {
    for (const Truth truth : sets_.at(set)) truths_.Set(truth, true);
  }
}

std::optional<Outcome::Verdict> Session::VerdictOf(const Program& program) const {
  std::uint32_t at = program.entry;
  while (at < kReject) {
    const Step& step = compiled_.steps[at];
    if (IsOpen(step.truth)) return Outcome::Verdict::kOpen;
    at = truths_.Holds(step.truth) ? step.if_true : step.if_false;
  }
  if (at != kAccept) return std::nullopt;
  return Outcome::Verdict::kAccepts;
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
  if (!IsOpen(truth)) return !compiled_.IsLazy(truth) && truths_.Holds(truth);
  if (!truths_.Holds(truth) && !truths_.Fails(truth)) {
    const std::uint32_t lazy = truth - compiled_.eager_count;
    truths_.Set(truth, watched_ == nullptr ? lazies_.Holds(compiled_.lazies[lazy], event, binding)
                                           : HoldsLazyWatched(lazy, event, binding));
  }
  answers_.push_back({truth, truths_.Holds(truth)});
  return answers_.back().holds;
}

bool Session::IsOpen(Truth truth) const {
  if (!compiled_.IsLazy(truth)) return false;
  const auto hints = compiled_.hints.at(truth - compiled_.eager_count);
  return !options_.literal_prefilter || hints.empty() ||
         std::ranges::any_of(hints, [&](Truth hint) { return truths_.Holds(hint); });
}

}  // namespace noroshi
