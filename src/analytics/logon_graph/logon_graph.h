// LogonGraph: who logs on where from where, over the whole of the evidence, and what in it is odd.
// Ideas D1-03, D1-04, D1-05, D1-06, D3-01, D3-13; design section 5, "logon graph".
//
// Takes logons of all hosts and gateways in one order of time, and says of each, by what came
// before, whether it belongs to one of the patterns. Nothing is judged before an account or a host
// has been seen for the learning time; what cannot be judged for want of it is told at most as
// kUnjudged.
//
// Each finding has its reasons in numbers, and the records that it rests on. The answer depends on
// the logons and their order alone. Memory is bounded by the parts (their headers say how); what
// found no room is counted in refused(). One owner; cost: some hash look-ups a logon.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "analytics/analytic_finding.h"
#include "analytics/logon_graph/desktop_chains.h"
#include "analytics/logon_graph/fan_out.h"
#include "analytics/logon_graph/graph_logon.h"
#include "analytics/logon_graph/graph_options.h"
#include "analytics/logon_graph/host_care.h"
#include "analytics/logon_graph/logon_history.h"
#include "analytics/logon_graph/logon_sites.h"
#include "analytics/logon_graph/machine_book.h"
#include "analytics/logon_graph/vpn_sessions.h"

namespace noroshi {

enum class GraphPattern : std::uint8_t {
  kDesktopChain,  // remote desktop into A, then from A to B, as nobody did before
  kFromServer,    // a server opens a remote desktop, as it never did
  kFromVpn,       // from a VPN session to a host that the account never opened a desktop on
  kFanOut,        // an account reaches many hosts at once that it never reached
  kVpnOverlap,    // two sessions of one VPN user, from two places
  kPoolClient,    // a client of a name that is seen nowhere else logs on from the VPN pool
  kNewEdge,       // an account opens a remote desktop on a host for the first time
  kOddHour,       // a session at an hour the account is never at work, from a new place
  kSiteCrossing,  // an account goes from one site's network to another's, as it never did
  kTwoGateways,   // one VPN user at two gateways, from two places, in a time that does not fit
  kTravel,        // an account at two sites in less time than the way takes
  kFirstFromVpn,  // an account that opens desktops from inside does so from the VPN, as it never
                  // did
  kSessionMoved,  // a VPN session ends at a network where its user never was
  kNewPlace,      // a VPN session from a computer and a network that are new, or an administrator's
                  // first from a network that nobody came from
  kUnjudged,      // a chain, a way in from the VPN or a fan-out in evidence too short to judge it
};
inline constexpr std::size_t kGraphPatterns = 15;
// In words, for reasons: "remote desktop chain".
[[nodiscard]] std::string_view GraphPatternText(GraphPattern pattern) noexcept;

// New edges of one account are told this often a month.
inline constexpr std::uint32_t kMaxToldEdges = 3;
// Findings of one pattern: more than a person reads, and evidence can make up any number.
inline constexpr std::uint32_t kMaxToldOfPattern = 1'000;
inline constexpr std::uint32_t kMaxUnjudged = 200;
// Accounts that opened so many new desktops the month before do so by trade.
inline constexpr std::uint32_t kManyNewEdges = 5;
// Somebody sits at a client on most days, at a server's console once in a while.
inline constexpr std::uint32_t kServerDaysPerLocal = 5;
// An account with desktops on so many days has a way of opening them.
inline constexpr std::uint32_t kHabitDesktopDays = 3;
// A VPN user with sessions, or an account with desktops, on so many days can come as he never did.
inline constexpr std::uint32_t kKnownVpnDays = 2, kAdministratorDays = 2;
inline constexpr std::size_t kMaxSiteWays = 100'000;
inline constexpr std::size_t kMaxGatewayPairs = 10'000;

class LogonGraph {
 public:
  using Sink = std::function<void(GraphPattern, AnalyticFinding)>;

  // `options` and `book` (frozen) must outlive this. `sink` gets each finding as it is made; `rule`
  // in it is not set.
  LogonGraph(const GraphOptions& options, const MachineBook& book, Sink sink);

  // In the order of time.
  void Take(const LogonRecord& record);

  // By all that was taken.
  [[nodiscard]] HostCare Care() const { return {history_.Caretakers(), history_.WaysThrough()}; }

  // Logons, accounts and edges that found no room to be remembered.
  [[nodiscard]] std::uint64_t refused() const noexcept;
  // Findings beyond kMaxToldOfPattern and kMaxUnjudged.
  [[nodiscard]] std::uint64_t untold() const noexcept { return untold_; }

 private:
  // What is known of a remote logon before it is judged.
  struct Sight {
    bool judged_account = false, judged_host = false;
    const VpnSession* session = nullptr;
    bool from_pool = false;
    const InboundDesktop* before = nullptr;
    std::uint32_t from_site = 0, to_site = 0;  // as LogonSites has them

    [[nodiscard]] bool Crosses() const noexcept {
      return from_site != 0 && to_site != 0 && from_site != to_site;
    }
  };
  // Where somebody was last, as far as his logons show it.
  struct AccountPresence {
    AnalyticMember member;
    std::uint32_t site = 0;
  };

  // What of a VPN record nobody has seen before it.
  struct VpnNews {
    bool user = false;            // who begins a session
    bool client = false;          // the name of the client
    bool network = false;         // for its user
    bool network_to_all = false;  // for all users
  };

  void TakeVpn(const LogonRecord& record);
  [[nodiscard]] VpnNews NewsOf(std::uint64_t user, const LogonFact& fact) const;
  void NoteNews(std::uint64_t user, const LogonFact& fact);
  [[nodiscard]] bool IsOtherComputer(std::uint64_t user, const VpnNews& news, Timestamp now) const;
  [[nodiscard]] bool IsFirstOfAdministrator(std::uint64_t user, const VpnNews& news,
                                            Timestamp now) const;
  void JudgeNewPlace(std::uint64_t user, const VpnNews& news, const LogonRecord& begin);
  void JudgeMovedSession(std::uint64_t user, const LogonRecord& end);
  void OnOverlap(const VpnSession& ended, const VpnSession& other, std::uint64_t ticks);
  void JudgeClient(const LogonRecord& record);
  [[nodiscard]] Sight Look(const GraphLogon& logon, const LogonRecord& record);
  void TakeRemote(const GraphLogon& logon, const LogonRecord& record, const Sight& sight);
  void JudgeDesktop(const GraphLogon& logon, const LogonRecord& record, const Sight& sight);
  [[nodiscard]] bool JudgeChain(const GraphLogon& logon, const LogonRecord& record,
                                const Sight& sight);
  [[nodiscard]] bool JudgeServer(const GraphLogon& logon, const LogonRecord& record,
                                 const Sight& sight);
  [[nodiscard]] bool JudgeVpn(const GraphLogon& logon, const LogonRecord& record,
                              const Sight& sight);
  [[nodiscard]] bool JudgeFirstFromVpn(const GraphLogon& logon, const LogonRecord& record,
                                       const Sight& sight);
  [[nodiscard]] bool JudgeEdge(const GraphLogon& logon, const LogonRecord& record,
                               const Sight& sight);
  void AddSession(const GraphLogon& logon, const LogonRecord& record, const Sight& sight,
                  AnalyticFinding& finding) const;
  void JudgeHour(const GraphLogon& logon, const LogonRecord& record, const Sight& sight);
  void JudgeFanOut(const GraphLogon& logon, const LogonRecord& record, const Sight& sight);

  // Places: logon_graph_sites.cc.
  void LookAtSites(const GraphLogon& logon, const LogonRecord& record, Sight& sight);
  void AddSiteReason(const GraphLogon& logon, const Sight& sight, Timestamp now,
                     AnalyticFinding& finding) const;
  // Other accounts that came from that site to that host.
  [[nodiscard]] std::uint32_t CrossersOf(const GraphLogon& logon, const Sight& sight) const;
  [[nodiscard]] bool JudgeCrossing(const GraphLogon& logon, const LogonRecord& record,
                                   const Sight& sight);
  void NoteCrossing(const GraphLogon& logon, const Sight& sight, Timestamp now);
  [[nodiscard]] std::uint32_t SiteOfSession(const VpnSession& session);
  void JudgeGateways(const VpnSession& session);
  [[nodiscard]] bool IsSeat(std::uint64_t host) const;
  void LookWhereHeIs(const GraphLogon& logon, const LogonRecord& record, const Sight& sight);
  void JudgeTravel(std::uint64_t account, std::uint32_t site, const LogonRecord& record);
  void NoteCaller(const LogonRecord& record, const GraphLogon& logon);

  [[nodiscard]] static AnalyticFinding Start(const LogonRecord& record);
  void AddAccountReason(const GraphLogon& logon, Timestamp now, AnalyticFinding& finding);
  void AddHourReason(std::uint64_t account, Timestamp now, AnalyticFinding& finding);
  // As `pattern`, or as kUnjudged, if that may be told.
  bool Tell(GraphPattern pattern, bool judged, AnalyticFinding finding);
  bool Give(GraphPattern pattern, std::uint32_t limit, AnalyticFinding finding);
  [[nodiscard]] bool MayTellEdge(std::uint64_t account, Timestamp now);
  [[nodiscard]] bool IsJumpHost(const GraphLogon& logon) const;
  // Nobody opened a desktop that way, nor was told of it. Both ends may have a record of one logon,
  // and perhaps only the second can be judged.
  [[nodiscard]] bool IsNewWay(const GraphLogon& logon, Timestamp now) const;
  bool TellWay(GraphPattern pattern, bool judged, const GraphLogon& logon, AnalyticFinding finding);
  // Somebody has said so; or its logs are there, for long enough, and hardly anybody sits at it; or
  // it has no logs, and many accounts have business with it.
  [[nodiscard]] bool IsSettledServer(std::uint64_t host, Timestamp now) const;
  [[nodiscard]] std::string ServerText(std::uint64_t host, const HostPast& past) const;
  // The account works at the machine itself.
  [[nodiscard]] bool IsOwnMachine(const GraphLogon& logon, Timestamp now) const;

  const GraphOptions& options_;
  const MachineBook& book_;
  Sink sink_;
  std::unordered_set<std::uint64_t> jump_hosts_, scanners_, servers_;  // PlaceKey
  LogonSites sites_;
  LogonHistory history_;
  DesktopChains chains_;
  VpnSessions sessions_;
  FanOut fan_out_;
  StateTable<AccountPresence> presences_;    // by AccountKey
  StateTable<std::uint32_t> crossers_;       // accounts, by site and host
  StateTable<std::uint32_t> gateway_users_;  // users of both gateways, by pair
  std::array<std::uint32_t, kGraphPatterns> told_{};
  std::uint64_t untold_ = 0;
};

}  // namespace noroshi
