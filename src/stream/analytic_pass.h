// AnalyticPass: the findings of analytics, in the same form as all others.
//
// One owner, after all workers are done. Memory: that of BeaconPass.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analytics/rarity/foreign_workstation.h"
#include "rules/analytic_names.h"
#include "stream/analytic_writer.h"
#include "stream/beacon_pass.h"
#include "stream/rare_pass.h"

namespace noroshi {

// The rule that has the words for what the analytic finds; nothing when it is not to be evaluated.
[[nodiscard]] std::optional<std::uint32_t> AnalyticRuleOf(const RuleSet& rules,
                                                          std::string_view analytic);

// What the analytics of the rules count names of, as bits of RareKind. 0 when no rule asks: then
// names need not be collected.
[[nodiscard]] std::uint32_t RareKindsOf(const RuleSet& rules);

class AnalyticPass {
 public:
  // All must outlive this.
  AnalyticPass(const RuleSet& rules, AnalyticWriter& writer, LossLedger& ledger,
               const std::string& spill_folder);

  // A computer that has logs of its own.
  void AddHost(std::string_view name) { hosts_.emplace_back(name); }
  // Takes the contacts and names of a worker. Call once for each, before Run.
  Status TakeFeed(ContactFeed& feed) { return beacons_.TakeFeed(feed); }
  Status TakeFeed(RareFeed& feed) { return rare_.TakeFeed(feed); }
  // Likewise, of earlier runs; finished.
  void TakeContacts(RunBuffer contacts) { beacons_.TakeContacts(std::move(contacts)); }
  void TakeUses(RunBuffer uses) { rare_.TakeUses(std::move(uses)); }
  // Finds beacons, then foreign workstations, and writes a finding for each that is grave enough.
  // An error of a spill comes out here.
  Status Run();

  // After Run(): finished.
  [[nodiscard]] RunBuffer& findings() noexcept { return findings_; }

 private:
  Status FindBeacons();
  Status FindWorkstations();
  void AddWorkstation(const ForeignWorkstation& foreign, const NamingScheme& scheme,
                      std::uint32_t rule);
  void AddBeacon(const Beacon& beacon, std::uint32_t rule);

  const RuleSet& rules_;
  AnalyticWriter& writer_;
  BeaconPass beacons_;
  RarePass rare_;
  std::vector<std::string> hosts_;
  RunBuffer findings_;
};

}  // namespace noroshi
