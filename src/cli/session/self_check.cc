#include "cli/session/self_check.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace noroshi {
namespace {

constexpr std::array<std::string_view, kCheckStates> kStateNames = {"found", "not_found", "quiet",
                                                                    "blind", "no_rule"};

bool IsGroup(const Entity& entity) {
  return entity.kind == ObjectKind::kIntrusionSet || entity.kind == ObjectKind::kCampaign;
}

// A rule's technique is the wanted one or a sub-technique of it.
bool Covers(std::string_view wanted, std::string_view said) {
  if (!said.starts_with(wanted)) return false;
  return said.size() == wanted.size() || said[wanted.size()] == '.';
}

// What rules and logs say of one technique while it is gathered.
struct Sum {
  std::uint64_t rules = 0, findings = 0;
  Level level{};
  std::vector<std::string> fired, fired_ja;
  bool judged = false;  // some rule's logs are known
  Sight best = Sight::kBlind;
  SightCounts hosts{};
  std::map<std::pair<std::string, std::uint32_t>, std::uint64_t> missing;  // rules by evidence
};

class Checker {
 public:
  Checker(const Knowledge& knowledge, const CheckEvidence& evidence)
      : knowledge_(knowledge), evidence_(evidence) {}

  SelfCheck Run(const std::vector<EntityIndex>& groups) {
    for (const EntityIndex group : groups) AddGroup(group);
    for (auto& [id, row] : rows_) sums_.emplace(id, Sum());
    AddFindings();
    AddSights();
    SelfCheck check;
    check.name = knowledge_.entity(groups.front()).name;
    check.ids.assign(ids_.begin(), ids_.end());
    check.hosts = evidence_.hosts;
    for (auto& [id, row] : rows_) {
      Settle(sums_.at(id), row);
      ++check.counts[static_cast<std::size_t>(row.state)];
      check.rows.push_back(std::move(row));
    }
    std::ranges::stable_sort(check.rows, [](const CheckRow& a, const CheckRow& b) {
      return std::tie(a.state, b.level, a.id) < std::tie(b.state, a.level, b.id);
    });
    return check;
  }

 private:
  // Its techniques, and those of campaigns that are attributed to it.
  void AddGroup(EntityIndex group) {
    if (!ids_.insert(knowledge_.entity(group).id).second) return;
    for (const Relation& relation : knowledge_.From(group)) {
      if (relation.kind == RelationKind::kUses) AddUse(relation);
    }
    for (const Relation* relation : knowledge_.To(group)) {
      if (relation->kind != RelationKind::kAttributedTo) continue;
      if (!ids_.insert(knowledge_.entity(relation->from).id).second) continue;
      for (const Relation& use : knowledge_.From(relation->from)) {
        if (use.kind == RelationKind::kUses) AddUse(use);
      }
    }
  }

  void AddUse(const Relation& use) {
    const Entity& technique = knowledge_.entity(use.to);
    if (technique.kind != ObjectKind::kTechnique) return;
    const std::string id(knowledge_.CurrentId(technique.id));
    const auto [at, fresh] = rows_.try_emplace(id);
    CheckRow& row = at->second;
    if (fresh) {
      const auto current = knowledge_.FindId(id);
      const Entity& named = current ? knowledge_.entity(*current) : technique;
      row.id = id;
      row.name = named.name;
      row.tactics = technique.detail;
      row.mark = use.mark;
    }
    row.mark = std::min(row.mark, use.mark);
    for (const ReportIndex report : use.reports) {
      const std::string& name = knowledge_.report(report).names.front();
      const bool known = std::ranges::find(row.reports, name) != row.reports.end();
      if (!known && row.reports.size() < kCheckReports) row.reports.push_back(name);
    }
  }

  // The sums of the wanted techniques that a rule's technique stands for.
  template <class Take>
  void ForEachCovered(std::string_view said, Take take) {
    const std::string current(knowledge_.CurrentId(said));
    // Itself, and the technique above it.
    for (const std::string& id : {current, current.substr(0, current.find('.'))}) {
      const auto at = sums_.find(id);
      if (at != sums_.end() && Covers(id, current)) take(at->second);
      if (id.size() == current.size() && id.find('.') == std::string::npos) break;
    }
  }

  void AddFindings() {
    std::size_t index = 0;
    for (const Rule& rule : evidence_.rules.rules) {
      const std::uint64_t count = evidence_.findings_by_rule[index++];
      std::set<Sum*> covered;
      for (const std::string& technique : rule.techniques) {
        ForEachCovered(technique, [&](Sum& sum) { covered.insert(&sum); });
      }
      for (Sum* sum : covered) {
        ++sum->rules;
        if (count == 0 || rule.level == Level::kInformational) continue;
        sum->findings += count;
        sum->level = std::max(sum->level, rule.level);
        if (sum->fired.size() == kCheckRules) continue;
        sum->fired.push_back(rule.title);
        sum->fired_ja.push_back(rule.title_ja.empty() ? rule.title : rule.title_ja);
      }
    }
  }

  void AddSights() {
    for (const RuleVisibility& sight : evidence_.visibility.rules) {
      const RuleNeed& need = evidence_.needs[sight.need];
      std::set<Sum*> covered;
      for (const std::string_view technique : need.techniques) {
        ForEachCovered(technique, [&](Sum& sum) { covered.insert(&sum); });
      }
      for (Sum* sum : covered) AddSight(sight, need, *sum);
    }
    for (const TechniqueVisibility& row : evidence_.visibility.techniques) {
      ForEachCovered(row.technique, [&](Sum& sum) {
        // Of several sub-techniques, the one that is seen on most hosts.
        if (row.hosts[2] >= sum.hosts[2]) sum.hosts = row.hosts;
      });
    }
  }

  static void AddSight(const RuleVisibility& sight, const RuleNeed& need, Sum& sum) {
    sum.judged = true;
    sum.best = std::max(sum.best, sight.best());
    if (need.no_reader) ++sum.rules;  // it is not among the rules that are evaluated
    if (sight.best() == Sight::kSeen || need.no_reader) return;
    const MissingEvidence missing = MissingFor(need);
    if (!missing.channel.empty()) ++sum.missing[{missing.channel, missing.event_id}];
  }

  static void Settle(const Sum& sum, CheckRow& row) {
    row.findings = sum.findings;
    row.level = sum.level;
    row.fired = sum.fired;
    row.fired_ja = sum.fired_ja;
    row.rules = sum.rules;
    row.hosts = sum.hosts;
    if (sum.findings != 0) {
      row.state = CheckState::kFound;
    } else if (sum.rules == 0) {
      row.state = CheckState::kNoRule;
    } else if (sum.best == Sight::kSeen) {
      row.state = CheckState::kNotFound;
    } else {
      // Rules that join others' findings have no log of their own: nothing is known.
      const bool quiet = sum.best == Sight::kQuiet || !sum.judged;
      row.state = quiet ? CheckState::kQuiet : CheckState::kBlind;
    }
    if (row.state == CheckState::kFound || row.state == CheckState::kNotFound) return;
    std::vector<std::pair<std::uint64_t, std::pair<std::string, std::uint32_t>>> order;
    for (const auto& [what, rules] : sum.missing) order.emplace_back(rules, what);
    std::ranges::stable_sort(order, std::greater{}, [](const auto& one) { return one.first; });
    for (const auto& [rules, what] : order) {
      if (row.advice.size() == kCheckAdvice) break;
      row.advice.push_back(AdviceFor(what.first, what.second));
    }
  }

  const Knowledge& knowledge_;
  const CheckEvidence& evidence_;
  std::set<std::string> ids_;
  std::map<std::string, CheckRow> rows_;  // by today's id
  std::map<std::string, Sum, std::less<>> sums_;
};

}  // namespace

std::string_view CheckStateName(CheckState state) noexcept {
  return kStateNames[static_cast<std::size_t>(state)];
}

Result<std::vector<EntityIndex>> GroupsOf(const Knowledge& knowledge, std::string_view name) {
  const auto found = knowledge.FindName(name);
  std::vector<EntityIndex> groups;
  for (const EntityIndex index : found) {
    if (IsGroup(knowledge.entity(index))) groups.push_back(index);
  }
  if (!groups.empty()) return groups;
  if (found.empty()) {
    return Error{ErrorCode::kNotFound, 0, "--group",
                 "nothing is known under the name '" + std::string(name) + "'"};
  }
  return Error{ErrorCode::kInvalid, 0, "--group",
               "'" + std::string(name) + "' is no intrusion set or campaign"};
}

SelfCheck CheckGroup(const Knowledge& knowledge, const std::vector<EntityIndex>& groups,
                     const CheckEvidence& evidence) {
  return Checker(knowledge, evidence).Run(groups);
}

}  // namespace noroshi
