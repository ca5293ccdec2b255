#include "rules/correlation_rules/link.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "rules/rule_set_order.h"
#include "rules/sigma/hayabusa.h"
#include "rules/sigma/reporter.h"
#include "rules/text/ascii.h"

namespace noroshi {
namespace {

using sigma::DiagnosticKind;
namespace codes = sigma::codes;

constexpr std::uint32_t kNone = CorrelationSource::kNone;

// What linking says; said anew each time.
constexpr std::array kLinkCodes = {codes::kCorrelationReference.code, codes::kCorrelationCycle.code,
                                   codes::kCorrelationUnfed.code, codes::kCorrelationField.code,
                                   codes::kAliasUnused.code};

template <class T>
void MoveInto(std::vector<T>& to, std::vector<T>& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  from.clear();
}

constexpr auto kPlaceOf = [](const auto& document) {
  return std::tie(document.path, document.document);
};

// The rule of that place and id that `fits`. Sets joined from several folders may have one place
// twice. REQUIRES: `rules` sorted by place.
template <class Document, class Fits>
std::uint32_t FindDocument(const RuleList& rules, const Document& wanted, const Fits& fits) {
  const auto compare = [&](std::size_t i) {
    const RuleHead& head = rules.head(i);
    const int paths = head.path.compare(wanted.path);
    return paths != 0                        ? paths
           : head.document < wanted.document ? -1
           : head.document > wanted.document ? 1
                                             : 0;
  };
  std::size_t first = 0;
  for (std::size_t end = rules.size(); first < end;) {
    const std::size_t middle = first + (end - first) / 2;
    if (compare(middle) < 0) {
      first = middle + 1;
    } else {
      end = middle;
    }
  }
  for (; first < rules.size() && compare(first) == 0; ++first) {
    const auto rule = static_cast<std::uint32_t>(first);
    if (rules.head(rule).id == wanted.id && fits(rule)) return rule;
  }
  return kNone;
}

// Takes back what an earlier linking has set aside and said.
void Restore(RuleSet& set) {
  MoveInto(set.correlations, set.idle.correlations);
  std::ranges::stable_sort(set.correlations, {}, kPlaceOf);
  std::erase_if(set.diagnostics, [](const Diagnostic& diagnostic) {
    return std::ranges::find(kLinkCodes, diagnostic.code) != kLinkCodes.end();
  });
  if (set.idle.rules.empty()) return;
  set.idle.rules.Sort();
  std::erase_if(set.not_used, [&](const NotUsedRule& rule) {
    return FindDocument(set.idle.rules, rule, [](std::uint32_t) { return true; }) != kNone;
  });
  set.rules.Append(std::exchange(set.idle.rules, {}));
  SortRuleSet(set);
}

// Documents by id (lower case) and by name. They must stay where they are.
class NameIndex {
 public:
  explicit NameIndex(const RuleList& rules) {
    for (std::uint32_t i = 0; i < rules.size(); ++i) Add(rules.head(i).id, rules.head(i).name, i);
  }
  explicit NameIndex(const std::vector<NotUsedRule>& rules) {
    for (std::uint32_t i = 0; i < rules.size(); ++i) Add(rules[i].id, rules[i].name, i);
  }

  // Ascending, each once.
  [[nodiscard]] std::vector<std::uint32_t> Find(const std::string& target) const {
    std::vector<std::uint32_t> found;
    const auto take = [&](const auto& map, const std::string& key) {
      const auto [begin, end] = map.equal_range(key);
      for (auto at = begin; at != end; ++at) found.push_back(at->second);
    };
    take(by_id_, ToLowerAscii(target));
    take(by_name_, target);
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }

 private:
  void Add(std::string_view id, std::string_view name, std::uint32_t number) {
    by_id_.emplace(id, number);
    if (!name.empty()) by_name_.emplace(name, number);
  }

  std::unordered_multimap<std::string_view, std::uint32_t> by_id_, by_name_;
};

class Linker {
 public:
  explicit Linker(RuleSet& set)
      : set_(set),
        correlations_(set.correlations),
        names_(set.rules),
        correlation_of_(set.rules.size(), kNone) {}

  void Run() {
    FindOwnRules();
    good_.assign(correlations_.size(), true);
    for (std::uint32_t i = 0; i < correlations_.size(); ++i) FindSources(i);
    Order();
    for (const std::uint32_t i : order_) FindFields(i);
    FindSilent();
    FindUseful();
    Retire();
  }

 private:
  // The Rule with a correlation's words. Where that is gone (excluded, of another status) the
  // correlation is not evaluated, but its sources are parts all the same and stay silent.
  void FindOwnRules() {
    std::vector<CorrelationRule> kept;
    for (CorrelationRule& correlation : correlations_) {
      correlation.rule = FindDocument(set_.rules, correlation, [&](std::uint32_t rule) {
        return correlation_of_[rule] == kNone;
      });
      if (correlation.rule == kNone) {
        set_.idle.correlations.push_back(std::move(correlation));
        continue;
      }
      correlation_of_[correlation.rule] = static_cast<std::uint32_t>(kept.size());
      kept.push_back(std::move(correlation));
    }
    correlations_ = std::move(kept);
  }

  void FindSources(std::uint32_t i) {
    for (CorrelationSource& source : correlations_[i].sources) {
      source.correlation = kNone;
      if (source.target.empty()) {
        source.rule = correlations_[i].rule;
        continue;
      }
      const std::vector<std::uint32_t> found = names_.Find(source.target);
      if (found.size() == 1) {
        source.rule = found.front();
        source.correlation = correlation_of_[source.rule];
      } else if (found.size() > 1) {
        Refuse(i, codes::kCorrelationReference, source,
               fmt::format("'{}' names {} rules", source.target, found.size()));
      } else {
        NameNobody(i, source);
      }
    }
  }

  void NameNobody(std::uint32_t i, const CorrelationSource& source) {
    if (!left_out_) left_out_.emplace(set_.not_used);
    const std::vector<std::uint32_t> found = left_out_->Find(source.target);
    if (found.empty()) {
      return Refuse(i, codes::kCorrelationReference, source,
                    fmt::format("'{}' names no rules", source.target));
    }
    const NotUsedRule& rule = set_.not_used[found.front()];
    Refuse(i, codes::kCorrelationUnfed, source,
           fmt::format("'{}' is not used ({}): {}", source.target, NotUsedReasonName(rule.reason),
                       rule.detail));
  }

  // Sources before what they feed; what is left over goes round in circles.
  void Order() {
    std::vector<bool> done(correlations_.size(), false);
    while (Sweep([&](std::uint32_t i) { return TakeOrdered(i, done); })) continue;
    while (Sweep([&](std::uint32_t i) { return !done[i] && RefuseAbove(i); })) continue;
    Sweep([&](std::uint32_t i) { return !done[i] && RefuseCircle(i); });
  }

  // True if `step` did something for some correlation that is not refused.
  template <class Step>
  bool Sweep(const Step& step) {
    bool moved = false;
    for (std::uint32_t i = 0; i < correlations_.size(); ++i) moved |= good_[i] && step(i);
    return moved;
  }

  bool TakeOrdered(std::uint32_t i, std::vector<bool>& done) {
    if (done[i] || !SourcesAre(i, done)) return false;
    done[i] = true;
    if (TakeDepth(i)) order_.push_back(i);
    return true;
  }

  // Above a correlation that is refused.
  bool RefuseAbove(std::uint32_t i) {
    const auto& sources = correlations_[i].sources;
    const auto refused = std::ranges::find_if(sources, [&](const CorrelationSource& source) {
      return source.correlation != kNone && !good_[source.correlation];
    });
    if (refused == sources.end()) return false;
    Refuse(i, codes::kCorrelationUnfed, *refused,
           fmt::format("'{}' is not evaluated", refused->target));
    return true;
  }

  bool RefuseCircle(std::uint32_t i) {
    const auto& sources = correlations_[i].sources;
    const auto back = std::ranges::find_if(
        sources, [](const CorrelationSource& source) { return source.correlation != kNone; });
    Refuse(i, codes::kCorrelationCycle, *back,
           fmt::format("'{}' leads back to a correlation on the way", back->target));
    return true;
  }

  [[nodiscard]] bool SourcesAre(std::uint32_t i, const std::vector<bool>& done) const {
    return std::ranges::all_of(correlations_[i].sources, [&](const CorrelationSource& source) {
      return source.correlation == kNone || (done[source.correlation] && good_[source.correlation]);
    });
  }

  bool TakeDepth(std::uint32_t i) {
    CorrelationRule& correlation = correlations_[i];
    correlation.depth = 0;
    for (const CorrelationSource& source : correlation.sources) {
      if (source.correlation == kNone) continue;
      correlation.depth = std::max(correlation.depth, correlations_[source.correlation].depth + 1);
    }
    std::string problem;
    if (correlation.depth >= kMaxCorrelationDepth) {
      problem = fmt::format("more than {} correlations on top of each other", kMaxCorrelationDepth);
    } else if (order_.size() >= kMaxCorrelations) {
      problem = fmt::format("more than {} correlations", kMaxCorrelations);
    }
    if (problem.empty()) return true;
    Refuse(i, codes::kCorrelationCycle, correlation.sources.front(), problem);
    return false;
  }

  void FindFields(std::uint32_t i) {
    CorrelationRule& correlation = correlations_[i];
    if (RefuseAbove(i)) return;
    for (CorrelationSource& source : correlation.sources) {
      source.group_fields.clear();
      source.value_fields.clear();
      for (const std::string& name : correlation.group_by) {
        source.group_fields.push_back(FieldOf(i, source, name));
      }
      for (const std::string& name : correlation.values) {
        source.value_fields.push_back(FieldOf(i, source, name));
      }
    }
    CheckAliases(correlation);
    if (correlation.takes_level && good_[i]) TakeLevel(correlation);
  }

  [[nodiscard]] bool Names(const std::string& target, const CorrelationSource& source) const {
    const RuleHead& rule = set_.rules.head(source.rule);
    return target == source.target || EqualsIgnoreCase(target, rule.id) ||
           (!rule.name.empty() && target == rule.name);
  }

  // S-9.12: an alias stands for a field of each rule, or for the field of its own name.
  CorrelationField FieldOf(std::uint32_t i, const CorrelationSource& source,
                           const std::string& name) {
    const std::string* meant = &name;
    for (const CorrelationAlias& alias : correlations_[i].aliases) {
      if (alias.alias == name && Names(alias.target, source)) meant = &alias.field;
    }
    if (source.correlation == kNone) {
      Rule dialect;
      dialect.source = set_.rules.head(source.rule).source;
      const sigma::ResolvedField field = sigma::ResolveField(*meant, dialect);
      return {field.name, field.scope, 0};
    }
    const std::vector<std::string>& groups = correlations_[source.correlation].group_by;
    const auto found = std::ranges::find_if(
        groups, [&](const std::string& group) { return EqualsIgnoreCase(group, *meant); });
    if (found == groups.end()) {
      Refuse(i, codes::kCorrelationField, source,
             fmt::format("the correlation '{}' does not group by '{}'", source.target, *meant));
      return {};
    }
    return {*found, FieldScope::kAuto, static_cast<std::uint32_t>(found - groups.begin())};
  }

  void CheckAliases(const CorrelationRule& correlation) {
    for (const CorrelationAlias& alias : correlation.aliases) {
      const bool listed = std::ranges::any_of(
          correlation.sources,
          [&](const CorrelationSource& source) { return Names(alias.target, source); });
      if (listed) continue;
      Say(correlation, codes::kAliasUnused, {alias.line, alias.column},
          fmt::format("the correlation lists no rule '{}'", alias.target));
    }
  }

  // A level overrides that of the rules (S-9.1); without one theirs stays. Taken once: lists may
  // tune it later.
  void TakeLevel(CorrelationRule& correlation) {
    Level level = set_.rules.head(correlation.rule).level;
    for (const CorrelationSource& source : correlation.sources) {
      level = std::max(level, set_.rules.head(source.rule).level);
    }
    set_.rules.SetLevel(correlation.rule, level);
    correlation.takes_level = false;
  }

  // S-9.13: silent unless one correlation says otherwise.
  void FindSilent() {
    silent_.assign(set_.rules.size(), false);
    std::vector<bool> loud(set_.rules.size(), false);
    for (const auto* correlations : {&correlations_, &set_.idle.correlations}) {
      for (const CorrelationRule& correlation : *correlations) {
        for (const CorrelationSource& source : correlation.sources) {
          const std::vector<std::uint32_t> named = names_.Find(source.target);
          if (named.size() != 1) continue;
          (correlation.generate ? loud : silent_)[named.front()] = true;
        }
      }
    }
    for (std::size_t rule = 0; rule < loud.size(); ++rule) {
      if (loud[rule]) silent_[rule] = false;
    }
  }

  // What raises findings, or feeds something that does.
  void FindUseful() {
    useful_.assign(set_.rules.size(), false);
    for (std::size_t rule = 0; rule < silent_.size(); ++rule) {
      const std::uint32_t correlation = correlation_of_[rule];
      useful_[rule] = !silent_[rule] && (correlation == kNone || good_[correlation]);
    }
    for (auto i = order_.rbegin(); i != order_.rend(); ++i) {
      const CorrelationRule& correlation = correlations_[*i];
      if (!good_[*i] || !useful_[correlation.rule]) continue;
      for (const CorrelationSource& source : correlation.sources) useful_[source.rule] = true;
    }
  }

  // Sets aside what is not evaluated and renumbers what is.
  void Retire() {
    std::vector<std::uint32_t> place(set_.rules.size(), kNone);
    std::uint32_t kept = 0;
    for (std::uint32_t rule = 0; rule < set_.rules.size(); ++rule) {
      if (useful_[rule]) {
        place[rule] = kept++;
      } else {
        SetAside(rule);
      }
    }
    set_.rules.KeepOnly(useful_);
    set_.silent.clear();
    for (std::uint32_t rule = 0; rule < place.size(); ++rule) {
      // The matches of a rule with an aggregation are counted, whoever refers to it.
      const bool silent = correlation_of_[rule] == kNone ? silent_[rule] : Aggregates(rule);
      if (place[rule] != kNone && silent) set_.silent.push_back(place[rule]);
    }
    KeepCorrelations(place);
    SortRuleSet(set_);
  }

  // A detection with an aggregation behind its condition, not a correlation document.
  [[nodiscard]] bool Aggregates(std::uint32_t rule) const {
    return correlations_[correlation_of_[rule]].sources.front().target.empty();
  }

  void SetAside(std::uint32_t rule) {
    const Rule idle = set_.rules.Unpack(rule);
    const auto refused = refused_.find(rule);
    NotUsedRule entry{NotUsedReason::kCorrelation,
                      idle.path,
                      idle.document,
                      0,
                      0,
                      idle.id,
                      idle.title,
                      "only feeds a correlation that is not evaluated",
                      idle.name};
    if (refused != refused_.end()) {
      entry.reason = refused->second.reason;
      entry.line = refused->second.place.line;
      entry.column = refused->second.place.column;
      entry.detail = refused->second.message;
    }
    set_.not_used.push_back(std::move(entry));
    set_.idle.rules.push_back(idle);
  }

  void KeepCorrelations(const std::vector<std::uint32_t>& place) {
    std::vector<std::uint32_t> number(correlations_.size(), kNone);
    std::vector<CorrelationRule> kept;
    for (const std::uint32_t i : order_) {
      if (!good_[i] || place[correlations_[i].rule] == kNone) continue;
      number[i] = static_cast<std::uint32_t>(kept.size());
      CorrelationRule correlation = correlations_[i];
      correlation.silent = silent_[correlation.rule];
      correlation.rule = place[correlation.rule];
      for (CorrelationSource& source : correlation.sources) {
        source.rule = place[source.rule];
        if (source.correlation != kNone) source.correlation = number[source.correlation];
      }
      kept.push_back(std::move(correlation));
    }
    for (std::uint32_t i = 0; i < correlations_.size(); ++i) {
      if (number[i] == kNone) set_.idle.correlations.push_back(std::move(correlations_[i]));
    }
    correlations_ = std::move(kept);
  }

  void Refuse(std::uint32_t i, const DiagnosticKind& kind, const CorrelationSource& source,
              const std::string& message) {
    const sigma::Place place{source.line, source.column};
    good_[i] = false;
    refused_.try_emplace(correlations_[i].rule,
                         sigma::Reporter::Failure{kind.reason, place, message});
    Say(correlations_[i], kind, place, message);
  }

  void Say(const CorrelationRule& correlation, const DiagnosticKind& kind, sigma::Place place,
           const std::string& message) {
    sigma::Reporter reporter(correlation.path, {});
    reporter.set_rule_id(set_.rules.head(correlation.rule).id);
    reporter.Report(kind, place, message);
    std::vector<Diagnostic> said = reporter.Take();
    MoveInto(set_.diagnostics, said);
  }

  RuleSet& set_;
  std::vector<CorrelationRule>& correlations_;
  const NameIndex names_;
  std::optional<NameIndex> left_out_;          // of rules not used, once somebody asks
  std::vector<std::uint32_t> correlation_of_;  // by rule
  std::vector<bool> good_;                     // by correlation
  std::vector<std::uint32_t> order_;           // of correlations
  std::vector<bool> silent_, useful_;          // by rule
  std::unordered_map<std::uint32_t, sigma::Reporter::Failure> refused_;  // by rule; the first fault
};

}  // namespace

void LinkCorrelations(RuleSet& set) {
  set.silent.clear();
  if (set.correlations.empty() && set.idle.correlations.empty()) return;
  Restore(set);
  Linker(set).Run();
}

}  // namespace noroshi
