// Tampering: signs in the logs of one host, or of all hosts beside each other, that records were
// taken out, that a log was kept from being written, or that a clock was turned (idea D3-20; design
// section 5, "integrity"). Logs cleared, clocks set and auditing changed have records of their own,
// which rules look at.
//
// An ordinary estate has holes everywhere: logs turn round, exports are filtered, notebooks are
// off. So only logs that are whole but for a few holes are judged by their ids, only silences that
// chance cannot explain are told, and a host is compared with others of its kind.
//
// Pure. Cost: linear in what HostLogs holds, but for a sort.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analytics/analytic_finding.h"
#include "analytics/integrity/host_logs.h"

namespace noroshi {

enum class TamperingKind : std::uint8_t {
  kRecordsMissing,   // a few ids are missing in the middle of a file that is whole otherwise
  kLogFellSilent,    // a log without records on days on which the host wrote its other logs
  kHostFellSilent,   // a host without any, while others went on
  kClockWentBack,    // a record is older than the one before it by an hour or more
  kAuditingMissing,  // the security log lacks, or lost, what the others' have
  kMachinePutBack,   // the same, at a start of the machine; or record ids that stand twice
};
inline constexpr std::size_t kTamperingKinds = 6;

// With fewer records a log may be the work of a filter.
inline constexpr std::uint64_t kJudgedRecords = 500;
inline constexpr double kJudgedDensity = 0.98;
inline constexpr std::size_t kJudgedHoles = 5;
// Odds of a silence by chance; an organisation has thousands of logs.
inline constexpr double kLogSilenceChance = 1e-4, kHostSilenceChance = 1e-6;
inline constexpr std::uint64_t kClockBackTicks = 3'600 * kTicksPerSecond;
// So many ids written twice are no damaged file.
inline constexpr std::uint64_t kRepeatedIds = 20;
// Of one kind, for one host.
inline constexpr std::size_t kMaxTamperingOfHost = 5;

struct Tampering {
  TamperingKind kind{};
  AnalyticFinding finding;  // `rule` is not set
};

// What one host's logs show. `is_damaged`: bytes of the file could not be read, which explains
// holes. REQUIRES: logs.Freeze() was called.
[[nodiscard]] std::vector<Tampering> FindTampering(
    const HostLogs& logs, const std::function<bool(std::uint64_t file)>& is_damaged);

// All hosts beside each other. Memory: a number a day and host, and a few for each host; beyond
// kMaxPeers hosts are not compared. One owner; the answer does not depend on the order of adding.
class PeerHosts {
 public:
  static constexpr std::size_t kMaxPeers = 20'000;

  // REQUIRES: logs.Freeze() was called.
  void Add(const HostLogs& logs);
  // By host, then by kind. Cost: for each silence a look at the days of a thousand other hosts;
  // silences of one host are at most a few, for only those that chance cannot explain are kept.
  [[nodiscard]] std::vector<Tampering> Find() const;

 private:
  struct Silence {
    SilentRun run;
    double chance = 0;
    AnalyticMember before, after;  // the records next to it
  };
  struct Audit {
    bool judged = false;  // long and whole enough
    std::uint64_t records = 0;
    std::uint32_t first_day = 0, last_day = 0;
    std::map<std::uint32_t, KindSum> kinds;        // of kAuditKinds
    std::map<std::uint32_t, std::uint64_t> after;  // records on the days behind a kind's last
    AnalyticMember last;
  };
  struct Peer {
    std::vector<std::uint32_t> days;  // with records, in order
    std::vector<Silence> silences;
    Audit audit;
  };

  // What the security log of the host says of its auditing; not judged where it is short or has
  // holes.
  static Audit AuditOf(const HostLogs& logs);
  // Hosts with a judged security log, and how many of them have each kind.
  struct AuditTotals {
    std::size_t judged = 0;
    std::map<std::uint32_t, std::size_t> having;
  };
  [[nodiscard]] AuditTotals Totals() const;
  void FindSilences(const std::string& name, const Peer& peer, std::vector<Tampering>& out) const;
  static void FindAuditing(const std::string& name, const Audit& audit, const AuditTotals& totals,
                           std::vector<Tampering>& out);
  // Null when there is nothing to say of the kind.
  static std::optional<AnalyticReason> NeverThere(std::uint32_t event_id, const Audit& audit,
                                                  const AuditTotals& totals);
  static std::optional<AnalyticReason> NoMore(std::uint32_t event_id, const Audit& audit);

  std::map<std::string, Peer> peers_;  // by host
};

}  // namespace noroshi
