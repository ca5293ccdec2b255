#include "attribution/library_index.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace noroshi {
namespace {

double Rarity(double users, double sets) { return std::log((sets + 1) / (users + 0.5)); }
double Share(double users, double sets) { return (users + 0.5) / (sets + 1); }

template <class List, class Weight>
double SumOf(const List& list, Weight weight) {
  double sum = 0;
  for (const auto item : list) sum += weight(item);
  return sum;
}

}  // namespace

LibraryIndex::LibraryIndex(const AttributionLibrary& library)
    : library_(&library), sets_(library.sets().size()) {
  CountRarity();
  FillCells();
  FillProfiles();
}

void LibraryIndex::CountRarity() {
  const auto sets = static_cast<double>(library_->all_sets());
  double uses = 0;
  for (TechniqueNumber t = 0; t < library_->techniques().size(); ++t) {
    const double users = library_->technique_users(t);
    technique_rarity_.push_back(Rarity(users, sets));
    technique_share_.push_back(Share(users, sets));
    technique_part_.push_back(users + 0.3);
    uses += users + 0.3;
  }
  for (double& part : technique_part_) part /= uses;
  const auto rarity = [&](TechniqueNumber t) { return technique_rarity_[t]; };
  for (SoftwareNumber s = 0; s < library_->software().size(); ++s) {
    software_rarity_.push_back(Rarity(library_->software_users(s), sets));
    software_share_.push_back((library_->software_users(s) + 0.3) / (sets + 1));
    software_profile_rarity_.push_back(SumOf(library_->software()[s].techniques, rarity));
  }
  for (const LibraryCampaign& campaign : library_->campaigns()) {
    campaign_rarity_.push_back(SumOf(campaign.techniques, rarity));
  }
}

void LibraryIndex::FillCells() {
  const auto techniques = library_->techniques();
  const std::size_t count = techniques.size();
  cells_.resize(count * sets_.size());
  std::vector<std::uint32_t> family_users(count, 0), by_software_users(count, 0);
  for (std::size_t g = 0; g < sets_.size(); ++g) {
    const LibrarySet& set = library_->sets()[g];
    UseCell* row = cells_.data() + g * count;
    for (const LibraryUse& use : set.techniques) {
      row[use.item].uses = row[use.item].in_campaign = true;
      row[use.item].reports =
          static_cast<std::uint16_t>(std::min<std::size_t>(use.reports.size(), UINT16_MAX));
      row[techniques[use.item].parent].uses_family = true;
    }
    for (const LibraryUse& use : set.software) {
      for (const TechniqueNumber t : library_->software()[use.item].techniques) {
        row[t].by_software = true;
      }
    }
    for (std::size_t t = 0; t < count; ++t) {
      family_users[t] += row[t].uses_family ? 1 : 0;
      by_software_users[t] += row[t].by_software ? 1 : 0;
    }
  }
  for (const LibraryCampaign& campaign : library_->campaigns()) {
    for (const std::uint32_t g : campaign.sets) {
      for (const TechniqueNumber t : campaign.techniques) cells_[g * count + t].in_campaign = true;
    }
  }
  const auto sets = static_cast<double>(library_->all_sets());
  for (std::size_t t = 0; t < count; ++t) {
    family_rarity_.push_back(Rarity(family_users[t], sets));
    by_software_rarity_.push_back(Rarity(by_software_users[t], sets));
  }
}

void LibraryIndex::FillProfiles() {
  sets_of_report_.assign(library_->report_count(), 0);
  for (std::size_t g = 0; g < sets_.size(); ++g) {
    const LibrarySet& set = library_->sets()[g];
    SetProfile& profile = sets_[g];
    std::map<ReportNumber, ReportProfile> reports;
    for (const LibraryUse& use : set.techniques) {
      profile.rarity += technique_rarity_[use.item];
      profile.mentions += 1 + static_cast<double>(use.reports.size());
      profile.well_founded += use.reports.size() >= 2 ? 1 : 0;
      for (const ReportNumber r : use.reports) {
        reports[r].techniques.push_back(use.item);
        reports[r].rarity += technique_rarity_[use.item];
      }
    }
    for (const LibraryUse& use : set.software) {
      for (const ReportNumber r : use.reports) reports[r].software.push_back(use.item);
    }
    for (auto& [number, report] : reports) {
      report.report = number;
      ++sets_of_report_[number];
      profile.reports.push_back(std::move(report));
    }
  }
  for (std::uint32_t c = 0; c < library_->campaigns().size(); ++c) {
    for (const std::uint32_t g : library_->campaigns()[c].sets) {
      const std::vector<SoftwareNumber>& software = library_->campaigns()[c].software;
      sets_[g].campaigns.push_back(c);
      sets_[g].campaign_software.insert(sets_[g].campaign_software.end(), software.begin(),
                                        software.end());
    }
  }
  for (SetProfile& profile : sets_) {
    std::vector<SoftwareNumber>& list = profile.campaign_software;
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
}

}  // namespace noroshi
