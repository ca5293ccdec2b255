#include "analytics/logon_graph/logon_graph.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "analytics/logon_graph/duration_text.h"
#include "analytics/logon_graph/names.h"
#include "base/hash.h"

namespace noroshi {
namespace {

// From so many days at the machine itself it is the account's own.
constexpr std::uint32_t kOwnMachineDays = 2;

bool IsRemote(const GraphLogon& logon) noexcept {
  return logon.way == LogonWay::kDesktop || logon.way == LogonWay::kNetwork;
}

std::string SinceText(const SeenDays& seen, Timestamp now) {
  return fmt::format("seen since {} ({}), on {} days", ToIso8601(seen.first).substr(0, 10),
                     DurationText(now.ticks - seen.first.ticks), seen.days);
}

}  // namespace

std::string_view GraphPatternText(GraphPattern pattern) noexcept {
  static constexpr std::array<std::string_view, kGraphPatterns> kTexts = {
      "remote desktop chain",
      "remote desktop from a server",
      "remote desktop from the VPN",
      "many hosts at once",
      "two VPN sessions",
      "client only seen in the VPN",
      "new remote desktop",
      "remote desktop at an odd hour",
      "from one site to another",
      "two gateways",
      "travel too fast",
      "first remote desktop from the VPN",
      "VPN session that moved",
      "VPN session from a new place",
      "not judged"};
  return kTexts[static_cast<std::size_t>(pattern)];
}

LogonGraph::LogonGraph(const GraphOptions& options, const MachineBook& book, Sink sink)
    : options_(options),
      book_(book),
      sink_(std::move(sink)),
      sites_(options, book),
      history_(LearningTicks(options, book.first(), book.last())),
      chains_(options.chain_ticks),
      sessions_(options.overlap_ticks,
                [this](const VpnSession& ended, const VpnSession& other, std::uint64_t ticks) {
                  OnOverlap(ended, other, ticks);
                }),
      fan_out_(options.fan_out_hosts, options.fan_out_ticks),
      presences_(kMaxGraphAccounts),
      crossers_(kMaxSiteWays),
      gateway_users_(kMaxGatewayPairs) {
  for (const std::string& name : options.jump_hosts) jump_hosts_.insert(PlaceKey(name));
  for (const std::string& name : options.scanners) scanners_.insert(PlaceKey(name));
  for (const std::string& name : options.servers) servers_.insert(PlaceKey(name));
}

std::uint64_t LogonGraph::refused() const noexcept {
  return history_.refused() + chains_.refused() + sessions_.refused() + fan_out_.refused() +
         presences_.refused() + crossers_.refused() + gateway_users_.refused();
}

void LogonGraph::Take(const LogonRecord& record) {
  if (record.fact.time.ticks == 0) return;
  if (record.fact.kind == LogonKind::kVpn) return TakeVpn(record);
  JudgeClient(record);
  const GraphLogon logon = ReadGraphLogon(record, book_);
  NoteCaller(record, logon);
  const bool scanned =
      scanners_.contains(logon.source) || scanners_.contains(AddressHash(record.fact.address));
  Sight sight;
  if (IsRemote(logon) && !scanned) {
    sight = Look(logon, record);
    TakeRemote(logon, record, sight);
  }
  LookWhereHeIs(logon, record, sight);
  history_.Note(logon, record.fact.time);
}

void LogonGraph::TakeRemote(const GraphLogon& logon, const LogonRecord& record,
                            const Sight& sight) {
  const bool desktop = logon.way == LogonWay::kDesktop;
  if (desktop) {
    JudgeDesktop(logon, record, sight);
  } else {
    (void)JudgeCrossing(logon, record, sight);
  }
  if (!logon.outward && logon.account != 0) JudgeFanOut(logon, record, sight);
  if (desktop && !logon.outward) {
    chains_.Note(logon, record, sight.before, sight.session != nullptr || sight.from_pool);
  }
  if (desktop && (sight.session != nullptr || sight.from_pool)) {
    history_.NoteEdge(EdgeKind::kAccountPool, logon.account, 0, record.fact.time);
  }
  NoteCrossing(logon, sight, record.fact.time);
}

LogonGraph::Sight LogonGraph::Look(const GraphLogon& logon, const LogonRecord& record) {
  const Timestamp now = record.fact.time;
  Sight sight;
  sight.judged_account = logon.account != 0 && history_.IsSettledAccount(logon.account, now);
  sight.judged_host = history_.IsSettledHost(logon.recorder, now);
  LookAtSites(logon, record, sight);
  if (logon.way != LogonWay::kDesktop) return sight;
  sight.before = chains_.Before(logon, now);
  if (logon.outward) return sight;
  const std::string& address = record.fact.address;
  sight.session = sessions_.WithAddress(address, now);
  sight.from_pool = book_.InPool(address);
  if (sight.session == nullptr && !sight.from_pool && !logon.source_is_machine) {
    sight.session = sessions_.Recent(logon.account, now, options_.vpn_ticks);
  }
  return sight;
}

// One record is told once: by the pattern that says most.
void LogonGraph::JudgeDesktop(const GraphLogon& logon, const LogonRecord& record,
                              const Sight& sight) {
  if (JudgeChain(logon, record, sight) || JudgeServer(logon, record, sight) ||
      JudgeVpn(logon, record, sight) || JudgeFirstFromVpn(logon, record, sight) ||
      JudgeCrossing(logon, record, sight) || JudgeEdge(logon, record, sight)) {
    return;
  }
  JudgeHour(logon, record, sight);
}

bool LogonGraph::IsJumpHost(const GraphLogon& logon) const {
  if (jump_hosts_.contains(logon.source)) return true;
  const HostPast* past = history_.Host(logon.source);
  return past != nullptr && past->opened.days >= options_.jump_host_days;
}

bool LogonGraph::JudgeChain(const GraphLogon& logon, const LogonRecord& record,
                            const Sight& sight) {
  const Timestamp now = record.fact.time;
  if (sight.before == nullptr || IsJumpHost(logon)) return false;
  if (!IsNewWay(logon, now)) return false;
  const InboundDesktop& before = *sight.before;
  AnalyticFinding finding = Start(record);
  finding.fields.emplace_back("SourceHostname", before.member.host);
  finding.members.insert(finding.members.begin(), before.member);
  finding.member_count = 2;
  finding.event_id = 0;
  finding.reasons.push_back({"chain",
                             fmt::format("{} > {} > {}", before.source_name,
                                         HostLabel(before.member.host), logon.host_name),
                             fmt::format("{} after {} came in; machines gone through: {}",
                                         DurationText(now.ticks - before.member.time.ticks),
                                         before.account_name, before.hops)});
  const HostPast* source = history_.Host(logon.source);
  finding.reasons.push_back(
      {"days", std::to_string(source == nullptr ? 0 : source->opened.days),
       fmt::format("on which remote desktops went out from {} before; from {} it is a host to go "
                   "through",
                   HostLabel(before.member.host), options_.jump_host_days)});
  if (before.account != logon.account && logon.account != 0) {
    finding.reasons.push_back({"account", record.fact.account, "another than came in"});
  }
  if (before.from_vpn) {
    finding.reasons.push_back({"from", before.source_name, "the chain began in the VPN"});
  }
  AddSiteReason(logon, sight, now, finding);
  AddAccountReason(logon, now, finding);
  return TellWay(GraphPattern::kDesktopChain, sight.judged_host, logon, std::move(finding));
}

bool LogonGraph::IsSettledServer(std::uint64_t host, Timestamp now) const {
  if (servers_.contains(host)) return true;
  if (!book_.HasLogs(host)) {
    const HostPast* heard_of = history_.Host(host);
    return heard_of != nullptr && heard_of->callers.size() >= kServerCallers &&
           now.ticks - heard_of->called.first.ticks >= history_.learning_ticks();
  }
  const Timestamp since = book_.KnownSince(host);
  const bool known_long =
      since.ticks != 0 && since < now && now.ticks - since.ticks >= history_.learning_ticks();
  const HostPast* past = history_.Host(host);
  if (past == nullptr) return known_long;
  if (past->local.days * kServerDaysPerLocal > past->recorded.days) return false;
  return known_long || history_.IsSettledHost(host, now);
}

std::string LogonGraph::ServerText(std::uint64_t host, const HostPast& past) const {
  if (servers_.contains(host)) return "a server by the environment's word";
  if (!book_.HasLogs(host)) {
    return fmt::format(
        "a server: without logs here, but {} accounts and more had business with it "
        "on {} days",
        past.callers.size(), past.called.days);
  }
  return fmt::format("a server: somebody sat at it on {} of {} days with logons in its log",
                     past.local.days, past.recorded.days);
}

// People open desktops from where they sit; that a server opens one is news.
bool LogonGraph::JudgeServer(const GraphLogon& logon, const LogonRecord& record,
                             const Sight& sight) {
  const Timestamp now = record.fact.time;
  if (!logon.source_is_machine || !sight.judged_host || IsJumpHost(logon)) return false;
  if (!IsSettledServer(logon.source, now)) return false;
  if (!IsNewWay(logon, now)) return false;
  HostPast* source = history_.HostOf(logon.source);
  if (source == nullptr) return false;
  source->told.Note(now);
  if (source->told.count > kMaxToldEdges) return false;
  AnalyticFinding finding = Start(record);
  finding.reasons.push_back({"from", logon.source_name, ServerText(logon.source, *source)});
  finding.reasons.push_back({"days", std::to_string(source->opened.days),
                             fmt::format("on which remote desktops went out from it before; from "
                                         "{} it is a host to go through",
                                         options_.jump_host_days)});
  AddSiteReason(logon, sight, now, finding);
  AddAccountReason(logon, now, finding);
  return TellWay(GraphPattern::kFromServer, true, logon, std::move(finding));
}

bool LogonGraph::IsNewWay(const GraphLogon& logon, Timestamp now) const {
  return history_.Edge(EdgeKind::kTold, logon.source, logon.host) == nullptr &&
         history_.IsNewWith(EdgeKind::kMachineDesktop, logon.source, logon.host, now);
}

bool LogonGraph::TellWay(GraphPattern pattern, bool judged, const GraphLogon& logon,
                         AnalyticFinding finding) {
  const Timestamp now = finding.time;
  if (!Tell(pattern, judged, std::move(finding))) return false;
  history_.NoteEdge(EdgeKind::kTold, logon.source, logon.host, now);
  return true;
}

bool LogonGraph::IsOwnMachine(const GraphLogon& logon, Timestamp now) const {
  const SeenDays* local =
      history_.OlderEdge(EdgeKind::kAccountLocal, logon.account, logon.host, now);
  return local != nullptr && local->days >= kOwnMachineDays;
}

bool LogonGraph::JudgeEdge(const GraphLogon& logon, const LogonRecord& record, const Sight& sight) {
  const Timestamp now = record.fact.time;
  if (logon.outward || !sight.judged_account || !sight.judged_host) return false;
  if (!history_.IsNew(EdgeKind::kAccountDesktop, logon.account, logon.host, now)) return false;
  if (IsJumpHost(logon) || IsOwnMachine(logon, now)) return false;
  if (history_.Edge(EdgeKind::kTold, logon.source, logon.host) != nullptr) return false;
  if (!MayTellEdge(logon.account, now)) return false;
  AnalyticFinding finding = Start(record);
  AddAccountReason(logon, now, finding);
  return Tell(GraphPattern::kNewEdge, true, std::move(finding));
}

// An hour alone is overtime; with a place that the account never came from it is worth a look.
void LogonGraph::JudgeHour(const GraphLogon& logon, const LogonRecord& record, const Sight& sight) {
  const Timestamp now = record.fact.time;
  if (logon.outward || !sight.judged_account || !history_.IsOddHour(logon.account, now)) return;
  // Network level authentication has noted the source a second ago.
  if (history_.OlderEdge(EdgeKind::kAccountSource, logon.account, logon.source, now) != nullptr) {
    return;
  }
  if (!MayTellEdge(logon.account, now)) return;
  AnalyticFinding finding = Start(record);
  finding.reasons.push_back({"from", logon.source_name, "never before by this account"});
  AddHourReason(logon.account, now, finding);
  (void)Tell(GraphPattern::kOddHour, true, std::move(finding));
}

void LogonGraph::JudgeFanOut(const GraphLogon& logon, const LogonRecord& record,
                             const Sight& sight) {
  const Timestamp now = record.fact.time;
  const bool is_new = history_.IsNew(EdgeKind::kAccountHost, logon.account, logon.host, now);
  FanOut::Reach reach;
  const bool judged = sight.judged_account && sight.judged_host;
  if (!fan_out_.Take(logon, record, is_new, judged, reach)) return;
  if (reach.widest_before >= options_.fan_out_hosts) return;
  AnalyticFinding finding = Start(record);
  finding.host.clear();  // many
  finding.reasons.push_back({"hosts", std::to_string(reach.members.size()),
                             fmt::format("reached for the first time within {}; at least {}",
                                         DurationText(now.ticks - reach.members.front().time.ticks),
                                         options_.fan_out_hosts)});
  finding.reasons.push_back(
      {"most hosts before", std::to_string(reach.widest_before),
       fmt::format("that the account reached in {}", DurationText(options_.fan_out_ticks))});
  AddAccountReason(logon, now, finding);
  finding.member_count = reach.members.size();
  finding.members = std::move(reach.members);
  (void)Tell(GraphPattern::kFanOut, reach.judged * 2 > finding.member_count, std::move(finding));
}

void LogonGraph::JudgeClient(const LogonRecord& record) {
  const LogonFact& fact = record.fact;
  const bool network =
      fact.kind == LogonKind::kWindows && fact.how == "3" && fact.step != LogonStep::kEnd;
  if (!network || fact.workstation.empty()) return;
  const Timestamp now = fact.time;
  const std::uint64_t client = HostHash(fact.workstation);
  if (client == 0) return;
  const bool is_new = history_.IsNew(EdgeKind::kClientName, client, 0, now);
  history_.NoteEdge(EdgeKind::kClientName, client, 0, now);
  if (!is_new || !book_.InPool(fact.address)) return;
  const std::uint64_t account = AccountKey(fact.account, fact.host), host = HostHash(fact.host);
  if (account == 0) return;
  if (book_.IsMachine(fact.workstation) || !book_.IsPoolOnly(fact.workstation)) return;
  if (book_.IsNamedLikeMachines(fact.workstation)) return;  // a new one that has not joined yet
  if (!history_.IsSettledHost(host, now) || !history_.IsSettledAccount(account, now)) return;
  AnalyticFinding finding = Start(record);
  finding.reasons.push_back({"WorkstationName", fact.workstation,
                             "no computer with logs or an account here, and seen only in the VPN"});
  finding.reasons.push_back({"IpAddress", fact.address, "an address of the VPN pool"});
  if (fact.step == LogonStep::kFailure) {
    finding.reasons.push_back({"result", "failed", "the first attempt under this name"});
  }
  AddHourReason(account, now, finding);
  (void)Tell(GraphPattern::kPoolClient, true, std::move(finding));
}

AnalyticFinding LogonGraph::Start(const LogonRecord& record) {
  const LogonFact& fact = record.fact;
  AnalyticFinding finding;
  finding.time = fact.time;
  finding.host = record.ShownHost();
  finding.channel = record.channel;
  finding.event_id = record.event_id;
  if (!fact.account.empty()) finding.fields.emplace_back("TargetUserName", fact.account);
  if (AddressHash(fact.address) != 0) finding.fields.emplace_back("IpAddress", fact.address);
  if (!fact.target.empty()) finding.fields.emplace_back("TargetServerName", fact.target);
  if (!fact.workstation.empty() && fact.how == "3") {
    finding.fields.emplace_back("WorkstationName", fact.workstation);
  }
  finding.members = {MemberOf(record)};
  finding.member_count = 1;
  return finding;
}

void LogonGraph::AddAccountReason(const GraphLogon& logon, Timestamp now,
                                  AnalyticFinding& finding) {
  const AccountPast* past = history_.Account(logon.account);
  if (past == nullptr) {
    finding.reasons.push_back({"account", "first seen with this", "nothing to compare with"});
    return;
  }
  finding.reasons.push_back({"account", fmt::format("{} records of sessions", past->sessions),
                             SinceText(past->seen, now)});
  const SeenDays* any = history_.OlderEdge(EdgeKind::kAccountHost, logon.account, logon.host, now);
  if (any != nullptr) {
    finding.reasons.push_back({"earlier logons", fmt::format("on {} days", any->days),
                               "of this account on this host, but no remote desktop"});
  } else if (logon.host != 0) {
    const HostPast* host = history_.Host(logon.host);
    finding.reasons.push_back(
        {"earlier logons", "none",
         fmt::format("of this account on this host; other accounts with remote desktops on it: {}",
                     host == nullptr ? 0 : host->desktop_accounts)});
  }
  AddHourReason(logon.account, now, finding);
}

void LogonGraph::AddHourReason(std::uint64_t account, Timestamp now, AnalyticFinding& finding) {
  if (!history_.IsOddHour(account, now)) return;
  const AccountPast* past = history_.Account(account);
  finding.reasons.push_back(
      {"hour", ToIso8601(now).substr(11, 5) + " UTC",
       fmt::format("none of {} records of sessions on {} days within two hours of it",
                   past->sessions, past->session_days)});
}

bool LogonGraph::MayTellEdge(std::uint64_t account, Timestamp now) {
  AccountPast* past = history_.Account(account);
  if (past == nullptr) return true;
  if (past->new_edges.before >= kManyNewEdges) return false;
  past->told.Note(now);
  return past->told.count <= kMaxToldEdges;
}

// Evidence that is as short as the learning says nothing of what is usual; in longer evidence its
// beginning is for learning, and only what is still unknown behind it is told.
bool LogonGraph::Tell(GraphPattern pattern, bool judged, AnalyticFinding finding) {
  if (judged) return Give(pattern, kMaxToldOfPattern, std::move(finding));
  const std::uint64_t learning = history_.learning_ticks();
  const bool is_short = book_.last().ticks - book_.first().ticks <= learning;
  if (!is_short && finding.time.ticks < book_.first().ticks + learning) return false;
  finding.reasons.insert(
      finding.reasons.begin(),
      {"pattern", std::string(GraphPatternText(pattern)),
       fmt::format("less than {} of records were there to judge it by", DurationText(learning))});
  return Give(GraphPattern::kUnjudged, kMaxUnjudged, std::move(finding));
}

bool LogonGraph::Give(GraphPattern pattern, std::uint32_t limit, AnalyticFinding finding) {
  if (told_[static_cast<std::size_t>(pattern)]++ >= limit) {
    ++untold_;
    return false;
  }
  sink_(pattern, std::move(finding));
  return true;
}

}  // namespace noroshi
