#include "incident/assemble.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/hash.h"
#include "incident/aims.h"
#include "incident/components.h"
#include "incident/entity.h"
#include "incident/episodes.h"
#include "incident/known_hosts.h"
#include "incident/narrative.h"
#include "incident/score.h"
#include "incident/stage.h"

namespace noroshi {
namespace {

// Machines that an incident names without findings of their own: more is a scan.
constexpr std::size_t kMostReached = 32;

constexpr std::uint64_t kIdSeeds[2] = {0x696e636964656e31ULL, 0x696e636964656e32ULL};

// Facts of the rules that found something, each asked for once; hosts with findings of each.
struct RuleTable {
  std::map<std::uint32_t, RuleFacts> facts;
  std::map<std::uint32_t, std::set<std::uint32_t>> hosts;
};

RuleTable LearnRules(const CellTable& table, const Resolver& resolver,
                     const RuleFactsOf& describe) {
  RuleTable rules;
  for (const FindingCell& cell : table.cells) {
    if (!rules.facts.contains(cell.rule)) rules.facts.emplace(cell.rule, describe(cell.rule));
    rules.hosts[cell.rule].insert(resolver.HostOf(cell));
  }
  return rules;
}

// Makes one incident out of the episodes of a component.
class Assembler {
 public:
  Assembler(const CellTable& table, const Resolver& resolver, const EpisodeGraph& graph,
            const RuleTable& rules, const KnownHosts& known)
      : table_(table), resolver_(resolver), graph_(graph), rules_(rules), known_(known) {}

  Incident Run(const std::vector<std::uint32_t>& episodes) {
    TakeCells(episodes);
    Incident incident;
    incident.score = ScoreOf(RulesFound(), SitesFound());
    incident.level = LevelOf(incident.score, gravest_);
    if (incident.score < kLeastScore) return incident;  // no incident: only findings
    AddSpan(incident);
    AddReached(incident);
    AddPlaces(incident);
    AddRules(incident);
    AddTechniques(incident);
    AddStages(incident);
    AddFindings(incident);
    AddTimeline(incident);
    AddPatientZero(incident);
    AddEntities(episodes, incident);
    incident.id = IdOf();
    incident.title = TitleOf(incident);
    incident.narrative = NarrativeOf(incident);
    return incident;
  }

 private:
  struct Placed {
    std::uint32_t host = 0;
    const FindingCell* cell = nullptr;
  };

  [[nodiscard]] const RuleFacts& FactsOf(const FindingCell& cell) const {
    return rules_.facts.at(cell.rule);
  }

  void TakeCells(const std::vector<std::uint32_t>& episodes) {
    cells_.clear();
    gravest_ = Level::kInformational;
    for (const std::uint32_t index : episodes) {
      const Episode& episode = graph_.episodes[index];
      for (const std::uint32_t cell : episode.cells) {
        cells_.push_back({episode.host, &table_.cells[cell]});
        gravest_ = std::max(gravest_, table_.cells[cell].level);
      }
    }
    std::ranges::stable_sort(cells_, [](const Placed& a, const Placed& b) {
      return std::tie(a.cell->first, a.cell) < std::tie(b.cell->first, b.cell);  // cells: one array
    });
  }

  [[nodiscard]] std::vector<RuleInIncident> RulesFound() const {
    std::map<std::uint32_t, RuleInIncident> found;
    for (const Placed& placed : cells_) {
      RuleInIncident& rule = found[placed.cell->rule];
      rule.facts = &FactsOf(*placed.cell);
      rule.hosts.insert(placed.host);
      rule.place = std::max(rule.place, known_.PointsOf(placed.host));
      rule.days.emplace(placed.host, placed.cell->first.ticks / kTicksPerDay);
      rule.hosts_anywhere = rules_.hosts.at(placed.cell->rule).size();
      rule.count += placed.cell->count;
    }
    std::vector<RuleInIncident> rules;
    for (auto& entry : found) rules.push_back(std::move(entry.second));
    return rules;
  }

  [[nodiscard]] std::size_t SitesFound() const {
    std::set<std::string_view> sites;
    for (const Placed& placed : cells_) {
      if (const std::string& site = known_.Of(placed.host).site; !site.empty()) sites.insert(site);
    }
    return sites.size();
  }

  void AddPlaces(Incident& incident) const {
    std::set<std::uint32_t> seen;
    for (const Placed& placed : cells_) {
      if (!seen.insert(placed.host).second) continue;
      IncidentPlace place = known_.PlaceOf(placed.host);
      if (place.site.empty() && place.roles.empty()) continue;
      place.host = resolver_.NameOf(placed.host);
      incident.places.push_back(std::move(place));
    }
  }

  void AddSpan(Incident& incident) const {
    std::set<std::uint32_t> seen;
    incident.first_seen = cells_.front().cell->first;
    for (const Placed& placed : cells_) {
      incident.last_seen = std::max(incident.last_seen, placed.cell->last);
      incident.finding_count += placed.cell->count;
      if (seen.insert(placed.host).second) incident.hosts.push_back(resolver_.NameOf(placed.host));
    }
  }

  [[nodiscard]] bool IsLateralMovement(const FindingCell& cell) const {
    const auto& tactics = FactsOf(cell).tactics;
    return cell.level >= Level::kMedium &&
           std::ranges::find(tactics, "lateral-movement") != tactics.end();
  }

  // The other end of a remote desktop has a part in it, though only this end has a record that
  // says so.
  void AddReached(Incident& incident) const {
    std::set<std::string> known;
    for (const std::string& host : incident.hosts) known.emplace(ShortHost(HostKey(host)));
    for (const Placed& placed : cells_) {
      if (!IsLateralMovement(*placed.cell)) continue;
      for (const std::string& name : placed.cell->other_ends) {
        if (incident.reached_hosts >= kMostReached) return;
        if (!known.emplace(ShortHost(HostKey(name))).second) continue;
        const auto number = resolver_.Named(name);
        incident.hosts.push_back(number ? resolver_.NameOf(*number) : name);
        ++incident.reached_hosts;
      }
    }
  }

  void AddRules(Incident& incident) {
    std::set<std::string> tactics;
    Aims aims;
    rule_rows_.clear();
    std::vector<std::pair<std::uint32_t, IncidentRule>> rows;
    std::map<std::uint32_t, std::uint64_t> counts;
    for (const Placed& placed : cells_) counts[placed.cell->rule] += placed.cell->count;
    for (const auto& [number, count] : counts) {
      const RuleFacts& facts = rules_.facts.at(number);
      rows.push_back({number,
                      {facts.id, facts.title, facts.title_ja, facts.level, count, facts.source,
                       facts.techniques, facts.families}});
      tactics.insert(facts.tactics.begin(), facts.tactics.end());
      aims.Add(facts.families);
    }
    std::ranges::stable_sort(rows, [](const auto& a, const auto& b) {
      return std::tie(b.second.level, a.second.title, a.second.id) <
             std::tie(a.second.level, b.second.title, b.second.id);
    });
    for (auto& [number, row] : rows) {
      rule_rows_[number] = static_cast<std::uint32_t>(incident.rules.size());
      incident.rules.push_back(std::move(row));
    }
    incident.tactics.assign(tactics.begin(), tactics.end());
    incident.families = aims.Take();
  }

  void AddTechniques(Incident& incident) const {
    std::map<std::string, std::pair<IncidentTechnique, std::set<std::string>>> techniques;
    for (const Placed& placed : cells_) {
      for (const std::string& id : FactsOf(*placed.cell).techniques) {
        auto& [technique, hosts] = techniques[id];
        if (technique.count == 0) technique.first_seen = placed.cell->first;
        technique.count += placed.cell->count;
        hosts.insert(resolver_.NameOf(placed.host));
      }
    }
    for (auto& [id, entry] : techniques) {
      entry.first.id = id;
      entry.first.hosts.assign(entry.second.begin(), entry.second.end());
      incident.techniques.push_back(std::move(entry.first));
    }
  }

  void AddStages(Incident& incident) const {
    std::array<std::set<std::string>, kStageCount> techniques;
    for (const Placed& placed : cells_) {
      const RuleFacts& facts = FactsOf(*placed.cell);
      const auto stages = StagesOf(facts);
      for (std::size_t i = 0; i < kStageCount; ++i) {
        if (!stages[i]) continue;
        IncidentStage& stage = incident.stages[i];
        if (stage.findings == 0) stage.first_seen = placed.cell->first;
        stage.findings += placed.cell->count;
        stage.last_seen = std::max(stage.last_seen, placed.cell->last);
        techniques[i].insert(facts.techniques.begin(), facts.techniques.end());
      }
    }
    for (std::size_t i = 0; i < kStageCount; ++i) {
      incident.stages[i].techniques.assign(techniques[i].begin(), techniques[i].end());
    }
  }

  // The first of every cell before the second of any: all rules and hosts are there after a cut.
  void AddFindings(Incident& incident) const {
    std::set<std::string> seen;
    for (std::size_t turn = 0; seen.size() < kMostFindings; ++turn) {
      bool any = false;
      for (const Placed& placed : cells_) {
        if (turn >= placed.cell->ids.size()) continue;
        any = true;
        const std::string& id = placed.cell->ids[turn];
        if (seen.size() < kMostFindings && seen.insert(id).second) incident.findings.push_back(id);
      }
      if (!any) return;
    }
  }

  void AddTimeline(Incident& incident) const {
    std::vector<Placed> shown = cells_;
    incident.steps = shown.size();
    if (shown.size() > kMostSteps) {
      std::ranges::stable_sort(
          shown, [](const Placed& a, const Placed& b) { return a.cell->level > b.cell->level; });
      shown.resize(kMostSteps);
      std::ranges::stable_sort(shown, {}, [](const Placed& placed) { return placed.cell->first; });
    }
    for (const Placed& placed : shown) {
      const FindingCell& cell = *placed.cell;
      incident.timeline.push_back({cell.first, cell.last, resolver_.NameOf(placed.host),
                                   cell.ids.empty() ? std::string() : cell.ids.front(),
                                   rule_rows_.at(cell.rule), cell.count});
    }
  }

  void AddPatientZero(Incident& incident) const {
    const auto grave = [](const Placed& placed) { return placed.cell->level >= Level::kMedium; };
    auto first = std::ranges::find_if(
        cells_, [&](const Placed& placed) { return grave(placed) && !placed.cell->about_others; });
    if (first == cells_.end()) first = std::ranges::find_if(cells_, grave);
    if (first == cells_.end()) return;
    incident.patient_zero = resolver_.NameOf(first->host);
    if (!first->cell->ids.empty()) incident.patient_zero_finding = first->cell->ids.front();
  }

  // The hosts of the incident whose findings name the thing.
  [[nodiscard]] std::set<std::string> HostsThatName(const EntityUses& uses,
                                                    const std::set<std::uint32_t>& own) const {
    std::set<std::string> hosts;
    for (const EntityUse& use : uses.uses) {
      if (!own.contains(use.episode)) continue;
      hosts.insert(resolver_.NameOf(graph_.episodes[use.episode].host));
    }
    return hosts;
  }

  // What joins hosts, by how many it joins; then what else is named.
  void AddEntities(const std::vector<std::uint32_t>& episodes, Incident& incident) const {
    const std::set<std::uint32_t> own(episodes.begin(), episodes.end());
    for (const auto& entry : graph_.entities) {
      const EntityUses& uses = entry.second;
      const EntityKind kind = uses.entity.kind;
      if (kind == EntityKind::kRule || IsOfOneHost(kind)) continue;
      const std::set<std::string> hosts = HostsThatName(uses, own);
      if (hosts.empty()) continue;
      if (kind == EntityKind::kAccount) incident.accounts.push_back(uses.entity.key);
      const bool by_key =
          kind == EntityKind::kAccount || kind == EntityKind::kHost || kind == EntityKind::kReached;
      incident.entities.push_back(
          {kind, by_key ? uses.entity.key : uses.shown, {hosts.begin(), hosts.end()}});
    }
    std::ranges::stable_sort(incident.entities, [](const auto& a, const auto& b) {
      return a.hosts.size() > b.hosts.size();
    });
    if (incident.entities.size() > kMostEntities) incident.entities.resize(kMostEntities);
  }

  [[nodiscard]] std::string IdOf() const {
    std::string id = "i-";
    for (const std::uint64_t seed : kIdSeeds) {
      std::uint64_t hash = seed;
      for (const Placed& placed : cells_) {
        if (!placed.cell->ids.empty()) hash = Hash64(placed.cell->ids.front(), hash);
      }
      id += ToHex(hash);
    }
    return id;
  }

  const CellTable& table_;
  const Resolver& resolver_;
  const EpisodeGraph& graph_;
  const RuleTable& rules_;
  const KnownHosts& known_;
  std::vector<Placed> cells_;                         // of the incident under way, by time
  std::map<std::uint32_t, std::uint32_t> rule_rows_;  // rule -> index into Incident::rules
  Level gravest_{};
};

}  // namespace

IncidentSet AssembleIncidents(const CellTable& table, const RuleFactsOf& describe,
                              const IncidentSurroundings& surroundings) {
  const Resolver resolver(table);
  const RuleTable rules = LearnRules(table, resolver, describe);
  const EpisodeGraph graph = MakeEpisodes(table, resolver);
  const KnownHosts known(surroundings, resolver);
  Assembler assembler(table, resolver, graph, rules, known);
  IncidentSet set;
  for (const FindingCell& cell : table.cells) set.findings_outside += cell.count;
  for (const auto& component : FindComponents(graph, known.Factor())) {
    Incident incident = assembler.Run(component);
    if (incident.score < kLeastScore) continue;
    set.findings_outside -= incident.finding_count;
    set.incidents.push_back(std::move(incident));
  }
  std::ranges::stable_sort(set.incidents, [](const Incident& a, const Incident& b) {
    return std::tie(b.score, a.first_seen, a.id) < std::tie(a.score, b.first_seen, b.id);
  });
  while (set.incidents.size() > kMostIncidents) {
    set.findings_outside += set.incidents.back().finding_count;
    set.incidents.pop_back();
  }
  return set;
}

}  // namespace noroshi
