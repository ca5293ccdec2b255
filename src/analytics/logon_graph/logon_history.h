// LogonHistory: what the graph remembers of accounts, hosts and the edges between them, to say what
// is new, and whether enough was seen to say so.
//
// Takes logons in the order of time. Memory: its tables' limits, about 40 MB when all are full;
// edges that nobody used for kEdgeMemory are forgotten first. One owner.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "analytics/logon_graph/graph_logon.h"
#include "analytics/logon_graph/state_table.h"

namespace noroshi {

inline constexpr std::size_t kMaxGraphAccounts = 100'000;
inline constexpr std::size_t kMaxGraphHosts = 50'000;
inline constexpr std::size_t kMaxGraphEdges = 300'000;
// What was not seen for so long is new again.
inline constexpr std::uint64_t kEdgeMemory = 90 * kTicksPerDay;
// Records of one logon (type 3, 1149, type 10, 21, 22) lie this close together.
inline constexpr std::uint64_t kOneLogonTicks = 60 * kTicksPerSecond;

// Days and times something was seen. Days are whole days UTC since 1601.
struct SeenDays {
  Timestamp first, last;
  std::uint32_t days = 0, last_day = 0;

  void Note(Timestamp time) noexcept;
};

// How many of something there were in the thirty days under way, and in those before.
struct MonthlyCount {
  Timestamp since;
  std::uint32_t count = 0, before = 0;

  void Note(Timestamp time) noexcept;
};

struct AccountPast {
  SeenDays seen;
  MonthlyCount new_edges;           // hosts that it opened a remote desktop on for the first time
  MonthlyCount told;                // findings about those
  SeenDays desktops;                // with remote desktops
  std::uint32_t desktop_hosts = 0;  // that it opened them on
  std::uint32_t sessions = 0, session_days = 0, last_session_day = 0;
  std::array<std::uint16_t, 24> hours{};  // sessions by hour of the day, UTC
};

struct HostPast {
  SeenDays recorded;                   // by its own log
  SeenDays opened;                     // remote desktops that went out from it
  SeenDays local;                      // people at the machine itself
  MonthlyCount told;                   // findings about desktops that went out
  std::uint32_t desktop_accounts = 0;  // accounts with remote desktops on it
  // Accounts that opened remote desktops from it (AccountKey, kWayUsers at most).
  std::vector<std::uint64_t> desktop_users;
  // Of hosts without logs of their own: who asked for them (AccountKey, kServerCallers at most).
  std::vector<std::uint64_t> callers;
  SeenDays called;
};

// What so many accounts have business with is a server, whether or not its logs are there.
inline constexpr std::size_t kServerCallers = 10;

// Whoever opens remote desktops on so many hosts, on so many days, looks after them.
inline constexpr std::uint32_t kCaretakerHosts = 3, kCaretakerDays = 3;

// From where several of those go to others, on so many days, is a way that administrators take: one
// stolen account makes none.
inline constexpr std::size_t kWayCaretakers = 2, kWayUsers = 16;
inline constexpr std::uint32_t kWayDays = 3;

// What an edge joins.
enum class EdgeKind : std::uint8_t {
  kAccountDesktop,  // account -> host, by remote desktop
  kAccountHost,     // account -> host, by any remote logon
  kAccountLocal,    // account -> host, at the machine itself
  kAccountSource,   // account <- machine or address it came from
  kMachineDesktop,  // machine -> host, by remote desktop
  kTold,            // machine -> host, told as a new way
  kClientName,      // a name that clients call themselves; the second end is 0
  kOverlap,         // a user whose VPN sessions overlapped; the second end is 0
  kAccountGateway,  // a user -> VPN gateway
  kAccountSites,    // account -> a pair of sites that it crossed
  kSiteHost,        // account and site -> host of another site
  kToldSites,       // account -> a pair of sites, told
  kTravel,          // an account that was at two places at once; the second end is 0
  kAccountPool,     // an account that opened a desktop by way of the VPN; the second end is 0
  kUserNetwork,     // a VPN user <- the network that he came from
  kGateway,         // a VPN gateway; the second end is 0
  kAnyNetwork,      // a network that any VPN user came from; the second end is 0
  kVpnUser,         // somebody who began a VPN session; the second end is 0
  kNamedVpnUser,    // a VPN user whose clients have names; the second end is 0
};

class LogonHistory {
 public:
  explicit LogonHistory(std::uint64_t learning_ticks)
      : learning_(learning_ticks),
        accounts_(kMaxGraphAccounts),
        hosts_(kMaxGraphHosts),
        edges_(kMaxGraphEdges) {}

  // Seen for as long as the learning takes.
  [[nodiscard]] bool IsSettledAccount(std::uint64_t account, Timestamp now) const;
  // Its own log goes back as long.
  [[nodiscard]] bool IsSettledHost(std::uint64_t host, Timestamp now) const;
  [[nodiscard]] std::uint64_t learning_ticks() const noexcept { return learning_; }

  // Not seen before, or long ago. False when there was no room to remember all: then nobody knows.
  [[nodiscard]] bool IsNew(EdgeKind kind, std::uint64_t from, std::uint64_t to,
                           Timestamp now) const;
  // As IsNew, but an edge first seen with the logon under way still is.
  [[nodiscard]] bool IsNewWith(EdgeKind kind, std::uint64_t from, std::uint64_t to,
                               Timestamp now) const;
  // Null when not known.
  [[nodiscard]] const SeenDays* Edge(EdgeKind kind, std::uint64_t from, std::uint64_t to) const;
  // Null when it was first seen with the logon under way, which leaves several records.
  [[nodiscard]] const SeenDays* OlderEdge(EdgeKind kind, std::uint64_t from, std::uint64_t to,
                                          Timestamp now) const;
  [[nodiscard]] AccountPast* Account(std::uint64_t account) { return accounts_.Find(account); }
  [[nodiscard]] const AccountPast* Account(std::uint64_t account) const {
    return accounts_.Find(account);
  }
  [[nodiscard]] const HostPast* Host(std::uint64_t host) const { return hosts_.Find(host); }
  // Accounts (AccountKey) that look after several hosts, sorted.
  [[nodiscard]] std::vector<std::uint64_t> Caretakers() const;
  // Hosts (PlaceKey) from which several of those go to others, sorted.
  [[nodiscard]] std::vector<std::uint64_t> WaysThrough() const;
  // Made on first sight; null when there is no room.
  [[nodiscard]] HostPast* HostOf(std::uint64_t host) { return hosts_.Of(host); }

  void NoteEdge(EdgeKind kind, std::uint64_t from, std::uint64_t to, Timestamp now);
  // Somebody has business with a host, by a ticket for it or by another host's record.
  void NoteCaller(std::uint64_t host, std::uint64_t account, Timestamp now);
  // A person at work: a remote desktop, a logon at the machine, a VPN session.
  void NoteSession(std::uint64_t account, Timestamp now);
  // All that a logon says. After it has been judged.
  void Note(const GraphLogon& logon, Timestamp now);

  // The hour of `now` is more than two hours from all that the account had sessions in, of which
  // there were enough to say so.
  [[nodiscard]] bool IsOddHour(std::uint64_t account, Timestamp now) const;

  // How often something new found no room.
  [[nodiscard]] std::uint64_t refused() const noexcept {
    return accounts_.refused() + hosts_.refused() + edges_.refused();
  }

 private:
  void NoteDeparture(const GraphLogon& logon, Timestamp now);

  std::uint64_t learning_;
  StateTable<AccountPast> accounts_;
  StateTable<HostPast> hosts_;
  StateTable<SeenDays> edges_;
  std::uint64_t last_cleared_day_ = 0;
};

// Sessions, on how many days, before an hour can be odd.
inline constexpr std::uint32_t kOddHourSessions = 20, kOddHourDays = 8;

}  // namespace noroshi
