// AttributionLibrary: what is known of intrusion sets in the form that scoring wants: numbers in
// place of ids, who uses what on the word of which report, and how rare each thing is.
//
// Built once from a Knowledge, then only read: const access is safe from any thread. It owns all of
// its text. What a benchmark withholds never comes in, so that the scorer cannot see what it must
// not. Technique ids are resolved to the current ones, so that a
// profile of ATT&CK 18 and a finding of version 19 meet.
//
// Cost: a few milliseconds and some MB for all of ATT&CK.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "knowledge/model.h"

namespace noroshi {

// Indexes of the library's own lists.
using TechniqueNumber = std::uint32_t;
using SoftwareNumber = std::uint32_t;
using ReportNumber = std::uint32_t;

// One thing that a set uses, and the reports that say so (sorted; none when no source is named).
// Sources agree on a use when several reports state it: that is what `mentions` and `well_founded`
// (library_index.h) are made of.
struct LibraryUse {
  std::uint32_t item = 0;
  std::vector<ReportNumber> reports;
};

struct LibrarySet {
  std::string id, name;
  // Each sorted by item.
  std::vector<LibraryUse> techniques, software;
  // Of the reports that say so, as far as their year is known; sorted, each once.
  std::vector<int> report_years = {};
  // Whom it is known to attack.
  std::vector<KnownTarget> targets = {};
};

struct LibrarySoftware {
  std::string id, name;
  std::vector<TechniqueNumber> techniques;  // sorted
  std::vector<ReportNumber> reports;        // that describe it, sorted
};

struct LibraryCampaign {
  std::string id;
  std::vector<TechniqueNumber> techniques;  // sorted
  std::vector<SoftwareNumber> software;     // sorted
  // It is attributed to, indexes of sets().
  std::vector<std::uint32_t> sets;
};

struct LibraryTechnique {
  std::string id, name;
  // Itself, when it is no sub-technique.
  TechniqueNumber parent = 0;
};

// A set and what it uses, both by their ids as the source has them.
struct UseName {
  std::string set, item;
  friend auto operator<=>(const UseName&, const UseName&) = default;
};

// What a scorer must not see.
struct Withheld {
  std::set<UseName> uses;
  std::set<std::string> sets;
  std::set<std::string> campaigns;
  // Any of a report's names.
  std::set<std::string> reports;
};

class AttributionLibrary {
 public:
  // All of `knowledge` but what is withheld. Only sets with at least one technique or software are
  // kept. Neither argument is needed after.
  explicit AttributionLibrary(const Knowledge& knowledge, const Withheld& withheld = {});

  [[nodiscard]] std::span<const LibrarySet> sets() const noexcept { return sets_; }
  [[nodiscard]] std::span<const LibraryTechnique> techniques() const noexcept {
    return techniques_;
  }
  [[nodiscard]] std::span<const LibrarySoftware> software() const noexcept { return software_; }
  [[nodiscard]] std::span<const LibraryCampaign> campaigns() const noexcept { return campaigns_; }
  // Sets of the knowledge that use anything, withheld ones included: what rarity is measured by. A
  // number that changed with what is withheld would give away that something is.
  [[nodiscard]] std::size_t all_sets() const noexcept { return all_sets_; }
  [[nodiscard]] std::size_t report_count() const noexcept { return report_names_.size(); }

  // By id of any version of ATT&CK, or nothing when no source describes it. O(log n).
  [[nodiscard]] std::optional<TechniqueNumber> FindTechnique(std::string_view id) const;
  // By id, name or alias in any spelling (name_key.h): several when sources share a name.
  [[nodiscard]] std::vector<SoftwareNumber> FindSoftware(std::string_view name) const;
  // By id, exact, as the source has it. O(log n).
  [[nodiscard]] std::optional<std::uint32_t> FindSet(std::string_view id) const;
  // By id, name or alias in any spelling; several when sources share a name.
  [[nodiscard]] std::vector<std::uint32_t> FindSets(std::string_view name) const;
  [[nodiscard]] std::string_view report_name(ReportNumber r) const { return report_names_[r]; }

  // How many sets use it.
  [[nodiscard]] std::uint32_t technique_users(TechniqueNumber t) const {
    return technique_users_[t];
  }
  [[nodiscard]] std::uint32_t software_users(SoftwareNumber s) const { return software_users_[s]; }

 private:
  void AddItems(const Knowledge& knowledge, const Withheld& withheld);
  void AddNames(const Knowledge& knowledge);
  void AddUses(const Knowledge& knowledge, const Withheld& withheld);
  void AddUse(const Knowledge& knowledge, const Relation& relation,
              const std::vector<ReportNumber>& reports);
  void AddYears(const Knowledge& knowledge);
  // Drops sets that use nothing, says whose the campaigns are, and counts the users of each thing.
  void SettleSets(const Knowledge& knowledge);

  std::vector<LibrarySet> sets_;              // by id
  std::vector<LibraryTechnique> techniques_;  // by id
  std::vector<LibrarySoftware> software_;     // by id
  std::vector<LibraryCampaign> campaigns_;    // by id
  std::vector<std::string> report_names_;
  std::size_t all_sets_ = 0;
  std::vector<std::uint32_t> technique_users_, software_users_;
  std::map<std::string, TechniqueNumber, std::less<>> technique_numbers_;  // every version's id
  std::map<std::string, std::vector<SoftwareNumber>, std::less<>> software_names_;  // by NameKey
  std::map<std::string, std::vector<std::uint32_t>, std::less<>> set_names_;        // by NameKey
};

}  // namespace noroshi
