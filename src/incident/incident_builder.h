// IncidentBuilder: turns the stream of findings into incidents.
//
// The hunt calls it from one thread, with findings in total order (time, path, position, rule id):
//
//   IncidentBuilder builder;
//   for (...) {
//     if (builder.Add(rule, level, host, time)) builder.AddDetails(finding);
//   }
//   IncidentSet set = std::move(builder).Finish(describe);
//
// Findings are kept as cells: one a rule, host and day, with the first ids and the entities of the
// first few. Memory: IncidentLimits, about 40 MB at worst; what does not fit is counted in
// IncidentSet::findings_left_out. Cost: one hash look-up a finding, plus reading the fields of the
// few whose details are wanted. The result depends on the calls' content and order alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "incident/cells.h"
#include "incident/finding_entities.h"
#include "incident/incident.h"
#include "incident/rule_facts.h"
#include "incident/surroundings.h"

namespace noroshi {

struct IncidentLimits {
  // Rule, host, day; about 200 bytes each.
  std::size_t cells = 60'000;
  // Of them, of level low: noise must not crowd out the grave.
  std::size_t low_cells = 20'000;
  // About 250 bytes each.
  std::size_t entities = 60'000;
  std::size_t details_per_cell = 24;
  std::size_t low_details_per_cell = 4;
  std::size_t entities_per_cell = 64;
  std::size_t ids_per_cell = 5;
  std::size_t address_uses = 30'000;
  // Of a rule on logs that name no host.
  std::size_t details_without_host = 50'000;
};

class IncidentBuilder {
 public:
  explicit IncidentBuilder(const IncidentLimits& limits = {}) : limits_(limits) {}

  // Counts a finding. True when its details are wanted: call AddDetails before the next one.
  [[nodiscard]] bool Add(std::uint32_t rule, Level level, std::string_view host, Timestamp time);
  // REQUIRES: the last Add returned true and was of this finding.
  void AddDetails(const IncidentFinding& finding);
  // `address` was `host`'s from `first` to `last`, known from elsewhere than findings: logons,
  // leases. At any time before Finish, in any order; findings of network logs then find their host.
  void LearnAddress(std::string_view address, std::string_view host, Timestamp first,
                    Timestamp last);

  [[nodiscard]] IncidentSet Finish(const RuleFactsOf& describe,
                                   const IncidentSurroundings& known = {}) &&;

 private:
  struct CellKey {
    std::uint32_t rule = 0, place = 0, day = 0;
    friend bool operator==(const CellKey&, const CellKey&) = default;
  };
  struct CellKeyHash {
    std::size_t operator()(const CellKey& key) const noexcept;
  };

  std::uint32_t PlaceOf(std::string_view host);
  // Null when memory is full.
  FindingCell* CellAt(std::uint32_t rule, Level level, std::string_view place, Timestamp time);
  void Fill(FindingCell& cell, const IncidentFinding& finding, const FindingEntities& entities);
  void AddEntity(FindingCell& cell, EntityKind kind, std::string_view key, std::string_view shown);
  // Widens the span in which the host had the address.
  void NoteAddress(AddressUse use, Timestamp time);
  void AddMembers(const IncidentFinding& finding, const FindingEntities& entities);

  IncidentLimits limits_;
  CellTable table_;
  std::unordered_map<std::string, std::uint32_t> places_, entities_;
  std::unordered_map<CellKey, std::uint32_t, CellKeyHash> cells_;
  std::size_t low_cells_ = 0;
  // Of the last finding, as given.
  std::string last_host_;
  std::uint32_t last_place_ = 0;
  std::unordered_map<std::string, std::uint32_t> address_uses_;
  // Details read, by rule.
  std::unordered_map<std::uint32_t, std::size_t> without_host_;
  std::uint64_t left_out_ = 0;
};

}  // namespace noroshi
