// VpnSessions: who has a session at a VPN gateway, from where, and with which inside address.
//
// Takes the sessions' records in the order of time: several records of one session add to it. A
// session without an end is taken to be over after kLongestSession.
// Memory: kMaxVpnUsers users with kMaxUserSessions sessions each. One owner.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "analytics/logon_graph/graph_logon.h"
#include "analytics/logon_graph/state_table.h"

namespace noroshi {

inline constexpr std::size_t kMaxVpnUsers = 50'000;
inline constexpr std::size_t kMaxUserSessions = 8;
inline constexpr std::uint64_t kLongestSession = kTicksPerDay;

// Owns its texts.
struct VpnSession {
  AnalyticMember member;  // of its beginning
  std::uint64_t user = 0;
  std::string user_name, gateway, channel, id;
  std::string client_address, client_host, assigned;
  Timestamp begin, end;  // end: zero while it lasts, or when its end is not told

  [[nodiscard]] bool OpenAt(Timestamp time) const noexcept {
    return begin <= time && (end.ticks == 0 || time <= end) &&
           time.ticks - begin.ticks <= kLongestSession;
  }
  // The last moment up to `time` at which it is known to have been open.
  [[nodiscard]] Timestamp LastKnown(Timestamp time) const noexcept {
    return end.ticks == 0 ? begin : std::min(end, time);
  }
};

class VpnSessions {
 public:
  // Two sessions of one user side by side, from different places, both ended by word of the
  // gateway; `ticks` is how long. Called when the later one ends; the references die with the call.
  using OnOverlap =
      std::function<void(const VpnSession& ended, const VpnSession& other, std::uint64_t ticks)>;

  VpnSessions(std::uint64_t overlap_ticks, OnOverlap on_overlap)
      : overlap_ticks_(overlap_ticks),
        on_overlap_(std::move(on_overlap)),
        users_(kMaxVpnUsers),
        holders_(kMaxVpnUsers) {}

  // REQUIRES: a fact of kVpn. True when a session began with it.
  bool Take(const LogonRecord& record);

  // The session that has the inside address then; null when none.
  [[nodiscard]] const VpnSession* WithAddress(std::string_view address, Timestamp time) const;
  // The user's session that began last, within `ticks`, and whose inside address nobody told.
  [[nodiscard]] const VpnSession* Recent(std::uint64_t user, Timestamp time,
                                         std::uint64_t ticks) const;

  // The user's open session to which an end belongs that names neither session nor inside address,
  // and comes from another network than all of his open sessions at that gateway: one of them goes
  // on from elsewhere. Null when it is plain whose end it is. Ask before Take.
  [[nodiscard]] const VpnSession* BegunElsewhere(std::uint64_t user, const LogonFact& end,
                                                 std::string_view gateway) const;

  // The user's session that was added last; null when none. Valid until the next Take.
  [[nodiscard]] const VpnSession* Newest(std::uint64_t user) const;
  // The user's latest session at another gateway and from another place that is known to have been
  // open less than `ticks` before `session` began (kGatewayNameless where the clients have no
  // names); null when none.
  [[nodiscard]] const VpnSession* Elsewhere(const VpnSession& session, std::uint64_t ticks) const;

  [[nodiscard]] std::uint64_t refused() const noexcept {
    return users_.refused() + holders_.refused();
  }

 private:
  using Sessions = std::vector<VpnSession>;

  VpnSession* SessionOf(Sessions& sessions, const LogonFact& fact) const;
  bool Begin(Sessions& sessions, const LogonRecord& record, std::uint64_t user);
  void End(Sessions& sessions, const LogonFact& fact);

  std::uint64_t overlap_ticks_;
  OnOverlap on_overlap_;
  StateTable<Sessions> users_;         // by AccountKey
  StateTable<std::uint64_t> holders_;  // AddressHash -> AccountKey
};

// Both IPv4, and the same in their first 16 bits: one provider's network, as a moving phone has.
[[nodiscard]] bool IsSameNetwork(std::string_view a, std::string_view b) noexcept;

}  // namespace noroshi
