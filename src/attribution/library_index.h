// LibraryIndex: what scoring asks of a library again and again, computed once: how rare each thing
// is, who uses what by which way, and each set's reports as small profiles of their own.
//
// Refers to the library, which must outlive it. Const access is safe from any thread. Some 2 MB
// for all of ATT&CK, built in a few milliseconds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "attribution/library.h"

namespace noroshi {

// How a set stands to a technique.
struct UseCell {
  // A source says so of this very technique.
  bool uses = false;
  // The technique is a parent: it, or any of its sub-techniques.
  bool uses_family = false;
  // Itself, or a campaign attributed to it.
  bool in_campaign = false;
  // A software it uses.
  bool by_software = false;
  // That say it uses it.
  std::uint16_t reports = 0;
};

// What one report says of one set.
struct ReportProfile {
  ReportNumber report = 0;
  std::vector<TechniqueNumber> techniques;  // sorted
  std::vector<SoftwareNumber> software;     // sorted
  double rarity = 0;                        // of its techniques, together
};

// What goes with one set.
struct SetProfile {
  // Sorted by report.
  std::vector<ReportProfile> reports;
  // Attributed to it, not withheld.
  std::vector<std::uint32_t> campaigns;
  // Of all of them, sorted.
  std::vector<SoftwareNumber> campaign_software;
  // Of its techniques, together.
  double rarity = 0;
  // Techniques, each counted once and once more for each report.
  double mentions = 0;
  // Techniques that two reports or more state.
  double well_founded = 0;
};

class LibraryIndex {
 public:
  explicit LibraryIndex(const AttributionLibrary& library);

  [[nodiscard]] const AttributionLibrary& library() const noexcept { return *library_; }
  [[nodiscard]] const UseCell& cell(std::size_t set, TechniqueNumber t) const noexcept {
    return cells_[set * library_->techniques().size() + t];
  }
  [[nodiscard]] const SetProfile& set(std::size_t set) const noexcept { return sets_[set]; }

  // log((sets + 1) / (users + 1/2)): 0 for what nearly all use, 5.8 for what one of 172 uses.
  [[nodiscard]] double rarity(TechniqueNumber t) const { return technique_rarity_[t]; }
  [[nodiscard]] double software_rarity(SoftwareNumber s) const { return software_rarity_[s]; }
  // Of a parent together with its sub-techniques; the same by way of a set's software.
  [[nodiscard]] double family_rarity(TechniqueNumber parent) const {
    return family_rarity_[parent];
  }
  [[nodiscard]] double by_software_rarity(TechniqueNumber t) const {
    return by_software_rarity_[t];
  }
  // The share of sets that use it, never 0 or 1.
  [[nodiscard]] double share(TechniqueNumber t) const { return technique_share_[t]; }
  [[nodiscard]] double software_share(SoftwareNumber s) const { return software_share_[s]; }
  // A technique's part of all uses; adds up to 1.
  [[nodiscard]] double part(TechniqueNumber t) const { return technique_part_[t]; }
  // Of a software's and a campaign's techniques, together.
  [[nodiscard]] double software_profile_rarity(SoftwareNumber s) const {
    return software_profile_rarity_[s];
  }
  [[nodiscard]] double campaign_rarity(std::uint32_t c) const { return campaign_rarity_[c]; }
  // How many sets rest on a report.
  [[nodiscard]] std::uint32_t sets_of_report(ReportNumber r) const { return sets_of_report_[r]; }

 private:
  void CountRarity();
  void FillCells();
  void FillProfiles();

  const AttributionLibrary* library_;
  std::vector<UseCell> cells_;  // set by set
  std::vector<SetProfile> sets_;
  std::vector<double> technique_rarity_, family_rarity_, by_software_rarity_, technique_share_,
      technique_part_;
  std::vector<double> software_rarity_, software_share_, software_profile_rarity_;
  std::vector<double> campaign_rarity_;
  std::vector<std::uint32_t> sets_of_report_;
};

}  // namespace noroshi
