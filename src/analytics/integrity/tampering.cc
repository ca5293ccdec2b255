#include "analytics/integrity/tampering.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "analytics/logon_graph/duration_text.h"

namespace noroshi {
namespace {

Timestamp StartOfDay(std::uint32_t day) noexcept { return {day * kTicksPerDay}; }

std::string DayText(std::uint32_t day) { return ToIso8601(StartOfDay(day)).substr(0, 10); }

// A hardware clock that keeps local time is off by the zone until the first correction after a
// start.
bool IsTimeZone(std::uint64_t ticks) noexcept {
  constexpr std::uint64_t kHalfHour = 1'800 * kTicksPerSecond, kTolerance = 180 * kTicksPerSecond;
  constexpr std::uint64_t kWidestZone = 14 * 3'600 * kTicksPerSecond + kTolerance;
  const std::uint64_t rest = (ticks + kTolerance) % kHalfHour;
  return ticks <= kWidestZone && rest <= 2 * kTolerance;
}

// The first records of a log are written while the machine is set up, before it knows the time.
constexpr std::uint64_t kSetupRecords = 200;

AnalyticFinding Start(const HostLogs& logs, const std::string& channel) {
  AnalyticFinding finding;
  finding.host = logs.host();
  finding.channel = channel;
  if (!channel.empty()) finding.fields = {{"Channel", channel}};
  return finding;
}

void Close(AnalyticFinding& finding) {
  std::ranges::stable_sort(finding.members, {}, &AnalyticMember::time);
  finding.member_count = finding.members.size();
  finding.time = finding.members.back().time;
}

// The records next to the days: the last one before, the first one behind. By the ends of runs,
// which are cut where a day passes.
struct Neighbours {
  std::optional<AnalyticMember> before, after;
};
void AddNeighbours(const HostLogs& logs, const LogOfHost& log, const SilentRun& run,
                   Neighbours& neighbours) {
  const Timestamp from = StartOfDay(run.first_day), to = StartOfDay(run.last_day + 1);
  for (const FileRuns& file : log.files) {
    for (const RecordRun& records : file.runs) {
      for (const StampedRecord& end : {records.first, records.last}) {
        const AnalyticMember member = logs.MemberOf(file.file, end);
        if (end.time < from && (!neighbours.before || neighbours.before->time < end.time)) {
          neighbours.before = member;
        }
        if (end.time >= to && (!neighbours.after || end.time < neighbours.after->time)) {
          neighbours.after = member;
        }
      }
    }
  }
}

// Record ids of a log that two files have with times that cannot be of one record.
struct RepeatedIds {
  std::string channel;
  std::uint64_t first_id = 0, last_id = 0;
  AnalyticMember before, after;  // the end of the older records, the beginning of the newer

  [[nodiscard]] std::uint64_t Count() const noexcept { return last_id - first_id + 1; }
};

// Whether the log was cleared, or made again by a new installation, after that time: then it counts
// from 1. One that was put back goes on from where it had been.
bool BeginsAnewAfter(Timestamp time, const FileRuns& file) {
  if (file.runs.empty()) return false;
  const StampedRecord& first = file.runs.front().first;
  return first.id <= 1 && time < first.time;
}

// Where runs of two files overlap by id and one was over an hour before the other began. A copy of
// a file has the same times.
void AddRepeatedOf(const HostLogs& logs, const std::string& channel, const FileRuns& a,
                   const FileRuns& b, std::vector<RepeatedIds>& out) {
  auto other = b.runs.begin();
  for (const RecordRun& run : a.runs) {
    while (other != b.runs.end() && other->last.id < run.first.id) ++other;
    for (auto at = other; at != b.runs.end() && at->first.id <= run.last.id; ++at) {
      const bool a_first = run.last.time < at->first.time;
      const RecordRun& older = a_first ? run : *at;
      const RecordRun& newer = a_first ? *at : run;
      if (older.last.time.ticks + kClockBackTicks > newer.first.time.ticks) continue;
      if (BeginsAnewAfter(older.last.time, a_first ? b : a)) continue;
      out.push_back({channel, std::max(run.first.id, at->first.id),
                     std::min(run.last.id, at->last.id),
                     logs.MemberOf(a_first ? a.file : b.file, older.last),
                     logs.MemberOf(a_first ? b.file : a.file, newer.first)});
      if (out.size() >= kMaxHostSteps) return;
    }
  }
}

// What the ids on both sides of a silence say. They begin anew where a log was cleared, or made
// again by a new installation.
AnalyticReason IdsAcross(const AnalyticMember& before, const AnalyticMember& after) {
  if (after.record_id <= before.record_id) {
    return {"record ids", fmt::format("{} after {}", after.record_id, before.record_id),
            "begin anew: the log was cleared or replaced"};
  }
  const std::uint64_t lost = after.record_id - before.record_id - 1;
  return {"record ids", std::to_string(lost),
          lost == 0 ? "none is missing: nothing was written" : "are missing in between"};
}

// Looks at one host's logs.
class HostLook {
 public:
  HostLook(const HostLogs& logs, const std::function<bool(std::uint64_t)>& is_damaged)
      : logs_(logs), is_damaged_(is_damaged) {}

  std::vector<Tampering> Find() {
    for (const auto& [channel, log] : logs_.logs()) {
      if (logs_.complete()) FindMissing(channel, log);
      FindSilences(channel, log);
    }
    FindClock();
    return std::move(found_);
  }

 private:
  [[nodiscard]] bool MayTell(TamperingKind kind) const {
    return static_cast<std::size_t>(std::ranges::count(found_, kind, &Tampering::kind)) <
           kMaxTamperingOfHost;
  }

  void FindMissing(const std::string& channel, const LogOfHost& log) {
    for (const FileRuns& file : log.files) {
      const auto& runs = file.runs;
      const std::size_t holes = file.Holes();
      if (holes == 0 || holes > kJudgedHoles || is_damaged_(file.file)) continue;
      const std::uint64_t span = runs.back().last.id - runs.front().first.id + 1;
      const std::uint64_t records = file.Records();
      const double density = static_cast<double>(records) / static_cast<double>(span);
      if (records < kJudgedRecords || density < kJudgedDensity) continue;
      AnalyticFinding finding = Start(logs_, channel);
      for (std::size_t i = 1; i < runs.size(); ++i) {
        AddHole(log, file, runs[i - 1].last, runs[i].first, finding);
      }
      if (finding.members.empty() || !MayTell(TamperingKind::kRecordsMissing)) continue;
      finding.reasons.push_back(
          {"records", std::to_string(records),
           fmt::format("{:.1f}% of the ids from {} to {}, in {} pieces", density * 100,
                       runs.front().first.id, runs.back().last.id, holes + 1)});
      Close(finding);
      found_.push_back({TamperingKind::kRecordsMissing, std::move(finding)});
    }
  }

  // Unless another file has what is missing here.
  void AddHole(const LogOfHost& log, const FileRuns& file, const StampedRecord& before,
               const StampedRecord& after, AnalyticFinding& finding) const {
    if (before.id + 1 == after.id) return;  // only days without records between them
    const bool elsewhere = std::ranges::any_of(log.files, [&](const FileRuns& other) {
      return &other != &file && other.Has(before.id + 1);
    });
    if (elsewhere || after.time < before.time || logs_.CameUpNear(after.time)) return;
    finding.reasons.push_back(
        {"missing", std::to_string(after.id - before.id - 1),
         fmt::format("record ids {} to {}, written between {} and {}", before.id + 1, after.id - 1,
                     ToIso8601(before.time), ToIso8601(after.time))});
    finding.members.push_back(logs_.MemberOf(file.file, before));
    finding.members.push_back(logs_.MemberOf(file.file, after));
  }

  void FindSilences(const std::string& channel, const LogOfHost& log) {
    if (log.Density() < kJudgedDensity && logs_.complete()) return;  // a filter's work
    for (const SilentRun& run : log.days.Silences()) {
      const double chance = ChanceOfSilence(log.days, run);
      if (chance > kLogSilenceChance || run.days() < 2 || !OthersWrote(channel, run)) continue;
      Neighbours next;
      AddNeighbours(logs_, log, run, next);
      if (!next.before || !next.after || !MayTell(TamperingKind::kLogFellSilent)) continue;
      AnalyticFinding finding = Start(logs_, channel);
      finding.reasons = {{"silent", fmt::format("{} days", run.days()),
                          fmt::format("{} to {}, while the host wrote other logs on each of them",
                                      DayText(run.first_day), DayText(run.last_day))},
                         {"active days", fmt::format("{:.0f}%", log.days.ActiveShare() * 100),
                          fmt::format("of all days; chance of such a silence {:.1e}", chance)},
                         IdsAcross(*next.before, *next.after)};
      finding.members = {*next.before, *next.after};
      Close(finding);
      found_.push_back({TamperingKind::kLogFellSilent, std::move(finding)});
    }
  }

  // Of each file and the next that has the log.
  void AddRepeated(const std::string& channel, const LogOfHost& log,
                   std::vector<RepeatedIds>& out) const {
    for (std::size_t i = 1; i < log.files.size() && out.size() < kMaxHostSteps; ++i) {
      AddRepeatedOf(logs_, channel, log.files[i - 1], log.files[i], out);
    }
  }

  [[nodiscard]] static bool WrittenAgain(const std::vector<RepeatedIds>& repeated,
                                         const std::string& channel, const BackStep& step) {
    return std::ranges::any_of(repeated, [&](const RepeatedIds& one) {
      return one.channel == channel && one.first_id <= step.after.id &&
             step.after.id <= one.last_id;
    });
  }

  [[nodiscard]] bool OthersWrote(const std::string& channel, const SilentRun& run) const {
    for (std::uint32_t day = run.first_day; day <= run.last_day; ++day) {
      const bool wrote = std::ranges::any_of(logs_.logs(), [&](const auto& other) {
        return other.first != channel && other.second.days.days().contains(day);
      });
      if (!wrote) return false;
    }
    return true;
  }

  // Steps of one cause, of all logs of the host.
  struct ClockSteps {
    std::uint64_t count = 0, widest = 0;
    AnalyticFinding finding;  // about the widest
  };

  void NoteStep(const std::string& channel, std::uint64_t file, const BackStep& step,
                ClockSteps& steps) const {
    const std::uint64_t back = step.before.time.ticks - step.after.time.ticks;
    ++steps.count;
    if (back <= steps.widest) return;
    steps.widest = back;
    steps.finding = Start(logs_, channel);
    steps.finding.reasons = {
        {"clock", DurationText(back) + " back",
         fmt::format("record {} is of {}, the one before it of {}", step.after.id,
                     ToIso8601(step.after.time), ToIso8601(step.before.time))}};
    steps.finding.members = {logs_.MemberOf(file, step.after), logs_.MemberOf(file, step.before)};
  }

  // One finding a host and cause: every log of it shows the same clock. A machine that starts takes
  // its time from its host or its battery, and one that was put back writes ids again; whoever
  // turns the clock of a running system does neither.
  void FindClock() {
    std::vector<RepeatedIds> repeated;
    for (const auto& [channel, log] : logs_.logs()) AddRepeated(channel, log, repeated);
    ClockSteps turned, at_start;
    for (const auto& [channel, log] : logs_.logs()) {
      for (const auto& [file, step] : log.steps) {
        const std::uint64_t back = step.before.time.ticks - step.after.time.ticks;
        if (back < kClockBackTicks || IsTimeZone(back) || step.before.id < kSetupRecords) continue;
        const bool started =
            logs_.CameUpNear(step.after.time) || WrittenAgain(repeated, channel, step);
        NoteStep(channel, file, step, started ? at_start : turned);
      }
    }
    TellClock(turned, at_start.count);
    TellPutBack(at_start, turned.count, repeated);
  }

  void TellClock(ClockSteps& steps, std::uint64_t at_start) {
    if (steps.count == 0) return;
    AnalyticFinding& finding = steps.finding;
    finding.reasons.push_back(
        {"steps", std::to_string(steps.count),
         fmt::format("of an hour or more in all logs, with no start of the machine within 15 "
                     "minutes and no record id written twice; {} with one",
                     at_start)});
    Close(finding);
    found_.push_back({TamperingKind::kClockWentBack, std::move(finding)});
  }

  void TellPutBack(ClockSteps& steps, std::uint64_t turned,
                   const std::vector<RepeatedIds>& repeated) {
    std::uint64_t ids = 0;
    const RepeatedIds* most = nullptr;
    for (const RepeatedIds& one : repeated) {
      ids += one.Count();
      if (most == nullptr || one.Count() > most->Count()) most = &one;
    }
    if (steps.count == 0 && ids < kRepeatedIds) return;
    AnalyticFinding& finding = steps.finding;
    if (steps.count > 0) {
      finding.reasons.push_back(
          {"steps", std::to_string(steps.count),
           fmt::format("of an hour or more in all logs, at a start of the machine or where record "
                       "ids went back too; {} elsewhere",
                       turned)});
    } else {
      finding = Start(logs_, most->channel);
    }
    if (most != nullptr) {
      finding.reasons.push_back(
          {"ids", std::to_string(ids),
           fmt::format("stand twice: {} to {} of {} were written until {} in one file, and again "
                       "from {} on in another",
                       most->first_id, most->last_id, most->channel, ToIso8601(most->before.time),
                       ToIso8601(most->after.time))});
      finding.members.push_back(most->before);
      finding.members.push_back(most->after);
    }
    Close(finding);
    found_.push_back({TamperingKind::kMachinePutBack, std::move(finding)});
  }

  const HostLogs& logs_;
  const std::function<bool(std::uint64_t)>& is_damaged_;
  std::vector<Tampering> found_;
};

}  // namespace

std::vector<Tampering> FindTampering(const HostLogs& logs,
                                     const std::function<bool(std::uint64_t)>& is_damaged) {
  return HostLook(logs, is_damaged).Find();
}

}  // namespace noroshi
