#include "analytics/rarity/foreign_workstation.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/case_fold.h"

namespace noroshi {
namespace {

// A form with this many names is a scheme; a scheme is known when this many names, and this share
// of all names, follow such forms.
constexpr std::size_t kNamesOfAForm = 3, kNamesToJudge = 8;
constexpr double kShareByScheme = 0.7;

std::string ShortName(std::string_view name) { return Folded(name.substr(0, name.find('.'))); }

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
  std::set<std::string> own, names;
  for (const std::string& host : hosts) own.insert(ShortName(host));
  if (known != nullptr && known->has_scheme()) {
    return FindUnstated(workstations, own, *known, scheme);
  }
  if (known != nullptr) own.insert(known->hosts.begin(), known->hosts.end());
  names = own;
  for (const RareItem& item : workstations) names.insert(item.value);
  std::map<std::string, std::size_t> forms;
  for (const std::string& name : names) ++forms[FormOf(name)];
  scheme.names = names.size();
  scheme.by_scheme = 0;
  for (const auto& [form, count] : forms) {
    if (count >= kNamesOfAForm) scheme.by_scheme += count;
  }
  scheme.known =
      scheme.names >= kNamesToJudge &&
      static_cast<double>(scheme.by_scheme) >= kShareByScheme * static_cast<double>(scheme.names);
  std::vector<ForeignWorkstation> foreign;
  if (!scheme.known) return foreign;
  std::set<std::string> own_forms;
  for (const std::string& name : own) own_forms.insert(FormOf(name));
  for (const RareItem& item : workstations) {
    std::string form = FormOf(item.value);
    if (item.hosts > kForeignHosts || own.contains(item.value)) continue;
    if (known != nullptr && known->Has(item.value)) continue;
    if (forms[form] >= kNamesOfAForm || own_forms.contains(form)) continue;
    foreign.push_back({&item, std::move(form)});
  }
  return foreign;
}

}  // namespace noroshi
