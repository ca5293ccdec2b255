// Patterns of the logon graph that are about places: an account that crosses from one site to
// another (idea D1-06), one user at two gateways, and travel that nobody can make.

#include <fmt/format.h>

#include <algorithm>

#include "analytics/logon_graph/duration_text.h"
#include "analytics/logon_graph/logon_graph.h"
#include "analytics/logon_graph/names.h"
#include "base/hash.h"

namespace noroshi {
namespace {

// From so many accounts on, a way from a site to a host of another is a usual one.
constexpr std::uint32_t kUsualCrossers = 3;

std::uint64_t PairOf(std::uint64_t a, std::uint64_t b) noexcept { return HashMix(a, b); }

// The same for both orders: people go from gateway to gateway and back.
std::uint64_t EitherPairOf(std::uint64_t a, std::uint64_t b) noexcept {
  return PairOf(std::min(a, b), std::max(a, b));
}

}  // namespace

void LogonGraph::LookAtSites(const GraphLogon& logon, const LogonRecord& record, Sight& sight) {
  if (logon.outward) return;
  const std::string& address = record.fact.address;
  sight.from_site = sites_.OfAddress(address);
  if (sight.from_site == 0) sight.from_site = sites_.OfMachine(logon.source, logon.source_name);
  sight.to_site = sites_.OfMachine(logon.host, record.fact.host);
}

void LogonGraph::AddSiteReason(const GraphLogon& logon, const Sight& sight, Timestamp now,
                               AnalyticFinding& finding) const {
  if (!sight.Crosses()) return;
  const SeenDays* before = history_.OlderEdge(EdgeKind::kAccountSites, logon.account,
                                              PairOf(sight.from_site, sight.to_site), now);
  finding.reasons.push_back(
      {"sites",
       fmt::format("{} > {}", sites_.NameOf(sight.from_site), sites_.NameOf(sight.to_site)),
       before == nullptr ? std::string("never before by this account")
                         : fmt::format("on {} days before by this account", before->days)});
}

std::uint32_t LogonGraph::CrossersOf(const GraphLogon& logon, const Sight& sight) const {
  const std::uint32_t* crossers = crossers_.Find(PairOf(sight.from_site, logon.host));
  if (crossers == nullptr) return 0;
  const bool is_one = history_.Edge(EdgeKind::kSiteHost, PairOf(logon.account, sight.from_site),
                                    logon.host) != nullptr;
  return *crossers - (is_one ? 1 : 0);
}

// Over remote desktop by anybody; over the network, where shares of head offices are everybody's,
// only from a server, and into a host that nobody of that site had business with.
bool LogonGraph::JudgeCrossing(const GraphLogon& logon, const LogonRecord& record,
                               const Sight& sight) {
  const Timestamp now = record.fact.time;
  // A desk that desktops are opened from every day is no host meant for crossing: stated ones only.
  if (!sight.Crosses() || logon.account == 0 || jump_hosts_.contains(logon.source)) return false;
  if (!sight.judged_account || !sight.judged_host) return false;
  const std::uint64_t pair = PairOf(sight.from_site, sight.to_site);
  if (history_.Edge(EdgeKind::kToldSites, logon.account, pair) != nullptr) return false;
  if (!history_.IsNewWith(EdgeKind::kAccountSites, logon.account, pair, now)) return false;
  const std::uint32_t others = CrossersOf(logon, sight);
  const bool desktop = logon.way == LogonWay::kDesktop;
  if (desktop && others >= kUsualCrossers) return false;
  if (!desktop && (others > 0 || !IsSettledServer(logon.source, now))) return false;
  if (!MayTellEdge(logon.account, now)) return false;
  AnalyticFinding finding = Start(record);
  AddSiteReason(logon, sight, now, finding);
  finding.reasons.push_back(
      {"accounts", std::to_string(others),
       fmt::format("others came from {} to {} before; from {} it is usual",
                   sites_.NameOf(sight.from_site), logon.host_name, desktop ? kUsualCrossers : 1)});
  AddAccountReason(logon, now, finding);
  if (!Tell(GraphPattern::kSiteCrossing, true, std::move(finding))) return false;
  history_.NoteEdge(EdgeKind::kToldSites, logon.account, pair, now);
  return true;
}

void LogonGraph::NoteCrossing(const GraphLogon& logon, const Sight& sight, Timestamp now) {
  if (!sight.Crosses() || logon.account == 0) return;
  history_.NoteEdge(EdgeKind::kAccountSites, logon.account, PairOf(sight.from_site, sight.to_site),
                    now);
  const std::uint64_t who = PairOf(logon.account, sight.from_site);
  const bool fresh = history_.Edge(EdgeKind::kSiteHost, who, logon.host) == nullptr;
  history_.NoteEdge(EdgeKind::kSiteHost, who, logon.host, now);
  if (!fresh) return;
  if (std::uint32_t* crossers = crossers_.Of(PairOf(sight.from_site, logon.host))) ++*crossers;
}

// The site that a gateway leads into: by the inside address that it gave, else by its own name.
std::uint32_t LogonGraph::SiteOfSession(const VpnSession& session) {
  const std::uint32_t site = sites_.OfAddress(session.assigned);
  return site != 0 ? site : sites_.OfMachine(HostHash(session.gateway), session.gateway);
}

void LogonGraph::JudgeGateways(const VpnSession& session) {
  const std::uint64_t gateway = HostHash(session.gateway);
  const bool is_new =
      history_.IsNew(EdgeKind::kAccountGateway, session.user, gateway, session.begin);
  history_.NoteEdge(EdgeKind::kAccountGateway, session.user, gateway, session.begin);
  const VpnSession* other = sessions_.Elsewhere(session, options_.gateway_ticks);
  if (other == nullptr || !is_new) return;
  std::uint32_t* users = gateway_users_.Of(EitherPairOf(gateway, HostHash(other->gateway)));
  if (users == nullptr || (*users)++ >= kUsualCrossers) return;
  const std::uint32_t from = SiteOfSession(*other), to = SiteOfSession(session);
  if (from != 0 && from == to) return;  // two gateways of one place
  if (!history_.IsSettledAccount(session.user, session.begin)) return;
  AnalyticFinding finding;
  finding.time = session.begin;
  finding.host = session.gateway;
  finding.channel = session.channel;
  finding.fields = {{"User", session.user_name}, {"ClientAddress", session.client_address}};
  if (!session.client_host.empty()) finding.fields.emplace_back("ClientName", session.client_host);
  finding.members = {other->member, session.member};
  finding.member_count = 2;
  finding.reasons = {
      {"gateways", fmt::format("{} > {}", other->gateway, session.gateway),
       fmt::format("{} apart; the user was never at {} before",
                   DurationText(session.begin.ticks - other->LastKnown(session.begin).ticks),
                   session.gateway)},
      {"from", fmt::format("{} {}", other->client_address, other->client_host),
       "since " + ToIso8601(other->begin)},
      {"from", fmt::format("{} {}", session.client_address, session.client_host),
       "since " + ToIso8601(session.begin)},
      {"users", std::to_string(*users - 1),
       fmt::format("others went from one of the two to the other before; from {} it is usual",
                   kUsualCrossers)}};
  if (from != 0 && to != 0) {
    finding.reasons.push_back({"sites",
                               fmt::format("{} > {}", sites_.NameOf(from), sites_.NameOf(to)),
                               "where the two gateways lead"});
  }
  (void)Tell(GraphPattern::kTwoGateways, true, std::move(finding));
}

// People sit there: a logon at the machine itself shows where somebody is. Consoles of servers are
// opened from anywhere.
bool LogonGraph::IsSeat(std::uint64_t host) const {
  const HostPast* past = history_.Host(host);
  return past != nullptr && past->local.days * kServerDaysPerLocal > past->recorded.days;
}

void LogonGraph::LookWhereHeIs(const GraphLogon& logon, const LogonRecord& record,
                               const Sight& sight) {
  if (!options_.least_travel || logon.account == 0 || logon.outward) return;
  if (logon.way == LogonWay::kLocal && IsSeat(logon.host)) {
    JudgeTravel(logon.account, sites_.OfMachine(logon.host, record.fact.host), record);
  }
  // From a desk onto another machine. Whoever came into the first from afar sits elsewhere.
  const bool from_desk = logon.way == LogonWay::kDesktop && sight.before == nullptr &&
                         sight.session == nullptr && !sight.from_pool && !IsJumpHost(logon) &&
                         IsSeat(logon.source);
  if (from_desk) JudgeTravel(logon.account, sight.from_site, record);
}

void LogonGraph::JudgeTravel(std::uint64_t account, std::uint32_t site, const LogonRecord& record) {
  if (site == 0) return;
  AccountPresence* last = presences_.Of(account);
  if (last == nullptr) return;
  const Timestamp now = record.fact.time;
  const AccountPresence before = *last;
  *last = {MemberOf(record), site};
  if (before.site == 0 || before.site == site) return;
  const std::uint64_t least =
      options_.least_travel(sites_.NameOf(before.site), sites_.NameOf(site));
  const std::uint64_t took = now.ticks - before.member.time.ticks;
  if (took >= least || !history_.IsSettledAccount(account, now)) return;
  const bool is_new = history_.IsNew(EdgeKind::kTravel, account, 0, now);
  history_.NoteEdge(EdgeKind::kTravel, account, 0, now);
  if (!is_new) return;
  AnalyticFinding finding = Start(record);
  finding.members.insert(finding.members.begin(), before.member);
  finding.member_count = 2;
  finding.event_id = 0;
  finding.reasons = {
      {"sites", fmt::format("{} > {}", sites_.NameOf(before.site), sites_.NameOf(site)),
       fmt::format("{} apart; the way takes {} at least", DurationText(took), DurationText(least))},
      {"at", before.member.host, "until " + ToIso8601(before.member.time)}};
  (void)Tell(GraphPattern::kTravel, true, std::move(finding));
}

// Hosts without logs are known by what others say of them.
void LogonGraph::NoteCaller(const LogonRecord& record, const GraphLogon& logon) {
  const LogonFact& fact = record.fact;
  if (fact.step != LogonStep::kSuccess) return;
  std::string_view name;
  if (fact.kind == LogonKind::kKerberosTicket) {
    name = MachineOf(fact.target);
  } else if (logon.outward && !IsAddress(fact.target)) {
    name = fact.target;
  }
  const std::uint64_t host = HostHash(name);
  if (host == 0 || book_.HasLogs(host)) return;
  history_.NoteCaller(host, AccountKey(fact.account, fact.host), fact.time);
}

}  // namespace noroshi
