// DesktopChains: remote desktops that go on from one machine to the next (idea D3-01): into A, and
// from A to B soon after, with the same account or another.
//
// Remembers who came into a machine of late, and through how many machines. Takes logons in the
// order of time. Memory: kMaxChainHosts machines with kMaxInbound logons each. One owner.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analytics/analytic_finding.h"
#include "analytics/logon_graph/graph_logon.h"
#include "analytics/logon_graph/logon_history.h"
#include "analytics/logon_graph/state_table.h"

namespace noroshi {

inline constexpr std::size_t kMaxChainHosts = 20'000;
inline constexpr std::size_t kMaxInbound = 8;  // of one machine; the latest are kept

// Somebody came into a machine by remote desktop. Owns its texts.
struct InboundDesktop {
  AnalyticMember member;
  std::uint64_t account = 0, source = 0;
  std::string account_name, source_name;
  std::uint32_t hops = 1;  // machines gone through so far, this one included
  bool from_vpn = false;   // somewhere along the way
};

class DesktopChains {
 public:
  explicit DesktopChains(std::uint64_t chain_ticks)
      : chain_ticks_(chain_ticks), inbound_(kMaxChainHosts) {}

  // The latest logon into the machine that `logon` came from, that it can go on from; null when
  // there is none. A way back to where that one came from is no way on. Valid until the next Note.
  [[nodiscard]] const InboundDesktop* Before(const GraphLogon& logon, Timestamp now) const;
  // An inward remote desktop. `before` is what Before() said of it.
  void Note(const GraphLogon& logon, const LogonRecord& record, const InboundDesktop* before,
            bool from_vpn);

  [[nodiscard]] std::uint64_t refused() const noexcept { return inbound_.refused(); }

 private:
  void ForgetOld(Timestamp now);

  std::uint64_t chain_ticks_;
  StateTable<std::vector<InboundDesktop>> inbound_;  // by HostHash, in order of time
  Timestamp cleared_;
};

}  // namespace noroshi
