// AnalyticPass: the findings of analytics, in the same form as all others.
//
// One owner, after all workers are done. Memory: that of BeaconPass.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "rules/analytic_names.h"
#include "stream/analytic_writer.h"
#include "stream/beacon_pass.h"

namespace noroshi {

// The rule that has the words for what the analytic finds; nothing when it is not to be evaluated.
[[nodiscard]] std::optional<std::uint32_t> AnalyticRuleOf(const RuleSet& rules,
                                                          std::string_view analytic);

class AnalyticPass {
 public:
  // All must outlive this.
  AnalyticPass(const RuleSet& rules, AnalyticWriter& writer, LossLedger& ledger,
               const std::string& spill_folder);

  // Takes the contacts of a worker. Call once for each, before Run.
  Status TakeFeed(ContactFeed& feed) { return beacons_.TakeFeed(feed); }
  // Likewise, of earlier runs; finished.
  void TakeContacts(RunBuffer contacts) { beacons_.TakeContacts(std::move(contacts)); }
  Status Run();

  // After Run(): finished.
  [[nodiscard]] RunBuffer& findings() noexcept { return findings_; }

 private:
  void AddBeacon(const Beacon& beacon, std::uint32_t rule);

  const RuleSet& rules_;
  AnalyticWriter& writer_;
  BeaconPass beacons_;
  RunBuffer findings_;
};

}  // namespace noroshi
