#include "report/knowledge_sections.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "report/tactics.h"

namespace noroshi {
namespace {

// The technique of an id of any version, or null.
const Entity* TechniqueOf(const Knowledge& knowledge, std::string_view id) {
  auto index = knowledge.FindId(knowledge.CurrentId(id));
  if (!index) index = knowledge.FindId(id);
  if (!index || knowledge.entity(*index).kind != ObjectKind::kTechnique) return nullptr;
  return &knowledge.entity(*index);
}

void AddParts(std::string_view list, std::set<std::string>& parts) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find('|'), list.size());
    if (end != 0) parts.insert(CanonicalTactic(list.substr(0, end)));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

// Adds up a rule: each of its hosts once, in the list of hosts as well.
struct Sum {
  LevelCounts findings{};
  std::uint64_t points = 0;
  std::set<std::string_view> hosts;

  void Add(const ReportRule& rule) {
    const auto level = static_cast<std::size_t>(rule.level);
    findings[level] += rule.count;
    points += kMitigationPoints[level] * std::max<std::size_t>(rule.groups.size(), 1);
    for (const ReportGroup& group : rule.groups) hosts.insert(group.host);
  }
};

// A tactic that a rule names and ATT&CK has for the technique says which of several was meant; a
// technique that ATT&CK does not hold stands where its rules say.
class MatrixRow {
 public:
  void Add(const ReportRule& rule) {
    sum_.Add(rule);
    for (const std::string& tactic : rule.tactics) said_.insert(CanonicalTactic(tactic));
  }

  [[nodiscard]] ReportTechnique Finish(const std::string& id, const Entity* known) const {
    ReportTechnique row;
    row.id = id;
    row.findings = sum_.findings;
    row.hosts = sum_.hosts.size();
    std::set<std::string> placed, both;
    if (known != nullptr) AddParts(known->detail, placed);
    // What version 18 calls defence evasion is two tactics in 19: a rule tells which was meant.
    for (const char* newer : {"stealth", "defense-impairment"}) {
      if (placed.contains("defense-evasion") && said_.contains(newer)) placed.insert(newer);
    }
    std::ranges::set_intersection(placed, said_, std::inserter(both, both.end()));
    const std::set<std::string>& chosen = !both.empty() ? both : !placed.empty() ? placed : said_;
    row.tactics.assign(chosen.begin(), chosen.end());
    if (row.tactics.empty()) row.tactics.emplace_back();
    std::ranges::stable_sort(row.tactics, {}, TacticRank);
    return row;
  }

 private:
  Sum sum_;
  std::set<std::string> said_;
};

void AddMatrix(ReportDocument& document, const Knowledge& knowledge) {
  std::map<std::string, MatrixRow> rows;
  for (const ReportRule& rule : document.rules) {
    for (const std::string& id : rule.techniques) rows[id].Add(rule);
  }
  for (const auto& [id, row] : rows) {
    document.techniques.push_back(row.Finish(id, TechniqueOf(knowledge, id)));
  }
}

void AddNames(ReportDocument& document, const Knowledge& knowledge) {
  const auto add = [&](const std::string& id) {
    if (document.technique_names.contains(id)) return;
    if (const Entity* known = TechniqueOf(knowledge, id)) {
      document.technique_names.emplace(id, known->name);
    }
  };
  for (const ReportTechnique& technique : document.techniques) add(technique.id);
  for (const std::string& id : document.visibility.blind_techniques) add(id);
  for (const Incident& incident : document.incidents.incidents) {
    for (const IncidentTechnique& technique : incident.techniques) add(technique.id);
  }
}

// A mitigation while its rules are added.
struct Gathering {
  TwoLanguages text;
  Sum sum;
  std::set<std::string> techniques;
  std::set<std::uint32_t> rules;

  // `about`: the techniques of the rule that this mitigation is about.
  void Add(const ReportRule& rule, std::uint32_t number, const std::vector<std::string>& about) {
    techniques.insert(about.begin(), about.end());
    if (rules.insert(number).second) sum.Add(rule);
  }
};

std::vector<ReportMitigation> InOrder(const std::map<std::string, Gathering>& gathered,
                                      bool keys_are_ids) {
  std::vector<ReportMitigation> list;
  for (const auto& [key, one] : gathered) {
    if (one.sum.points == 0) continue;
    list.push_back({keys_are_ids ? key : std::string(),
                    one.text,
                    one.sum.points,
                    one.sum.findings,
                    one.sum.hosts.size(),
                    {one.techniques.begin(), one.techniques.end()},
                    {one.rules.begin(), one.rules.end()}});
  }
  std::ranges::stable_sort(list, [](const ReportMitigation& a, const ReportMitigation& b) {
    return std::tie(b.points, a.id, a.text.en) < std::tie(a.points, b.id, b.text.en);
  });
  if (list.size() > kReportMitigations) list.resize(kReportMitigations);
  return list;
}

// What rules themselves advise. Rules with the same words are one row.
void AddRuleMitigations(ReportDocument& document) {
  std::map<std::string, Gathering> gathered;
  for (std::uint32_t i = 0; i < document.rules.size(); ++i) {
    const ReportRule& rule = document.rules[i];
    if (rule.mitigation_en.empty() && rule.mitigation_ja.empty()) continue;
    Gathering& one = gathered[rule.mitigation_en + '\n' + rule.mitigation_ja];
    one.text.en = rule.mitigation_en.empty() ? rule.mitigation_ja : rule.mitigation_en;
    one.text.ja = rule.mitigation_ja.empty() ? rule.mitigation_en : rule.mitigation_ja;
    one.Add(rule, i, rule.techniques);
  }
  document.mitigations = InOrder(gathered, false);
}

// Technique id of the knowledge -> mitigations against it.
using MitigationsOf = std::map<std::string_view, std::vector<const Entity*>>;

MitigationsOf ReadMitigations(const Knowledge& knowledge) {
  MitigationsOf found;
  for (const Relation& relation : knowledge.relations()) {
    if (relation.kind != RelationKind::kMitigates) continue;
    found[knowledge.entity(relation.to).id].push_back(&knowledge.entity(relation.from));
  }
  return found;
}

// A sub-technique that ATT&CK says nothing about has the mitigations of its technique.
const std::vector<const Entity*>* AgainstTechnique(const MitigationsOf& all,
                                                   const Knowledge& knowledge,
                                                   const std::string& id) {
  for (std::string_view tried :
       {knowledge.CurrentId(id), std::string_view(id), std::string_view(id).substr(0, 5)}) {
    if (const auto at = all.find(tried); at != all.end()) return &at->second;
  }
  return nullptr;
}

void AddAttackMitigations(ReportDocument& document, const Knowledge& knowledge) {
  const MitigationsOf all = ReadMitigations(knowledge);
  std::map<std::string, Gathering> gathered;
  for (std::uint32_t i = 0; i < document.rules.size(); ++i) {
    const ReportRule& rule = document.rules[i];
    for (const std::string& id : rule.techniques) {
      const auto* against = AgainstTechnique(all, knowledge, id);
      if (against == nullptr) continue;
      for (const Entity* mitigation : *against) {
        Gathering& one = gathered[mitigation->id];
        one.text = {.ja = mitigation->name_in_japanese(), .en = mitigation->name};
        one.Add(rule, i, {id});
      }
    }
  }
  document.attack_mitigations = InOrder(gathered, true);
}

}  // namespace

void AddKnowledge(ReportDocument& document, const Knowledge& knowledge) {
  AddMatrix(document, knowledge);
  AddNames(document, knowledge);
  AddRuleMitigations(document);
  AddAttackMitigations(document, knowledge);
}

}  // namespace noroshi
