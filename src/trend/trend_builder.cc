#include "trend/trend_builder.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace noroshi {
namespace {

constexpr std::size_t kParentBytes = 5;  // "T1059" of "T1059.001"

char Lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string Key(const std::string& name) {
  std::string key = name;
  std::ranges::transform(key, key.begin(), Lower);
  return key;
}

// With lengths, so that no choice of names makes two actors one.
std::string ActorKey(const TrendActor& actor) {
  std::string key;
  for (const std::string* name : {&actor.set, &actor.campaign, &actor.tool}) {
    key += std::to_string(name->size()) + ":" + Key(*name);
  }
  return key;
}

bool IsNamed(const TrendActor& actor) { return !actor.set.empty() || !actor.campaign.empty(); }

bool IsOnTimeline(const Observation& observation) {
  const bool seen = observation.kind == ObservationKind::kSighting ||
                    observation.kind == ObservationKind::kActivity;
  // A decline tells how much less there was, not that something was there in these months.
  return seen && observation.activity != Activity::kDeclined;
}

void Append(std::vector<std::string>& list, const std::vector<std::string>& more) {
  list.insert(list.end(), more.begin(), more.end());
}
void Append(std::vector<std::string>& list, const StatedList& more) {
  if (more) Append(list, *more);
}

// Leaves each text once, where it came first.
void KeepFirst(std::vector<std::string>& list) {
  std::unordered_set<std::string> seen;
  std::erase_if(list, [&seen](const std::string& item) { return !seen.insert(item).second; });
}

// Finds the item of an actor in a list, or makes it at the end.
template <class Item>
class ByActor {
 public:
  explicit ByActor(std::vector<Item>& items) : items_(items) {}

  Item& operator[](const TrendActor& actor) {
    const auto [at, is_new] = index_.try_emplace(ActorKey(actor), items_.size());
    if (is_new) {
      items_.emplace_back();
      items_.back().actor = actor;
    }
    return items_[at->second];
  }

 private:
  std::vector<Item>& items_;
  std::unordered_map<std::string, std::size_t> index_;
};

void AddSpan(TrendRow& row, const Observation& observation, int first_month) {
  TrendSpan span;
  span.first = std::max(observation.period.first - first_month, 0);
  span.last = std::min(observation.period.last - first_month, kMonthsOfYear - 1);
  span.reach = observation.period.reach;
  span.observation = observation.id;
  for (int month = span.first; month <= span.last; ++month) {
    Reach& shown = row.months[static_cast<std::size_t>(month)];
    shown = std::max(shown, span.reach);
  }
  row.spans.push_back(std::move(span));
}

// Gives each span the first lane that is free over all of its months.
void LayLanes(TrendRow& row) {
  std::vector<unsigned> taken;  // per lane, a bit a month
  for (TrendSpan& span : row.spans) {
    const auto width = static_cast<unsigned>(span.last - span.first + 1);
    const unsigned months = ((1U << width) - 1) << static_cast<unsigned>(span.first);
    const auto free =
        std::ranges::find_if(taken, [months](unsigned lane) { return (lane & months) == 0; });
    const auto lane = static_cast<std::size_t>(free - taken.begin());
    if (lane >= kMaxTrendLanes) {
      ++row.spans_not_drawn;
      span.lane = kMaxTrendLanes;
      continue;
    }
    if (free == taken.end()) taken.push_back(0);
    taken[lane] |= months;
    span.lane = static_cast<unsigned>(lane);
  }
  row.lanes = static_cast<unsigned>(taken.size());
}

void BuildTimeline(TrendYear& year) {
  const int first_month = FiscalYear(year.fiscal_year).first;
  ByActor<TrendRow> rows(year.timeline);
  for (const Observation& observation : year.observations) {
    if (!IsOnTimeline(observation)) continue;
    for (const TrendActor& actor : ActorsOf(observation)) {
      AddSpan(rows[actor], observation, first_month);
    }
  }
  for (TrendRow& row : year.timeline) LayLanes(row);
  std::ranges::stable_sort(year.timeline, {}, [](const TrendRow& row) {
    return std::tuple(!IsNamed(row.actor), row.spans.front().first, Key(row.actor.set),
                      Key(row.actor.campaign), Key(row.actor.tool));
  });
}

void FindSilentMonths(TrendYear& year) {
  const int first_month = FiscalYear(year.fiscal_year).first;
  for (int month = 0; month < kMonthsOfYear; ++month) {
    const Period one = {first_month + month, first_month + month, Reach::kMonth};
    const bool seen = std::ranges::any_of(year.observations, [&](const Observation& observation) {
      return observation.kind == ObservationKind::kSighting && Overlaps(observation.period, one);
    });
    if (!seen) year.silent_months.push_back(month);
  }
}

// By count; what is not stated comes last.
void CountSectors(TrendYear& year) {
  std::map<std::optional<std::string>, std::vector<std::string>> counted;
  for (const Observation& observation : year.observations) {
    if (observation.kind != ObservationKind::kSighting) continue;
    if (!observation.sectors) counted[std::nullopt].push_back(observation.id);
    for (const std::string& sector : observation.sectors.value_or(std::vector<std::string>())) {
      counted[sector].push_back(observation.id);
    }
  }
  for (auto& [sector, ids] : counted) {
    KeepFirst(ids);  // a line may name a sector twice
    year.sectors.push_back({sector, std::move(ids)});
  }
  std::ranges::stable_sort(year.sectors, {}, [](const TrendSector& one) {
    return std::pair(!one.sector, -static_cast<std::int64_t>(one.observations.size()));
  });
}

void AddToGroup(TrendGroup& group, const Observation& observation) {
  if (group.activity == Activity::kNotStated) group.activity = observation.activity;
  Append(group.malware, observation.malware);
  if (observation.kind != ObservationKind::kQuoted) Append(group.sectors, observation.sectors);
  Append(group.techniques, observation.techniques);
  Append(group.mapped_techniques, observation.mapped_techniques);
  group.observations.push_back(observation.id);
}

void BuildGroups(TrendYear& year) {
  ByActor<TrendGroup> groups(year.groups);
  for (const Observation& observation : year.observations) {
    if (observation.kind == ObservationKind::kTopic) continue;
    for (const TrendActor& actor : ActorsOf(observation)) {
      if (IsNamed(actor)) AddToGroup(groups[actor], observation);
    }
  }
  for (TrendGroup& group : year.groups) {
    for (auto* list : {&group.malware, &group.sectors, &group.techniques, &group.mapped_techniques,
                       &group.observations}) {
      KeepFirst(*list);
    }
  }
}

TrendYear BuildYear(const ObservationSet& set, int fiscal_year) {
  TrendYear year;
  year.fiscal_year = fiscal_year;
  const Period whole = FiscalYear(fiscal_year);
  for (const Observation& observation : set.observations) {
    if (Overlaps(observation.period, whole)) year.observations.push_back(observation);
  }
  std::ranges::stable_sort(year.observations, {}, [&](const Observation& observation) {
    return std::tuple(
        observation.kind != ObservationKind::kSighting,
        observation.kind == ObservationKind::kSighting ? observation.period.first : 0);
  });
  BuildTimeline(year);
  FindSilentMonths(year);
  CountSectors(year);
  BuildGroups(year);
  return year;
}

std::vector<TrendChange> CompareYears(const TrendYear& before, const TrendYear& now) {
  std::vector<TrendChange> changes;
  ByActor<TrendChange> by_actor(changes);
  for (const TrendGroup& group : before.groups) {
    TrendChange& change = by_actor[group.actor];
    change.named_before = true;
    change.before = group.activity;
  }
  for (const TrendGroup& group : now.groups) {
    TrendChange& change = by_actor[group.actor];
    change.named_now = true;
    change.now = group.activity;
  }
  return changes;
}

void CollectSources(const TrendYear& year, std::vector<Words>& sources,
                    std::set<std::pair<std::string, std::string>>& seen) {
  for (const Observation& observation : year.observations) {
    const Words& source = observation.source;
    if (seen.emplace(source.english, source.japanese).second) sources.push_back(source);
  }
}

// The techniques of a year, with the parents of sub-techniques apart.
struct YearTechniques {
  std::set<std::string, std::less<>> ids, parents;
};

YearTechniques TechniquesOf(const TrendYear& year) {
  YearTechniques techniques;
  for (const TrendGroup& group : year.groups) {
    for (const auto* list : {&group.techniques, &group.mapped_techniques}) {
      techniques.ids.insert(list->begin(), list->end());
    }
  }
  for (const std::string& id : techniques.ids)
    techniques.parents.insert(id.substr(0, kParentBytes));
  return techniques;
}

// Whether a technique of the year is the rule's, or its parent or child.
bool IsRelevant(const TrendRule& rule, const YearTechniques& year) {
  return std::ranges::any_of(rule.techniques, [&year](const std::string& mine) {
    return year.ids.contains(mine) || year.ids.contains(mine.substr(0, kParentBytes)) ||
           year.parents.contains(mine);
  });
}

void OrderRules(TrendDocument& document) {
  const YearTechniques techniques = TechniquesOf(document.year);
  for (TrendRule& rule : document.rules) rule.relevant = IsRelevant(rule, techniques);
  std::ranges::stable_sort(document.rules, {}, [](const TrendRule& rule) {
    return std::tuple(rule.stage, !rule.relevant, -static_cast<int>(rule.level), rule.title,
                      rule.id);
  });
}

void CountOthers(const ObservationSet& set, const TrendRequest& request, TrendDocument& document) {
  for (const Observation& observation : set.observations) {
    const Period& period = observation.period;
    if (period.reach == Reach::kNotStated) {
      ++document.undated;
    } else if (!Overlaps(period, FiscalYear(request.fiscal_year)) &&
               !(request.compare && Overlaps(period, FiscalYear(*request.compare)))) {
      ++document.outside;
    }
  }
}

}  // namespace

bool SameActor(const TrendActor& a, const TrendActor& b) { return ActorKey(a) == ActorKey(b); }

std::vector<TrendActor> ActorsOf(const Observation& observation) {
  TrendActor actor;
  actor.campaign = observation.campaign.value_or("");
  if (!observation.intrusion_sets) return {actor};
  const bool one = observation.malware && observation.malware->size() == 1;
  if (!observation.campaign && one) actor.tool = observation.malware->front();
  std::vector<TrendActor> actors;
  for (const std::string& set : *observation.intrusion_sets) {
    actors.push_back(actor);
    actors.back().set = set;
  }
  return actors;
}

std::optional<int> LatestFiscalYear(const ObservationSet& set) {
  std::optional<int> latest;
  for (const Observation& observation : set.observations) {
    if (observation.period.reach == Reach::kNotStated || !IsOnTimeline(observation)) continue;
    latest = std::max(latest, std::optional(FiscalYearOf(observation.period.last)));
  }
  return latest;
}

TrendDocument BuildTrend(const ObservationSet& set, const TrendRequest& request,
                         std::vector<TrendRule> rules) {
  TrendDocument document;
  document.year = BuildYear(set, request.fiscal_year);
  document.rules = std::move(rules);
  std::set<std::pair<std::string, std::string>> seen;
  CollectSources(document.year, document.sources, seen);
  if (request.compare) {
    document.compared = BuildYear(set, *request.compare);
    document.changes = CompareYears(*document.compared, document.year);
    CollectSources(*document.compared, document.sources, seen);
  }
  CountOthers(set, request, document);
  OrderRules(document);
  document.rejected = set.rejected;
  document.rejected_count = set.rejected_count;
  return document;
}

}  // namespace noroshi
