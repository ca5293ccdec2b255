#include "analytics/coverage/gaps.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace noroshi {
namespace {

Timestamp StartOfDay(std::uint32_t day) noexcept { return {day * kTicksPerDay}; }

// Collects the gaps of one host.
class HostGaps {
 public:
  HostGaps(const std::string& name, const HostCoverage& host, std::vector<Gap>& gaps)
      : name_(name), host_(host), gaps_(gaps) {}

  void Find() {
    for (const auto& [channel, log] : host_.logs) {
      FindMissingIds(channel, log);
      FindSilences(channel, log);
      FindClockSteps(channel, log);
    }
    for (const NotableEvent& event : host_.notable) AddNotable(event);
  }

 private:
  Gap& Add(std::string_view channel, GapKind kind, Timestamp from, Timestamp to) {
    Gap& gap = gaps_.emplace_back();
    gap.host = name_;
    gap.channel = channel;
    gap.kind = kind;
    gap.from = from;
    gap.to = to;
    return gap;
  }

  void FindMissingIds(const std::string& channel, const LogCoverage& log) {
    const auto& ranges = log.ids().ranges();
    if (ranges.size() < 2) return;
    const bool filtered = !log.ids().complete() || (ranges.size() > kFilteredPieces &&
                                                    log.ids().Density() < kFilteredDensity);
    if (filtered) return AddFilteredExport(channel, log);
    for (auto it = ranges.begin(), next = std::next(it); next != ranges.end(); it = next++) {
      Gap& gap = Add(channel, GapKind::kRecordIdGap, it->second.last_time, next->second.first_time);
      gap.first_id = it->second.last + 1;
      gap.last_id = next->first - 1;
      gap.missing = gap.last_id - gap.first_id + 1;
    }
  }

  void AddFilteredExport(const std::string& channel, const LogCoverage& log) {
    const auto& ranges = log.ids().ranges();
    Gap& gap = Add(channel, GapKind::kFilteredExport, log.first_seen(), log.last_seen());
    gap.first_id = ranges.begin()->first;
    gap.last_id = std::prev(ranges.end())->second.last;
    gap.missing = gap.last_id - gap.first_id + 1 - log.ids().seen();
  }

  void FindSilences(const std::string& channel, const LogCoverage& log) {
    for (const SilentRun& run : log.days().Silences()) {
      Gap& gap =
          Add(channel, GapKind::kSilence, StartOfDay(run.first_day), StartOfDay(run.last_day + 1));
      gap.chance = run.chance;
      gap.host_was_off = WasOff(gap.from, gap.to);
    }
  }

  // The last that is told of the host before the silence is that it stopped, or the first behind it
  // that it started: within the day at each end, because a silence is cut to whole days.
  [[nodiscard]] bool WasOff(Timestamp from, Timestamp to) const {
    const auto in = [&](NotableKind kind, std::uint64_t first, std::uint64_t last) {
      return std::ranges::any_of(host_.notable, [&](const NotableEvent& event) {
        return event.kind == kind && event.time.ticks >= first && event.time.ticks < last;
      });
    };
    const std::uint64_t day_before = from.ticks - std::min(from.ticks, kTicksPerDay);
    return in(NotableKind::kStopped, day_before, from.ticks) &&
           (in(NotableKind::kStarted, to.ticks, to.ticks + kTicksPerDay) ||
            in(NotableKind::kCrashed, to.ticks, to.ticks + kTicksPerDay));
  }

  void FindClockSteps(const std::string& channel, const LogCoverage& log) {
    for (const ClockStep& step : log.ClockSteps()) {
      Gap& gap = Add(channel, GapKind::kClockWentBack, step.before, step.after);
      gap.first_id = gap.last_id = step.id;
    }
  }

  void AddNotable(const NotableEvent& event) {
    switch (event.kind) {
      case NotableKind::kLogCleared:
        Add(event.subject, GapKind::kLogCleared, event.time, {}).account = event.account;
        break;
      case NotableKind::kClockSet:
        Add({}, GapKind::kClockSet, event.clock_before, event.clock_after).account = event.account;
        break;
      case NotableKind::kAuditChanged:
        Add("Security", GapKind::kAuditingChanged, event.time, {}).account = event.account;
        break;
      case NotableKind::kStopped:
      case NotableKind::kStarted:
      case NotableKind::kCrashed: break;  // these explain silences
    }
  }

  const std::string& name_;
  const HostCoverage& host_;
  std::vector<Gap>& gaps_;
};

}  // namespace

std::string_view GapKindName(GapKind kind) noexcept {
  static constexpr std::array<std::string_view, 7> kNames = {
      "log_cleared", "record_id_gap",   "filtered_export", "silence",
      "clock_set",   "clock_went_back", "auditing_changed"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::vector<Gap> FindGaps(const Coverage& coverage) {
  std::vector<Gap> gaps;
  for (const auto& [name, host] : coverage.hosts()) HostGaps(name, host, gaps).Find();
  std::ranges::stable_sort(gaps, {}, [](const Gap& gap) {
    return std::tie(gap.host, gap.from, gap.channel, gap.kind, gap.first_id);
  });
  return gaps;
}

}  // namespace noroshi
