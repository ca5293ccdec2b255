// LogonStream: logons of a made-up organisation for tests, in any order; runs them through a
// LogonGraph as a hunt does: sightings first, then the logons by time.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "analytics/logon_graph/logon_graph.h"
#include "analytics/logon_graph/sighting.h"
#include "analytics/testing/fake_log.h"

namespace noroshi::testing {

inline Timestamp At(std::uint32_t day, std::uint32_t hour, std::uint32_t minute = 0,
                    std::uint32_t second = 0) {
  return DayTime(day, hour * 3'600 + minute * 60 + second);
}

struct GraphResult {
  std::vector<std::pair<GraphPattern, AnalyticFinding>> findings;
  std::uint64_t refused = 0, untold = 0;
  HostCare care;

  [[nodiscard]] std::size_t Count(GraphPattern pattern) const {
    return static_cast<std::size_t>(
        std::ranges::count_if(findings, [&](const auto& one) { return one.first == pattern; }));
  }
  [[nodiscard]] const AnalyticFinding* First(GraphPattern pattern) const {
    const auto at =
        std::ranges::find_if(findings, [&](const auto& one) { return one.first == pattern; });
    return at == findings.end() ? nullptr : &at->second;
  }
  // All findings in words, to compare runs.
  [[nodiscard]] std::string Text() const;
};

class LogonStream {
 public:
  // A remote desktop leaves four records on the host.
  void Desktop(Timestamp time, const std::string& host, const std::string& account,
               const std::string& address);
  void Network(Timestamp time, const std::string& host, const std::string& account,
               const std::string& address, const std::string& workstation = "");
  void FailedNetwork(Timestamp time, const std::string& host, const std::string& account,
                     const std::string& address, const std::string& workstation);
  void Local(Timestamp time, const std::string& host, const std::string& account);
  // The host's machine account logs on to `server` from `address`.
  void Machine(Timestamp time, const std::string& server, const std::string& host,
               const std::string& address);
  // 4648 on `host`: credentials of `account` for a remote desktop on `target`.
  void Explicit(Timestamp time, const std::string& host, const std::string& account,
                const std::string& target);
  void VpnBegin(Timestamp time, const std::string& user, const std::string& client_address,
                const std::string& client_host, const std::string& assigned,
                const std::string& gateway = "VPN1");
  void VpnEnd(Timestamp time, const std::string& user, const std::string& client_address,
              const std::string& gateway = "VPN1");
  // A controller gives `account` a ticket for the machine `target`.
  void Ticket(Timestamp time, const std::string& account, const std::string& target);

  // `without_logs`: machines that other records name alone.
  [[nodiscard]] GraphResult Run(const GraphOptions& options = {},
                                const std::vector<std::string>& without_logs = {}) const;
  [[nodiscard]] std::vector<LogonRecord>& records() noexcept { return records_; }

 private:
  LogonRecord& Add(Timestamp time, LogonKind kind, const std::string& host,
                   const std::string& account, std::uint32_t event_id);

  std::vector<LogonRecord> records_;
};

}  // namespace noroshi::testing
