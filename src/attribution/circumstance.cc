#include "attribution/circumstance.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "attribution/values.h"
#include "knowledge/name_key.h"

namespace noroshi {
namespace {

// Reports come out while a set is at work and for some years after; a year before allows for
// incidents whose first traces are younger than the intrusion.
constexpr int kYearsBefore = 1, kYearsAfter = 3;
constexpr std::size_t kMostYears = 3;  // that a person reads

bool InTime(int year, const Circumstances& when) {
  return year >= when.first_year - kYearsBefore && year <= when.last_year + kYearsAfter;
}

bool IsActive(const LibrarySet& set, const Circumstances& when) {
  return std::any_of(set.report_years.begin(), set.report_years.end(),
                     [&](int year) { return InTime(year, when); });
}

std::string PeriodText(const Circumstances& when) {
  std::string text = std::to_string(when.first_year);
  if (when.last_year != when.first_year) text += "-" + std::to_string(when.last_year);
  return text;
}

// The years of reports that lie nearest to the incident, in order.
std::string NearestYears(const LibrarySet& set, const Circumstances& when) {
  std::vector<int> years = set.report_years;
  const auto distance = [&](int year) {
    return std::max({when.first_year - year, year - when.last_year, 0});
  };
  std::stable_sort(years.begin(), years.end(),
                   [&](int a, int b) { return distance(a) < distance(b); });
  years.resize(std::min(years.size(), kMostYears));
  std::sort(years.begin(), years.end());
  std::string text;
  for (const int year : years) text += (text.empty() ? "" : ", ") + std::to_string(year);
  return text;
}

double Bounded(double weight) { return std::clamp(weight, -kMostCircumstance, kMostCircumstance); }

}  // namespace

CircumstantialEvidence::CircumstantialEvidence(const AttributionLibrary& library,
                                               Circumstances circumstances)
    : library_(&library), circumstances_(std::move(circumstances)) {
  Circumstances& when = circumstances_;
  if (when.last_year == 0) when.last_year = when.first_year;
  if (when.first_year == 0) when.first_year = when.last_year;
  if (when.last_year < when.first_year) std::swap(when.first_year, when.last_year);
  std::size_t dated = 0, active = 0;
  for (const LibrarySet& set : library.sets()) {
    if (!set.targets.empty()) ++with_targets_;
    if (set.report_years.empty()) continue;
    ++dated;
    if (IsActive(set, when)) ++active;
  }
  active_share_ = (static_cast<double>(active) + 0.5) / (static_cast<double>(dated) + 1);
}

void CircumstantialEvidence::AddPeriod(const LibrarySet& set,
                                       std::vector<CircumstantialItem>& items) const {
  if (circumstances_.first_year == 0 || set.report_years.empty()) return;
  const bool active = IsActive(set, circumstances_);
  const double weight = Bounded(active ? HitRatio(active_share_) : MissRatio());
  items.push_back({true, PeriodText(circumstances_), NearestYears(set, circumstances_), weight});
}

double CircumstantialEvidence::ShareWith(TargetKind kind, const std::string& key) const {
  std::size_t with = 0;
  for (const LibrarySet& set : library_->sets()) {
    const auto is = [&](const KnownTarget& t) { return t.kind == kind && NameKey(t.value) == key; };
    if (std::any_of(set.targets.begin(), set.targets.end(), is)) ++with;
  }
  return (static_cast<double>(with) + 0.5) / (static_cast<double>(with_targets_) + 1);
}

void CircumstantialEvidence::AddTargets(const LibrarySet& set,
                                        std::vector<CircumstantialItem>& items) const {
  for (const TargetKind kind : {TargetKind::kSector, TargetKind::kRegion}) {
    const auto& seen =
        kind == TargetKind::kSector ? circumstances_.sectors : circumstances_.regions;
    CircumstantialItem best;
    for (const std::string& value : seen) {
      const std::string key = NameKey(value);
      for (const KnownTarget& target : set.targets) {
        if (target.kind != kind || NameKey(target.value) != key) continue;
        const double weight = Bounded(HitRatio(ShareWith(kind, key))) * TrustIn(target.mark);
        if (weight <= best.weight) continue;
        best = {false, target.value, std::string(MarkName(target.mark)), weight};
      }
    }
    if (best.weight > 0) items.push_back(std::move(best));
  }
}

std::vector<CircumstantialItem> CircumstantialEvidence::Of(std::uint32_t set) const {
  std::vector<CircumstantialItem> items;
  AddPeriod(library_->sets()[set], items);
  AddTargets(library_->sets()[set], items);
  return items;
}

double CircumstantialEvidence::WeightOf(std::uint32_t set) const {
  double weight = 0;
  for (const CircumstantialItem& item : Of(set)) weight += item.weight;
  return weight;
}

}  // namespace noroshi
