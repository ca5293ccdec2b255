#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "analytics/integrity/tampering.h"

namespace noroshi {
namespace {

// What every audited Windows host writes; the policy (audit subcategory) it comes from.
struct AuditKind {
  std::uint32_t event_id;
  const char* policy;
};
constexpr std::array kAuditKinds = {AuditKind{4624, "Logon"},
                                    AuditKind{4634, "Logoff"},
                                    AuditKind{4672, "Special Logon"},
                                    AuditKind{4688, "Process Creation"},
                                    AuditKind{4689, "Process Termination"},
                                    AuditKind{4663, "File System"},
                                    AuditKind{5156, "Filtering Platform Connection"}};

constexpr std::size_t kMinPeers = 5;
constexpr std::size_t kAskedPeers = 1'000;  // about one silence; in the order of names
constexpr double kMostPeers = 0.8;
constexpr std::uint64_t kAuditRecords = 2'000;
constexpr std::uint32_t kAuditDays = 5;
constexpr double kWholeLog = 0.9;
// A kind that made up one record in a hundred, and then none in so many.
constexpr double kRegularShare = 0.01;
constexpr std::uint64_t kRecordsWithout = 1'000;
constexpr std::uint32_t kDaysWithout = 2;

std::string_view PolicyOf(std::uint32_t event_id) noexcept {
  const auto at = std::ranges::find(kAuditKinds, event_id, &AuditKind::event_id);
  return at == kAuditKinds.end() ? "" : at->policy;
}

std::uint32_t DayOf(Timestamp time) noexcept {
  return static_cast<std::uint32_t>(time.ticks / kTicksPerDay);
}

bool HasDayIn(const std::vector<std::uint32_t>& days, const SilentRun& run) {
  const auto at = std::ranges::lower_bound(days, run.first_day);
  return at != days.end() && *at <= run.last_day;
}

// The host existed, by its records before and behind.
bool Spans(const std::vector<std::uint32_t>& days, const SilentRun& run) {
  return !days.empty() && days.front() < run.first_day && days.back() > run.last_day;
}

std::string DayText(std::uint32_t day) {
  return ToIso8601(Timestamp{day * kTicksPerDay}).substr(0, 10);
}

// The ends of runs next to a silence of all logs.
void NextTo(const HostLogs& logs, const SilentRun& run, std::optional<AnalyticMember>& before,
            std::optional<AnalyticMember>& after) {
  const std::uint64_t from = run.first_day * kTicksPerDay;
  const std::uint64_t to = (run.last_day + std::uint64_t{1}) * kTicksPerDay;
  for (const auto& [channel, log] : logs.logs()) {
    for (const FileRuns& file : log.files) {
      for (const RecordRun& records : file.runs) {
        for (const StampedRecord& end : {records.first, records.last}) {
          const AnalyticMember member = logs.MemberOf(file.file, end);
          if (end.time.ticks < from && (!before || before->time < end.time)) before = member;
          if (end.time.ticks >= to && (!after || end.time < after->time)) after = member;
        }
      }
    }
  }
}

}  // namespace

PeerHosts::Audit PeerHosts::AuditOf(const HostLogs& logs) {
  Audit audit;
  const auto at = logs.logs().find("Security");
  if (at == logs.logs().end() || at->second.days.days().empty()) return audit;
  const LogOfHost& log = at->second;
  audit.records = log.Records();
  audit.first_day = log.days.days().begin()->first;
  audit.last_day = std::prev(log.days.days().end())->first;
  audit.judged = logs.complete() && audit.records >= kAuditRecords &&
                 audit.last_day - audit.first_day >= kAuditDays && log.Density() >= kWholeLog;
  for (const AuditKind& kind : kAuditKinds) {
    const auto sum = log.kinds.find(kind.event_id);
    if (sum == log.kinds.end()) continue;
    audit.kinds.emplace(kind.event_id, sum->second);
    std::uint64_t& after = audit.after[kind.event_id];
    for (const auto& [day, count] : log.days.days()) {
      if (day > DayOf(sum->second.last)) after += count;
    }
  }
  for (const FileRuns& file : log.files) {
    if (file.runs.empty()) continue;
    const StampedRecord& last = file.runs.back().last;
    if (audit.last.time < last.time) audit.last = logs.MemberOf(file.file, last);
  }
  return audit;
}

void PeerHosts::Add(const HostLogs& logs) {
  if (peers_.size() >= kMaxPeers || logs.empty()) return;
  Peer& peer = peers_[logs.host()];
  const ActiveDays all = logs.AllDays();
  for (const auto& [day, count] : all.days()) peer.days.push_back(day);
  for (const SilentRun& run : all.Silences()) {
    const Timestamp from{run.first_day * kTicksPerDay};
    const Timestamp to{(run.last_day + std::uint64_t{1}) * kTicksPerDay};
    const double chance = ChanceOfSilence(all, run);
    if (chance > kHostSilenceChance || run.days() < 2 || logs.WasOff(from, to)) continue;
    std::optional<AnalyticMember> before, after;
    NextTo(logs, run, before, after);
    if (before && after) peer.silences.push_back({run, chance, *before, *after});
    if (peer.silences.size() == kMaxTamperingOfHost) break;
  }
  peer.audit = AuditOf(logs);
}

PeerHosts::AuditTotals PeerHosts::Totals() const {
  AuditTotals totals;
  for (const auto& [name, peer] : peers_) {
    if (!peer.audit.judged) continue;
    ++totals.judged;
    for (const auto& [event_id, sum] : peer.audit.kinds) ++totals.having[event_id];
  }
  return totals;
}

std::vector<Tampering> PeerHosts::Find() const {
  std::vector<Tampering> found;
  const AuditTotals totals = Totals();
  for (const auto& [name, peer] : peers_) {
    FindSilences(name, peer, found);
    if (peer.audit.judged) FindAuditing(name, peer.audit, totals, found);
  }
  return found;
}

void PeerHosts::FindSilences(const std::string& name, const Peer& peer,
                             std::vector<Tampering>& out) const {
  for (const Silence& silence : peer.silences) {
    std::size_t others = 0, active = 0;
    for (const auto& [other, of_other] : peers_) {
      if (other == name || !Spans(of_other.days, silence.run)) continue;
      if (HasDayIn(of_other.days, silence.run)) ++active;
      if (++others == kAskedPeers) break;
    }
    if (others < 3 || active * 2 < others) continue;
    AnalyticFinding finding;
    finding.time = silence.after.time;
    finding.host = name;
    finding.reasons = {
        {"silent", fmt::format("{} days", silence.run.days()),
         fmt::format("{} to {}, in all logs; no record of a shutdown",
                     DayText(silence.run.first_day), DayText(silence.run.last_day))},
        {"chance", fmt::format("{:.1e}", silence.chance), "by the share of its active days"},
        {"other hosts", fmt::format("{} of {}", active, others), "wrote on these days"}};
    finding.members = {silence.before, silence.after};
    finding.member_count = 2;
    out.push_back({TamperingKind::kHostFellSilent, std::move(finding)});
  }
}

std::optional<AnalyticReason> PeerHosts::NeverThere(std::uint32_t event_id, const Audit& audit,
                                                    const AuditTotals& totals) {
  const std::size_t others = totals.judged - 1;  // this host is one of the judged
  const auto having = totals.having.find(event_id);
  const std::size_t with = having == totals.having.end() ? 0 : having->second;
  if (others < kMinPeers || static_cast<double>(with) < kMostPeers * static_cast<double>(others)) {
    return {};
  }
  return AnalyticReason{std::string(PolicyOf(event_id)), "no record",
                        fmt::format("event {} among {} records; {} of {} other hosts have it",
                                    event_id, audit.records, with, others)};
}

std::optional<AnalyticReason> PeerHosts::NoMore(std::uint32_t event_id, const Audit& audit) {
  const KindSum& sum = audit.kinds.at(event_id);
  const std::uint64_t after = audit.after.at(event_id);
  const std::uint64_t before = audit.records - after;
  const double share = static_cast<double>(sum.count) / static_cast<double>(before);
  const bool long_enough =
      after >= kRecordsWithout && audit.last_day >= DayOf(sum.last) + kDaysWithout;
  if (share < kRegularShare || !long_enough) return {};
  return AnalyticReason{std::string(PolicyOf(event_id)), "none after " + ToIso8601(sum.last),
                        fmt::format("event {} made up {:.0f}% of the records until then; {} "
                                    "records without it since",
                                    event_id, share * 100, after)};
}

void PeerHosts::FindAuditing(const std::string& name, const Audit& audit, const AuditTotals& totals,
                             std::vector<Tampering>& out) {
  AnalyticFinding finding;
  for (const AuditKind& kind : kAuditKinds) {
    const auto reason = audit.kinds.contains(kind.event_id)
                            ? NoMore(kind.event_id, audit)
                            : NeverThere(kind.event_id, audit, totals);
    if (reason) finding.reasons.push_back(*reason);
  }
  if (finding.reasons.empty()) return;
  finding.time = audit.last.time;
  finding.host = name;
  finding.channel = "Security";
  finding.fields = {{"Channel", "Security"}};
  finding.members = {audit.last};
  finding.member_count = 1;
  out.push_back({TamperingKind::kAuditingMissing, std::move(finding)});
}

}  // namespace noroshi
