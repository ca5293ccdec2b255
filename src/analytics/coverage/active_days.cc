#include "analytics/coverage/active_days.h"

#include <cmath>
#include <iterator>

namespace noroshi {

void ActiveDays::Add(Timestamp time) {
  AddDay(static_cast<std::uint32_t>(time.ticks / kTicksPerDay), 1);
}

void ActiveDays::AddDay(std::uint32_t day, std::uint64_t records) {
  const auto known = days_.find(day);
  if (known != days_.end()) {
    known->second += records;
  } else if (days_.size() < kMaxActiveDays) {
    days_.emplace(day, records);
  }
}

void ActiveDays::Merge(const ActiveDays& other) {
  for (const auto& [day, count] : other.days_) AddDay(day, count);
}

double ActiveDays::ActiveShare() const noexcept {
  if (days_.empty()) return 0;
  const double span = std::prev(days_.end())->first - days_.begin()->first + 1.0;
  return static_cast<double>(days_.size()) / span;
}

std::vector<SilentRun> ActiveDays::Silences() const {
  std::vector<SilentRun> silences;
  if (days_.size() < kMinActiveDays) return silences;
  const double quiet_share = 1 - ActiveShare();
  for (auto day = days_.begin(), next = std::next(day); next != days_.end(); day = next++) {
    if (next->first == day->first + 1) continue;
    SilentRun run{day->first + 1, next->first - 1, 0};
    run.chance = std::pow(quiet_share, run.days());
    if (run.chance < kSurprising) silences.push_back(run);
  }
  return silences;
}

}  // namespace noroshi
