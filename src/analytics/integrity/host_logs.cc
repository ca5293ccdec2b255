#include "analytics/integrity/host_logs.h"

#include <algorithm>
#include <cmath>

namespace noroshi {
namespace {

constexpr std::size_t kMaxPowerSteps = 4'096;
constexpr std::uint64_t kStartTicks = 15 * 60 * kTicksPerSecond;

std::uint64_t Distance(Timestamp a, Timestamp b) noexcept {
  return std::max(a.ticks, b.ticks) - std::min(a.ticks, b.ticks);
}

// `next` goes on where `run` ends.
bool GoesOn(const RecordRun& run, const RecordRun& next) noexcept {
  return next.first.id == run.last.id + 1 &&
         Distance(next.first.time, run.last.time) < kTicksPerDay;
}

// Sorts by id and joins what goes on or overlaps: a log that turned round in its file, a copy.
void JoinRuns(std::vector<RecordRun>& runs) {
  std::ranges::sort(runs, {},
                    [](const RecordRun& run) { return std::pair(run.first.id, run.last.id); });
  std::vector<RecordRun> joined;
  for (const RecordRun& run : runs) {
    const bool overlaps = !joined.empty() && run.first.id <= joined.back().last.id;
    if (joined.empty() || (!overlaps && !GoesOn(joined.back(), run))) {
      joined.push_back(run);
    } else if (run.last.id > joined.back().last.id) {
      joined.back().last = run.last;
    }
  }
  runs = std::move(joined);
}

}  // namespace

std::uint64_t FileRuns::Records() const noexcept {
  std::uint64_t records = 0;
  for (const RecordRun& run : runs) records += run.last.id - run.first.id + 1;
  return records;
}

std::size_t FileRuns::Holes() const noexcept {
  std::size_t holes = 0;
  for (std::size_t i = 1; i < runs.size(); ++i) {
    if (runs[i - 1].last.id + 1 < runs[i].first.id) ++holes;
  }
  return holes;
}

bool FileRuns::Has(std::uint64_t id) const noexcept {
  return std::ranges::any_of(
      runs, [id](const RecordRun& run) { return run.first.id <= id && id <= run.last.id; });
}

double LogOfHost::Density() const noexcept {
  std::vector<RecordRun> all;
  for (const FileRuns& file : files) all.insert(all.end(), file.runs.begin(), file.runs.end());
  if (all.empty()) return 1;
  JoinRuns(all);
  const std::uint64_t span = all.back().last.id - all.front().first.id + 1;
  return static_cast<double>(FileRuns{0, all}.Records()) / static_cast<double>(span);
}

std::uint64_t LogOfHost::Records() const noexcept {
  std::uint64_t records = 0;
  for (const auto& [day, count] : days.days()) records += count;
  return records;
}

void HostLogs::Add(const LogPiece& piece) {
  host_ = piece.host;
  auto at = logs_.find(piece.channel);
  if (at == logs_.end()) {
    if (logs_.size() == kMaxHostLogs) return void(complete_ = false);
    at = logs_.emplace(piece.channel, LogOfHost{}).first;
  }
  LogOfHost& log = at->second;
  if (log.files.empty() || log.files.back().file != piece.file) {
    log.files.push_back({piece.file, {}});
  }
  std::vector<RecordRun>& runs = log.files.back().runs;
  for (const RecordRun& run : piece.runs) {
    if (!runs.empty() && GoesOn(runs.back(), run)) {
      runs.back().last = run.last;
    } else if (runs_ < kMaxHostRuns) {
      runs.push_back(run);
      ++runs_;
    } else {
      complete_ = false;
    }
  }
  for (const auto& [day, count] : piece.days) log.days.AddDay(day, count);
  for (const BackStep& step : piece.steps) {
    if (log.steps.size() < kMaxHostSteps) log.steps.emplace_back(piece.file, step);
  }
  for (const KindSum& kind : piece.kinds) {
    KindSum& sum = log.kinds[kind.event_id];
    sum.event_id = kind.event_id;
    sum.count += kind.count;
    sum.last = std::max(sum.last, kind.last);
  }
  for (const auto& power : piece.power) {
    if (power_.size() < kMaxPowerSteps) power_.push_back(power);
  }
}

void HostLogs::Freeze() {
  for (auto& [channel, log] : logs_) {
    for (FileRuns& file : log.files) JoinRuns(file.runs);
  }
  std::ranges::sort(power_);
}

void HostLogs::Clear() { *this = HostLogs(); }

ActiveDays HostLogs::AllDays() const {
  ActiveDays all;
  for (const auto& [channel, log] : logs_) all.Merge(log.days);
  return all;
}

bool HostLogs::WasOff(Timestamp from, Timestamp to) const noexcept {
  return std::ranges::any_of(power_, [&](const auto& one) {
    const auto& [time, step] = one;
    if (step == PowerStep::kDown) return time < from && from.ticks - time.ticks <= kTicksPerDay;
    return time >= to && time.ticks - to.ticks <= kTicksPerDay;
  });
}

bool HostLogs::CameUpNear(Timestamp time) const noexcept {
  return std::ranges::any_of(power_, [&](const auto& one) {
    return one.second == PowerStep::kUp && Distance(one.first, time) <= kStartTicks;
  });
}

double ChanceOfSilence(const ActiveDays& days, const SilentRun& run) {
  const auto& active = days.days();
  if (active.empty()) return 1;
  const double span = std::prev(active.end())->first - active.begin()->first + 1.0 - run.days();
  const double silent = span - static_cast<double>(active.size());
  return std::pow((silent + 1) / (span + 2), run.days());
}

AnalyticMember HostLogs::MemberOf(std::uint64_t file, const StampedRecord& record) const {
  return {record.time, host_, file, record.offset, 0, record.id};
}

}  // namespace noroshi
