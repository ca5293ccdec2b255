// Patterns of the logon graph that are about the VPN: its sessions themselves, and the remote
// desktops that are opened by way of it (ideas D1-03, D1-04, D1-05).

#include <fmt/format.h>

#include <string>
#include <utility>

#include "analytics/logon_graph/duration_text.h"
#include "analytics/logon_graph/logon_graph.h"
#include "analytics/logon_graph/names.h"

namespace noroshi {
namespace {

// The first 16 bits of an IPv4 address (IsSameNetwork), else the address; 0 = none.
std::uint64_t NetworkKey(std::string_view address) {
  const auto ipv4 = Ipv4Of(address);
  return ipv4 ? (*ipv4 >> 16) + 1 : AddressHash(address);
}

}  // namespace

void LogonGraph::TakeVpn(const LogonRecord& record) {
  const LogonFact& fact = record.fact;
  const std::uint64_t user = AccountKey(fact.account, "");
  const VpnNews news = NewsOf(user, fact);
  if (user != 0) JudgeMovedSession(user, record);
  const bool begins = sessions_.Take(record) && user != 0;
  if (begins) JudgeNewPlace(user, news, record);
  NoteNews(user, fact);
  if (!begins) return;
  if (const VpnSession* session = sessions_.Newest(user)) JudgeGateways(*session);
  if (options_.least_travel) JudgeTravel(user, sites_.StatedOfAddress(fact.address), record);
  history_.NoteSession(user, fact.time);
}

LogonGraph::VpnNews LogonGraph::NewsOf(std::uint64_t user, const LogonFact& fact) const {
  const std::uint64_t network = NetworkKey(fact.address);
  VpnNews news;
  if (!fact.workstation.empty()) {
    news.client = history_.IsNew(EdgeKind::kClientName, HostHash(fact.workstation), 0, fact.time);
  }
  if (user == 0 || network == 0) return news;
  news.user = history_.IsNew(EdgeKind::kVpnUser, user, 0, fact.time);
  news.network = history_.IsNew(EdgeKind::kUserNetwork, user, network, fact.time);
  news.network_to_all = history_.IsNew(EdgeKind::kAnyNetwork, network, 0, fact.time);
  return news;
}

// What failed attempts say of themselves is no habit.
void LogonGraph::NoteNews(std::uint64_t user, const LogonFact& fact) {
  const std::uint64_t network = NetworkKey(fact.address);
  if (fact.step != LogonStep::kFailure && network != 0) {
    history_.NoteEdge(EdgeKind::kAnyNetwork, network, 0, fact.time);
  }
  const bool named = !fact.workstation.empty();
  if (named) history_.NoteEdge(EdgeKind::kClientName, HostHash(fact.workstation), 0, fact.time);
  if (user == 0 || fact.step != LogonStep::kSuccess) return;
  history_.NoteEdge(EdgeKind::kVpnUser, user, 0, fact.time);
  if (named) history_.NoteEdge(EdgeKind::kNamedVpnUser, user, 0, fact.time);
}

// People change their network on the way, and their computer once in years; both at once, with a
// name that is not the organisation's, is somebody else's.
bool LogonGraph::IsOtherComputer(std::uint64_t user, const VpnNews& news, Timestamp now) const {
  const SeenDays* named = history_.Edge(EdgeKind::kNamedVpnUser, user, 0);
  return news.client && named != nullptr && named->days >= kKnownVpnDays &&
         history_.IsSettledAccount(user, now);
}

// Whoever administers from inside comes by the VPN for the first time once.
bool LogonGraph::IsFirstOfAdministrator(std::uint64_t user, const VpnNews& news,
                                        Timestamp now) const {
  const AccountPast* past = history_.Account(user);
  return news.user && news.network_to_all && past != nullptr &&
         now.ticks - past->seen.first.ticks >= kMinLearning &&
         past->desktops.days >= kAdministratorDays;
}

void LogonGraph::JudgeNewPlace(std::uint64_t user, const VpnNews& news, const LogonRecord& begin) {
  const LogonFact& fact = begin.fact;
  const std::string& client = fact.workstation;
  if (!news.network || book_.IsMachine(client) || book_.IsNamedLikeMachines(client)) return;
  const SeenDays* gateway = history_.Edge(EdgeKind::kGateway, HostHash(fact.host), 0);
  const bool judged =
      gateway != nullptr && fact.time.ticks - gateway->first.ticks >= history_.learning_ticks();
  if (!judged) return;
  AnalyticFinding finding;
  if (IsOtherComputer(user, news, fact.time)) {
    finding.reasons = {{"client", client, "a name that no client had; the user's had others"}};
  } else if (IsFirstOfAdministrator(user, news, fact.time)) {
    finding.reasons = {{"sessions", "none before",
                        fmt::format("of an account that opened remote desktops on {} days",
                                    history_.Account(user)->desktops.days)}};
  } else {
    return;
  }
  finding.reasons.push_back({"from", fact.address,
                             news.network_to_all ? "a network that nobody came from"
                                                 : "a network that the user never came from"});
  AddHourReason(user, fact.time, finding);
  finding.time = fact.time;
  finding.host = begin.ShownHost();
  finding.channel = begin.channel;
  finding.fields = {{"User", fact.account}, {"ClientAddress", fact.address}};
  if (!client.empty()) finding.fields.emplace_back("ClientName", client);
  finding.members = {MemberOf(begin)};
  finding.member_count = 1;
  (void)Tell(GraphPattern::kNewPlace, true, std::move(finding));
}

// Of gateways that number no sessions in their records. A session that began before the evidence
// looks the same, so nothing is said before the gateway's log is longer than a session.
void LogonGraph::JudgeMovedSession(std::uint64_t user, const LogonRecord& end) {
  const LogonFact& fact = end.fact;
  if (fact.step == LogonStep::kFailure) return;
  const Timestamp now = fact.time;
  const std::uint64_t network = NetworkKey(fact.address);
  const std::uint64_t gateway = HostHash(fact.host);
  const bool is_new = history_.IsNew(EdgeKind::kUserNetwork, user, network, now);
  history_.NoteEdge(EdgeKind::kUserNetwork, user, network, now);
  history_.NoteEdge(EdgeKind::kGateway, gateway, 0, now);
  if (fact.step != LogonStep::kEnd || !is_new) return;
  const SeenDays* known = history_.Edge(EdgeKind::kGateway, gateway, 0);
  if (known == nullptr || now.ticks - known->first.ticks < kLongestSession) return;
  const VpnSession* begun = sessions_.BegunElsewhere(user, fact, end.ShownHost());
  if (begun == nullptr || !history_.IsSettledAccount(user, now)) return;
  AnalyticFinding finding;
  finding.time = now;
  finding.host = end.ShownHost();
  finding.channel = end.channel;
  finding.fields = {{"User", begun->user_name}, {"ClientAddress", fact.address}};
  finding.members = {begun->member, MemberOf(end)};
  finding.member_count = 2;
  finding.reasons = {
      {"from", begun->client_address, "where the session began, " + ToIso8601(begun->begin)},
      {"to", fact.address,
       "where it ended; the user never began one there, nor came from that network"}};
  (void)Tell(GraphPattern::kSessionMoved, true, std::move(finding));
}

void LogonGraph::OnOverlap(const VpnSession& ended, const VpnSession& other, std::uint64_t ticks) {
  const bool is_new = history_.IsNew(EdgeKind::kOverlap, ended.user, 0, ended.end);
  history_.NoteEdge(EdgeKind::kOverlap, ended.user, 0, ended.end);
  if (!is_new || !history_.IsSettledAccount(ended.user, ended.end)) return;
  const VpnSession& first = ended.begin <= other.begin ? ended : other;
  const VpnSession& second = &first == &ended ? other : ended;
  AnalyticFinding finding;
  finding.time = second.begin;
  finding.host = second.gateway;
  finding.channel = second.channel;
  finding.fields = {{"User", second.user_name}, {"ClientAddress", second.client_address}};
  if (!second.client_host.empty()) finding.fields.emplace_back("ClientName", second.client_host);
  finding.members = {first.member, second.member};
  finding.member_count = 2;
  finding.reasons = {
      {"overlap", DurationText(ticks),
       fmt::format("at least {}, both ended by the gateway", DurationText(options_.overlap_ticks))},
      {"from", fmt::format("{} {}", first.client_address, first.client_host),
       "since " + ToIso8601(first.begin)},
      {"from", fmt::format("{} {}", second.client_address, second.client_host),
       "since " + ToIso8601(second.begin)}};
  (void)Tell(GraphPattern::kVpnOverlap, true, std::move(finding));
}

// The session that the logon came through, or that it came from the pool.
void LogonGraph::AddSession(const GraphLogon& logon, const LogonRecord& record, const Sight& sight,
                            AnalyticFinding& finding) const {
  if (const VpnSession* session = sight.session) {
    finding.members.insert(finding.members.begin(), session->member);
    finding.member_count = 2;
    finding.event_id = 0;
    finding.reasons.push_back(
        {"session", session->user_name,
         fmt::format("began {} before, from {} {}",
                     DurationText(record.fact.time.ticks - session->begin.ticks),
                     session->client_address, session->client_host)});
    if (session->user != logon.account) {
      finding.reasons.push_back({"account", record.fact.account, "another than the session's"});
    }
    if (!session->client_address.empty()) {
      finding.fields.emplace_back("ClientAddress", session->client_address);
    }
  } else {
    finding.reasons.push_back({"IpAddress", record.fact.address, "an address of the VPN pool"});
  }
}

bool LogonGraph::JudgeVpn(const GraphLogon& logon, const LogonRecord& record, const Sight& sight) {
  const Timestamp now = record.fact.time;
  if (logon.account == 0 || (sight.session == nullptr && !sight.from_pool)) return false;
  if (IsOwnMachine(logon, now)) return false;
  if (!history_.IsNew(EdgeKind::kAccountDesktop, logon.account, logon.host, now)) return false;
  const bool judged = sight.judged_account && sight.judged_host;
  if (judged && !MayTellEdge(logon.account, now)) return false;
  AnalyticFinding finding = Start(record);
  AddSession(logon, record, sight, finding);
  AddSiteReason(logon, sight, now, finding);
  AddAccountReason(logon, now, finding);
  return Tell(GraphPattern::kFromVpn, judged, std::move(finding));
}

// Whoever opens desktops from a desk inside, and has never come by the VPN, has changed his ways,
// or is somebody else; the host may be one of his. A machine of the organisation may come from
// home.
bool LogonGraph::JudgeFirstFromVpn(const GraphLogon& logon, const LogonRecord& record,
                                   const Sight& sight) {
  const Timestamp now = record.fact.time;
  if (logon.account == 0 || (sight.session == nullptr && !sight.from_pool)) return false;
  if (!sight.judged_account || !sight.judged_host || IsOwnMachine(logon, now)) return false;
  const AccountPast* past = history_.Account(logon.account);
  if (past == nullptr || past->desktops.days < kHabitDesktopDays) return false;
  if (!history_.IsNew(EdgeKind::kAccountPool, logon.account, 0, now)) return false;
  if (const VpnSession* session = sight.session; session != nullptr) {
    const std::string& client = session->client_host;
    const bool own = book_.IsMachine(client) || book_.IsNamedLikeMachines(client);
    if (own && session->user == logon.account) return false;
  }
  AnalyticFinding finding = Start(record);
  AddSession(logon, record, sight, finding);
  finding.reasons.push_back(
      {"days", std::to_string(past->desktops.days),
       "on which the account opened remote desktops before, never by the VPN"});
  AddSiteReason(logon, sight, now, finding);
  AddAccountReason(logon, now, finding);
  return Tell(GraphPattern::kFirstFromVpn, true, std::move(finding));
}

}  // namespace noroshi
