#include "analytics/rarity/foreign_workstation.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "base/case_fold.h"

namespace noroshi {
namespace {

// A form with this many names is a scheme; a scheme is known when this many names, and this share
// of all names, follow such forms.
constexpr std::size_t kNamesOfAForm = 3, kNamesToJudge = 8;
constexpr double kShareByScheme = 0.7;

// Names that a program made up: on one host and day more than kFloodNames that came and went within
// an hour, of forms that few of them share. Real machines come back, or are called alike.
constexpr std::uint64_t kFleetingRecords = 3, kFleetingTicks = 60 * 60 * kTicksPerSecond;
constexpr std::size_t kFloodNames = 20;
constexpr double kFormOfFlood = 0.15;

std::string ShortName(std::string_view name) { return Folded(name.substr(0, name.find('.'))); }

bool IsFleeting(const RareItem& item) {
  return item.hosts == 1 && item.count <= kFleetingRecords && !item.seen.empty() &&
         item.last.time.ticks - item.first.time.ticks <= kFleetingTicks;
}

// Which of the items have such names. `forms`: of the items.
std::vector<bool> MadeUpNames(const std::vector<RareItem>& workstations,
                              const std::vector<std::string>& forms) {
  std::map<std::pair<std::string_view, std::uint64_t>, std::vector<std::size_t>> floods;
  for (std::size_t i = 0; i < workstations.size(); ++i) {
    if (!IsFleeting(workstations[i])) continue;
    const auto& [at, host] = workstations[i].seen.front();
    floods[{host, at.time.ticks / kTicksPerDay}].push_back(i);
  }
  std::vector<bool> made_up(workstations.size());
  for (const auto& [where, names] : floods) {
    if (names.size() <= kFloodNames) continue;
    std::unordered_map<std::string_view, std::size_t> shares;
    for (const std::size_t i : names) ++shares[forms[i]];
    const double enough = kFormOfFlood * static_cast<double>(names.size());
    for (const std::size_t i : names) {
      made_up[i] = forms[i].empty() || static_cast<double>(shares[forms[i]]) < enough;
    }
  }
  return made_up;
}

// How many names have each form, of the names that are not made up; says of them how many follow a
// form that is a scheme.
std::unordered_map<std::string, std::size_t> CountForms(const std::set<std::string>& own,
                                                        const std::vector<RareItem>& workstations,
                                                        const std::vector<std::string>& forms,
                                                        const std::vector<bool>& made_up,
                                                        NamingScheme& scheme) {
  std::unordered_map<std::string, std::size_t> counts;
  for (const std::string& name : own) ++counts[FormOf(name)];
  scheme.names = own.size();
  for (std::size_t i = 0; i < workstations.size(); ++i) {
    if (made_up[i] || own.contains(workstations[i].value)) continue;
    ++counts[forms[i]];
    ++scheme.names;
  }
  scheme.by_scheme = 0;
  for (const auto& [form, count] : counts) {
    if (count >= kNamesOfAForm) scheme.by_scheme += count;
  }
  return counts;
}

// By the schemes that the organisation states.
std::vector<ForeignWorkstation> FindUnstated(const std::vector<RareItem>& workstations,
                                             const std::set<std::string>& own,
                                             const KnownNames& known, NamingScheme& scheme) {
  scheme.known = scheme.stated = true;
  scheme.names = own.size();
  scheme.by_scheme = 0;
  for (const std::string& name : own) scheme.by_scheme += known.Has(name) ? 1U : 0U;
  std::vector<ForeignWorkstation> foreign;
  for (const RareItem& item : workstations) {
    const std::string name = ShortName(item.value);
    if (own.contains(name)) continue;
    ++scheme.names;
    if (known.Has(name)) {
      ++scheme.by_scheme;
    } else if (item.hosts <= kForeignHosts) {
      foreign.push_back({&item, FormOf(name)});
    }
  }
  return foreign;
}

}  // namespace

std::string FormOf(std::string_view name) {
  const std::string folded = Folded(name);
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || c < 0; };
  const auto end = std::find_if_not(folded.begin(), folded.end(), letter);
  return {folded.begin(), end};
}

std::vector<ForeignWorkstation> FindForeign(const std::vector<RareItem>& workstations,
                                            const std::vector<std::string>& hosts,
                                            NamingScheme& scheme, const KnownNames* known) {
  std::set<std::string> own;
  for (const std::string& host : hosts) own.insert(ShortName(host));
  if (known != nullptr && known->has_scheme()) {
    return FindUnstated(workstations, own, *known, scheme);
  }
  if (known != nullptr) own.insert(known->hosts.begin(), known->hosts.end());
  std::vector<std::string> forms;
  forms.reserve(workstations.size());
  for (const RareItem& item : workstations) forms.push_back(FormOf(item.value));
  const std::vector<bool> made_up = MadeUpNames(workstations, forms);
  const auto counts = CountForms(own, workstations, forms, made_up, scheme);
  scheme.known =
      scheme.names >= kNamesToJudge &&
      static_cast<double>(scheme.by_scheme) >= kShareByScheme * static_cast<double>(scheme.names);
  std::vector<ForeignWorkstation> foreign;
  if (!scheme.known) return foreign;
  std::set<std::string> own_forms;
  for (const std::string& name : own) own_forms.insert(FormOf(name));
  for (std::size_t i = 0; i < workstations.size(); ++i) {
    const RareItem& item = workstations[i];
    if (item.hosts > kForeignHosts || own.contains(item.value)) continue;
    if (known != nullptr && known->Has(item.value)) continue;
    const auto count = counts.find(forms[i]);
    const bool by_scheme = !made_up[i] && count != counts.end() && count->second >= kNamesOfAForm;
    if (by_scheme || own_forms.contains(forms[i])) continue;
    foreign.push_back({&item, std::move(forms[i])});
  }
  return foreign;
}

std::vector<ForeignGroup> GroupForeign(const std::vector<ForeignWorkstation>& foreign) {
  std::map<std::pair<std::string_view, std::uint64_t>, ForeignGroup> by_host_and_day;
  for (const ForeignWorkstation& one : foreign) {
    const auto& [at, host] = one.item->seen.front();
    by_host_and_day[{host, at.time.ticks / kTicksPerDay}].push_back(&one);
  }
  std::vector<ForeignGroup> groups;
  for (auto& [where, group] : by_host_and_day) {
    std::ranges::sort(group, {}, [](const ForeignWorkstation* one) {
      return std::tie(one->item->first, one->item->value);
    });
    if (group.size() > kForeignNamesTold) {
      groups.push_back(std::move(group));
      continue;
    }
    for (const ForeignWorkstation* one : group) groups.push_back({one});
  }
  return groups;
}

}  // namespace noroshi
