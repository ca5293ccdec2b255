#include "analytics/coverage/log_coverage.h"

#include <algorithm>

namespace noroshi {
namespace {

constexpr EventMark kDoubtful =
    EventMark::kSuspect | EventMark::kRecovered | EventMark::kPartial | EventMark::kStructureLost;

}  // namespace

void KindCount::Add(Timestamp time) noexcept { Merge({1, time, time}); }

void KindCount::Merge(const KindCount& other) noexcept {
  count += other.count;
  const bool earlier = first_seen.ticks == 0 || other.first_seen < first_seen;
  if (other.first_seen.ticks != 0 && earlier) first_seen = other.first_seen;
  last_seen = std::max(last_seen, other.last_seen);
}

void LogCoverage::Add(const Event& event) {
  if (event.time.ticks == 0 || HasMark(event.marks, kDoubtful)) {
    ++doubtful_;
    return;
  }
  total_.Add(event.time);
  days_.Add(event.time);
  AddKind(event.event_id, {1, event.time, event.time});
  if (event.record_id == 0) return;
  ids_.Add(event.record_id, event.time);
  if (event.record_id == last_id_ + 1 && event.time.ticks + kClockStepTicks < last_time_.ticks) {
    NoteStep({event.record_id, last_time_, event.time});
  }
  last_id_ = event.record_id;
  last_time_ = event.time;
}

void LogCoverage::Merge(const LogCoverage& other) {
  total_.Merge(other.total_);
  doubtful_ += other.doubtful_;
  days_.Merge(other.days_);
  ids_.Merge(other.ids_);
  for (const auto& [event_id, count] : other.kinds_) AddKind(event_id, count);
  for (const ClockStep& step : other.steps_) NoteStep(step);
}

void LogCoverage::AddKind(std::uint32_t event_id, const KindCount& count) {
  const auto known = kinds_.find(event_id);
  if (known != kinds_.end()) {
    known->second.Merge(count);
  } else if (kinds_.size() < kMaxEventKinds) {
    kinds_.emplace(event_id, count);
  }
}

void LogCoverage::NoteStep(const ClockStep& step) {
  // Keeps the lowest ids, so that the answer does not depend on who came first.
  const auto at = std::ranges::lower_bound(steps_, step);
  if (at != steps_.end() && *at == step) return;
  steps_.insert(at, step);
  if (steps_.size() > kMaxClockSteps) steps_.pop_back();
}

std::vector<ClockStep> LogCoverage::ClockSteps() const { return steps_; }

}  // namespace noroshi
