// AnalyticPass: the findings of analytics, in the same form as all others.
//
// One owner, after all workers are done; may run while correlations do (correlation_pass.h), for it
// writes to nothing of theirs. Memory: that of the pass under way; one runs after another.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "analytics/rarity/foreign_workstation.h"
#include "stream/pass/analytic_rules.h"
#include "stream/pass/analytic_writer.h"
#include "stream/pass/beacon_pass.h"
#include "stream/pass/integrity_pass.h"
#include "stream/pass/logon_pass.h"
#include "stream/pass/rare_pass.h"

namespace noroshi {

class AnalyticPass {
 public:
  // The first three must outlive this. `evidence`: what reading it lost, which tells damaged logs
  // from cleared ones. `graph`: what the logon graph is told of the organisation.
  AnalyticPass(const AnalyticRules& rules, AnalyticWriter& writer, const LossLedger& evidence,
               const std::string& spill_folder, GraphOptions graph = {});

  // What the organisation's computers are called, by its own word; null: nothing is known.
  void set_known_names(const KnownNames* names) noexcept { known_names_ = names; }
  // Who gets to know which address a machine has, during Run().
  void set_address_sink(LogonPass::AddressSink sink) { logons_.set_address_sink(std::move(sink)); }
  // Who gets to know which accounts look after hosts, during Run().
  void set_care_sink(LogonPass::CareSink sink) { logons_.set_care_sink(std::move(sink)); }
  // A computer that has logs of its own.
  void AddHost(std::string_view name) {
    AddSpelling(name);
    logons_.AddHost(name);
  }
  // Takes the contacts, names, logons and pieces of logs of a worker. Call once for each, before
  // Run.
  Status TakeFeed(ContactFeed& feed) { return beacons_.TakeFeed(feed); }
  Status TakeFeed(RareFeed& feed) { return rare_.TakeFeed(feed); }
  Status TakeFeed(LogonFeed& feed) { return logons_.TakeFeed(feed); }
  Status TakeFeed(LogFeed& feed) { return integrity_.TakeFeed(feed); }
  // Likewise, of earlier runs; finished.
  void TakeContacts(RunBuffer contacts) { beacons_.TakeContacts(std::move(contacts)); }
  void TakeUses(RunBuffer uses) { rare_.TakeUses(std::move(uses)); }
  void TakeLogons(RunBuffer logons, RunBuffer sightings) {
    logons_.TakeLogons(std::move(logons));
    logons_.TakeSightings(std::move(sightings));
  }
  void TakePieces(RunBuffer pieces) { integrity_.TakePieces(std::move(pieces)); }
  Status Run();

  // After Run(): finished.
  [[nodiscard]] RunBuffer& findings() noexcept { return findings_; }
  // What was more than an analytic can hold, by file.
  [[nodiscard]] const LossLedger& losses() const noexcept { return losses_; }

 private:
  void AddSpelling(std::string_view host);
  Status FindBeacons();
  // As the records of the host spell it, the first way that was added; contacts are kept in lower
  // case. `folded` if it has none. One hash look-up.
  [[nodiscard]] const std::string& SpellingOf(const std::string& folded) const;
  Status FindWorkstations();
  Status FindLogonPatterns();
  Status FindTamperedLogs();
  // Under the rule of that analytic; not at all when there is none.
  void Add(std::string_view analytic, AnalyticFinding finding);
  void AddWorkstation(const ForeignWorkstation& foreign, const NamingScheme& scheme,
                      std::uint32_t rule);
  // Many names that one host saw first on one day, as one finding.
  void AddWorkstations(const ForeignGroup& group, const NamingScheme& scheme, std::uint32_t rule);
  void AddBeacon(const Beacon& beacon, std::uint32_t rule);

  const AnalyticRules& rules_;
  AnalyticWriter& writer_;
  // Before the passes, which write to it.
  LossLedger losses_;
  BeaconPass beacons_;
  RarePass rare_;
  LogonPass logons_;
  IntegrityPass integrity_;
  const KnownNames* known_names_ = nullptr;
  std::vector<std::string> hosts_;                          // each name once, whatever its case
  std::unordered_map<std::string, std::string> spellings_;  // of hosts, by folded name
  RunBuffer findings_;
};

}  // namespace noroshi
