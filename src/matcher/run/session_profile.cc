#include "matcher/run/session_profile.h"

#include "matcher/run/session.h"

namespace noroshi {
namespace {

// Takes counts from the events looked at to all.
class Scale {
 public:
  Scale(std::uint64_t all, std::uint64_t looked_at)
      : factor_(looked_at == 0 ? 0.0 : static_cast<double>(all) / static_cast<double>(looked_at)) {}

  [[nodiscard]] std::uint64_t operator()(std::uint64_t count) const {
    return static_cast<std::uint64_t>(static_cast<double>(count) * factor_ + 0.5);
  }
  [[nodiscard]] ProfileCost operator()(const ProfileCost& cost) const {
    return {(*this)(cost.calls), (*this)(cost.held), (*this)(cost.ns)};
  }
  [[nodiscard]] FieldCost operator()(const FieldCost& cost) const {
    return {(*this)(cost.values),  (*this)(cost.memo_lookups),  (*this)(cost.memo_hits),
            (*this)(cost.scanned), (*this)(cost.scanned_bytes), (*this)(cost.ns)};
  }

 private:
  double factor_;
};

}  // namespace

SessionProfile::SessionProfile(const CompiledRules& compiled, NanosecondClock clock)
    : compiled_(compiled),
      clock_(std::move(clock)),
      rules_(compiled.rules->size()),
      lazies_(compiled.lazies.size()),
      fields_(compiled.fields.size()) {}

void SessionProfile::NoteValue(std::uint32_t field, std::uint64_t start, const MatcherStats& before,
                               const MatcherStats& after) {
  FieldCost& cost = fields_[field];
  cost.ns += now() - start;
  ++cost.values;
  cost.memo_lookups += after.memo_lookups - before.memo_lookups;
  cost.memo_hits += after.memo_hits - before.memo_hits;
  cost.scanned += after.values_scanned - before.values_scanned;
  cost.scanned_bytes += after.bytes_scanned - before.bytes_scanned;
}

void SessionProfile::NoteCall(ProfileCost& cost, std::uint64_t start, bool held) {
  cost.ns += now() - start;
  ++cost.calls;
  cost.held += held ? 1U : 0U;
}

void SessionProfile::NoteRule(RuleIndex rule, std::uint64_t start, bool held) {
  NoteCall(rules_[static_cast<std::size_t>(rule)], start, held);
}

void SessionProfile::NoteLazy(std::uint32_t lazy, std::uint64_t start, bool held) {
  NoteCall(lazies_[lazy], start, held);
}

MatchProfile SessionProfile::Result(std::uint64_t bindings) const {
  const Scale scale(events_, (events_ + kProfileStride - 1) / kProfileStride);
  MatchProfile named, one;
  named.bindings = bindings;
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    if (rules_[i].calls != 0) named.rules[static_cast<RuleIndex>(i)] = scale(rules_[i]);
  }
  for (std::size_t i = 0; i < lazies_.size(); ++i) {
    if (lazies_[i].calls == 0) continue;
    const LazyTest& lazy = compiled_.lazies[i];
    const std::string& field = *compiled_.fields[compiled_.views[lazy.view].field].name;
    one.tests = {{{field, lazy.shown}, scale(lazies_[i])}};
    if (lazy.regex != nullptr) named.regex_calls += scale(lazies_[i].calls);
    named.Add(one);
  }
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    if (fields_[i].values != 0) named.fields[*compiled_.fields[i].name] = scale(fields_[i]);
  }
  return named;
}

void Session::StartProfile(NanosecondClock clock) {
  profile_ = std::make_unique<SessionProfile>(compiled_, std::move(clock));
}

MatchProfile Session::profile() const {
  return profile_ == nullptr ? MatchProfile{} : profile_->Result(bindings_.made());
}

std::uint32_t Session::SetOfWatched(const BoundRead& read, const Value& value,
                                    const Binding& binding, RecentValue& recent) {
  const ReadGroup& group = read.texts.count != 0 ? read.texts : read.machines;
  const ReadIndex& index = binding.IndexesOf(group).front();
  const std::uint32_t field = compiled_.views[binding.ViewsOf(index).front()].field;
  const MatcherStats before = stats_;
  const std::uint64_t start = watched_->now();
  const std::uint32_t set = SetOf(read, value, binding, recent);
  watched_->NoteValue(field, start, before, stats_);
  return set;
}

bool Session::HoldsLazyWatched(std::uint32_t lazy, const Event& event, const Binding& binding) {
  const std::uint64_t start = watched_->now();
  const bool held = lazies_.Holds(compiled_.lazies[lazy], event, binding);
  watched_->NoteLazy(lazy, start, held);
  return held;
}

bool Session::SettleWatched(Outcome& outcome, const Event& event, const Binding& binding,
                            MatchSink& sink) {
  const RuleIndex rule = compiled_.programs[outcome.program].rule;
  const std::uint64_t start = watched_->now();
  const bool held = Settle(outcome, event, binding, sink);
  watched_->NoteRule(rule, start, held);
  return held;
}

}  // namespace noroshi
