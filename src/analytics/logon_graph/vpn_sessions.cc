#include "analytics/logon_graph/vpn_sessions.h"

#include <algorithm>

#include "analytics/logon_graph/names.h"

namespace noroshi {
namespace {

// Where neither client says what it is called, only a long overlap tells two people from one whose
// old session has not timed out yet.
constexpr std::uint64_t kNamelessFactor = 3;

bool AreTwoPlaces(const VpnSession& a, const VpnSession& b) noexcept {
  if (a.client_address.empty() || b.client_address.empty()) return false;
  if (a.client_address == b.client_address) return false;
  if (!a.client_host.empty() && !b.client_host.empty()) {
    return HostHash(a.client_host) != HostHash(b.client_host);
  }
  return !IsSameNetwork(a.client_address, b.client_address);
}

}  // namespace

bool IsSameNetwork(std::string_view a, std::string_view b) noexcept {
  const auto first = Ipv4Of(a), second = Ipv4Of(b);
  return first && second && *first >> 16 == *second >> 16;
}

bool VpnSessions::Take(const LogonRecord& record) {
  const LogonFact& fact = record.fact;
  const std::uint64_t user = AccountKey(fact.account, "");
  if (user == 0 || fact.step == LogonStep::kFailure) return false;
  Sessions* sessions = users_.Of(user);
  if (sessions == nullptr) return false;
  if (fact.step == LogonStep::kSuccess) return Begin(*sessions, record, user);
  End(*sessions, fact);
  return false;
}

VpnSession* VpnSessions::SessionOf(Sessions& sessions, const LogonFact& fact) const {
  const auto at = std::ranges::find_if(sessions, [&](const VpnSession& one) {
    if (!one.OpenAt(fact.time) || one.end.ticks != 0) return false;
    // Each gateway counts its sessions for itself.
    return (one.id == fact.session && HostHash(one.gateway) == HostHash(fact.host)) ||
           (!fact.address.empty() && one.client_address == fact.address) ||
           (!fact.assigned.empty() && one.assigned == fact.assigned);
  });
  return at == sessions.end() ? nullptr : &*at;
}

bool VpnSessions::Begin(Sessions& sessions, const LogonRecord& record, std::uint64_t user) {
  const LogonFact& fact = record.fact;
  VpnSession* session = SessionOf(sessions, fact);
  const bool is_new = session == nullptr;
  if (is_new) {
    if (sessions.size() == kMaxUserSessions) sessions.erase(sessions.begin());
    session = &sessions.emplace_back();
    session->member = MemberOf(record);
    session->user = user;
    session->user_name = fact.account;
    session->gateway = record.ShownHost();
    session->channel = record.channel;
    session->id = fact.session;
    session->begin = fact.time;
  }
  if (!fact.address.empty()) session->client_address = fact.address;
  if (!fact.workstation.empty()) session->client_host = fact.workstation;
  if (!fact.assigned.empty()) {
    session->assigned = fact.assigned;
    if (std::uint64_t* holder = holders_.Of(AddressHash(fact.assigned))) *holder = user;
  }
  return is_new;
}

void VpnSessions::End(Sessions& sessions, const LogonFact& fact) {
  VpnSession* session = SessionOf(sessions, fact);
  if (session == nullptr) return;
  session->end = fact.time;
  for (const VpnSession& other : sessions) {
    if (&other == session || other.end.ticks == 0 || !AreTwoPlaces(*session, other)) continue;
    const std::uint64_t from = std::max(session->begin.ticks, other.begin.ticks);
    const std::uint64_t to = std::min(session->end.ticks, other.end.ticks);
    const bool named = !session->client_host.empty() && !other.client_host.empty();
    if (to <= from || to - from < overlap_ticks_ * (named ? 1 : kNamelessFactor)) continue;
    on_overlap_(*session, other, to - from);
    return;
  }
}

const VpnSession* VpnSessions::WithAddress(std::string_view address, Timestamp time) const {
  const std::uint64_t* user = holders_.Find(AddressHash(address));
  const Sessions* sessions = user == nullptr ? nullptr : users_.Find(*user);
  if (sessions == nullptr) return nullptr;
  for (auto at = sessions->rbegin(); at != sessions->rend(); ++at) {
    if (at->assigned == address && at->OpenAt(time)) return &*at;
  }
  return nullptr;
}

const VpnSession* VpnSessions::Recent(std::uint64_t user, Timestamp time,
                                      std::uint64_t ticks) const {
  const Sessions* sessions = users_.Find(user);
  if (sessions == nullptr) return nullptr;
  for (auto at = sessions->rbegin(); at != sessions->rend(); ++at) {
    if (at->assigned.empty() && at->OpenAt(time) && time.ticks - at->begin.ticks <= ticks) {
      return &*at;
    }
  }
  return nullptr;
}

const VpnSession* VpnSessions::BegunElsewhere(std::uint64_t user, const LogonFact& end,
                                              std::string_view gateway) const {
  const Sessions* sessions = users_.Find(user);
  if (sessions == nullptr || !end.assigned.empty() || AddressHash(end.address) == 0) return nullptr;
  if (end.session != SessionOfNoNumber(end.account, end.address)) return nullptr;
  const VpnSession* latest = nullptr;
  for (const VpnSession& one : *sessions) {
    if (one.end.ticks != 0 || !one.OpenAt(end.time)) continue;
    if (HostHash(one.gateway) != HostHash(gateway)) continue;
    if (one.client_address == end.address || IsSameNetwork(one.client_address, end.address)) {
      return nullptr;
    }
    if (one.id == SessionOfNoNumber(one.user_name, one.client_address)) latest = &one;
  }
  return latest;
}

const VpnSession* VpnSessions::Newest(std::uint64_t user) const {
  const Sessions* sessions = users_.Find(user);
  return sessions == nullptr || sessions->empty() ? nullptr : &sessions->back();
}

const VpnSession* VpnSessions::Elsewhere(const VpnSession& session, std::uint64_t ticks) const {
  const Sessions* sessions = users_.Find(session.user);
  if (sessions == nullptr) return nullptr;
  for (auto at = sessions->rbegin(); at != sessions->rend(); ++at) {
    if (HostHash(at->gateway) == HostHash(session.gateway) || !AreTwoPlaces(*at, session)) continue;
    const bool named = !at->client_host.empty() && !session.client_host.empty();
    const std::uint64_t most = named ? ticks : std::min(ticks, kGatewayNameless);
    if (session.begin.ticks - at->LastKnown(session.begin).ticks < most) return &*at;
  }
  return nullptr;
}

}  // namespace noroshi
