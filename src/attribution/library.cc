#include "attribution/library.h"

#include <algorithm>
#include <optional>

#include "knowledge/name_key.h"

namespace noroshi {
namespace {

template <class T>
void SortUnique(std::vector<T>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

// Two old ids may have become one: their reports add up.
void MergeUses(std::vector<LibraryUse>& uses) {
  std::sort(uses.begin(), uses.end(),
            [](const LibraryUse& a, const LibraryUse& b) { return a.item < b.item; });
  std::vector<LibraryUse> merged;
  for (LibraryUse& use : uses) {
    if (merged.empty() || merged.back().item != use.item) {
      merged.push_back(std::move(use));
    } else {
      merged.back().reports.insert(merged.back().reports.end(), use.reports.begin(),
                                   use.reports.end());
    }
  }
  for (LibraryUse& use : merged) SortUnique(use.reports);
  uses = std::move(merged);
}

// The number of an id in a list that is sorted by id.
template <class T>
std::optional<std::uint32_t> NumberOf(const std::vector<T>& list, std::string_view id) {
  const auto found = std::lower_bound(list.begin(), list.end(), id,
                                      [](const T& e, std::string_view key) { return e.id < key; });
  if (found == list.end() || found->id != id) return std::nullopt;
  return static_cast<std::uint32_t>(found - list.begin());
}

std::string_view ParentId(std::string_view technique) {
  return technique.substr(0, technique.find('.'));
}

}  // namespace

AttributionLibrary::AttributionLibrary(const Knowledge& knowledge, const Withheld& withheld) {
  for (const Report& report : knowledge.reports()) report_names_.push_back(report.names.front());
  AddItems(knowledge, withheld);
  AddUses(knowledge, withheld);
  AddYears(knowledge);
  SettleSets(knowledge);
  AddNames(knowledge);
}

void AttributionLibrary::AddItems(const Knowledge& knowledge, const Withheld& withheld) {
  for (const Entity& entity : knowledge.entities()) {
    if (entity.kind == ObjectKind::kIntrusionSet && !withheld.sets.contains(entity.id)) {
      sets_.push_back({entity.id, entity.name, {}, {}, {}, entity.targets});
    }
    if (entity.kind == ObjectKind::kCampaign && !withheld.campaigns.contains(entity.id)) {
      campaigns_.push_back({entity.id, {}, {}, {}});
    }
    if (entity.kind == ObjectKind::kSoftware) {
      software_.push_back({entity.id, entity.name, {}, {}});
    }
    if (entity.kind == ObjectKind::kTechnique && knowledge.CurrentId(entity.id) == entity.id) {
      techniques_.push_back({entity.id, entity.name, 0});
    }
  }
  for (TechniqueNumber t = 0; t < techniques_.size(); ++t) {
    techniques_[t].parent = NumberOf(techniques_, ParentId(techniques_[t].id)).value_or(t);
  }
  const auto add = [&](const std::string& id) {
    if (const auto number = NumberOf(techniques_, knowledge.CurrentId(id))) {
      technique_numbers_.emplace(id, *number);
    }
  };
  for (const Entity& entity : knowledge.entities()) {
    if (entity.kind == ObjectKind::kTechnique) add(entity.id);
  }
  for (const auto& move : knowledge.moves()) add(move.first);  // ids that no table holds any more
}

void AttributionLibrary::AddNames(const Knowledge& knowledge) {
  const auto add = [&](const auto& list, auto& names) {
    for (std::uint32_t i = 0; i < list.size(); ++i) {
      const Entity& entity = knowledge.entity(*knowledge.FindId(list[i].id));
      names[NameKey(entity.id)].push_back(i);
      names[NameKey(entity.name)].push_back(i);
      for (const Alias& alias : entity.aliases) names[NameKey(alias.name)].push_back(i);
    }
    for (auto& [name, numbers] : names) SortUnique(numbers);
  };
  add(software_, software_names_);
  add(sets_, set_names_);
  // A campaign's name leads to the sets it is attributed to, unless it is a set's own name.
  std::map<std::string, std::vector<std::uint32_t>, std::less<>> campaign_names;
  for (const LibraryCampaign& campaign : campaigns_) {
    const Entity& entity = knowledge.entity(*knowledge.FindId(campaign.id));
    std::vector<std::string> names = {NameKey(entity.id), NameKey(entity.name)};
    for (const Alias& alias : entity.aliases) names.push_back(NameKey(alias.name));
    for (const std::string& name : names) {
      std::vector<std::uint32_t>& sets = campaign_names[name];
      sets.insert(sets.end(), campaign.sets.begin(), campaign.sets.end());
      SortUnique(sets);
    }
  }
  set_names_.merge(campaign_names);
}

void AttributionLibrary::AddUses(const Knowledge& knowledge, const Withheld& withheld) {
  std::vector<bool> report_withheld(report_names_.size(), false);
  for (const std::string& name : withheld.reports) {
    if (const auto report = knowledge.FindReport(name)) {
      report_withheld[static_cast<std::size_t>(*report)] = true;
    }
  }
  std::optional<EntityIndex> counted;  // relations of one entity stand together
  for (const Relation& r : knowledge.relations()) {
    if (r.kind != RelationKind::kUses) continue;
    if (counted != r.from && knowledge.entity(r.from).kind == ObjectKind::kIntrusionSet) {
      counted = r.from;
      ++all_sets_;
    }
    if (withheld.uses.contains({knowledge.entity(r.from).id, knowledge.entity(r.to).id})) continue;
    std::vector<ReportNumber> reports;
    for (const ReportIndex report : r.reports) {
      const auto number = static_cast<ReportNumber>(report);
      if (!report_withheld[number]) reports.push_back(number);
    }
    AddUse(knowledge, r, reports);
  }
  for (LibrarySet& set : sets_) {
    MergeUses(set.techniques);
    MergeUses(set.software);
  }
  for (LibraryCampaign& campaign : campaigns_) {
    SortUnique(campaign.techniques);
    SortUnique(campaign.software);
  }
  for (LibrarySoftware& software : software_) {
    SortUnique(software.techniques);
    SortUnique(software.reports);
  }
}

void AttributionLibrary::AddUse(const Knowledge& knowledge, const Relation& relation,
                                const std::vector<ReportNumber>& reports) {
  const std::string& from = knowledge.entity(relation.from).id;
  const std::string& to = knowledge.entity(relation.to).id;
  const std::optional<TechniqueNumber> technique = FindTechnique(to);
  const std::optional<SoftwareNumber> software = NumberOf(software_, to);
  if (!technique && !software) return;
  if (const auto set = NumberOf(sets_, from)) {
    LibrarySet& into = sets_[*set];
    (technique ? into.techniques : into.software)
        .push_back({technique ? *technique : *software, reports});
  } else if (const auto campaign = NumberOf(campaigns_, from)) {
    LibraryCampaign& into = campaigns_[*campaign];
    (technique ? into.techniques : into.software).push_back(technique ? *technique : *software);
  } else if (const auto user = NumberOf(software_, from); user && technique) {
    LibrarySoftware& into = software_[*user];
    into.techniques.push_back(*technique);
    into.reports.insert(into.reports.end(), reports.begin(), reports.end());
  }
}

void AttributionLibrary::AddYears(const Knowledge& knowledge) {
  for (LibrarySet& set : sets_) {
    for (const auto* uses : {&set.techniques, &set.software}) {
      for (const LibraryUse& use : *uses) {
        for (const ReportNumber r : use.reports) {
          const int year = knowledge.report(static_cast<ReportIndex>(r)).year;
          if (year != 0) set.report_years.push_back(year);
        }
      }
    }
    SortUnique(set.report_years);
  }
}

// Leaves out sets without anything; then campaigns can name sets by index, and users be counted.
void AttributionLibrary::SettleSets(const Knowledge& knowledge) {
  std::erase_if(
      sets_, [](const LibrarySet& set) { return set.techniques.empty() && set.software.empty(); });
  for (LibraryCampaign& campaign : campaigns_) {
    for (const Relation& r : knowledge.From(*knowledge.FindId(campaign.id))) {
      if (r.kind != RelationKind::kAttributedTo) continue;
      if (const auto set = FindSet(knowledge.entity(r.to).id)) campaign.sets.push_back(*set);
    }
    SortUnique(campaign.sets);
  }
  technique_users_.assign(techniques_.size(), 0);
  software_users_.assign(software_.size(), 0);
  for (const LibrarySet& set : sets_) {
    for (const LibraryUse& use : set.techniques) ++technique_users_[use.item];
    for (const LibraryUse& use : set.software) ++software_users_[use.item];
  }
}

std::optional<TechniqueNumber> AttributionLibrary::FindTechnique(std::string_view id) const {
  const auto found = technique_numbers_.find(id);
  if (found == technique_numbers_.end()) return std::nullopt;
  return found->second;
}

std::vector<SoftwareNumber> AttributionLibrary::FindSoftware(std::string_view name) const {
  const auto found = software_names_.find(NameKey(name));
  return found == software_names_.end() ? std::vector<SoftwareNumber>() : found->second;
}

std::vector<std::uint32_t> AttributionLibrary::FindSets(std::string_view name) const {
  const auto found = set_names_.find(NameKey(name));
  return found == set_names_.end() ? std::vector<std::uint32_t>() : found->second;
}

std::optional<std::uint32_t> AttributionLibrary::FindSet(std::string_view id) const {
  return NumberOf(sets_, id);
}

}  // namespace noroshi
