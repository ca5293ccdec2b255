// HuntProfile: where the time of a hunt went, stage by stage. Filled only for `hunt --profile`.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/match_profile.h"
#include "rules/rule_set.h"

namespace noroshi {

struct HuntSummary;

inline constexpr std::size_t kCostliestRows = 10;  // of rules, tests, fields: what one can act on

struct StageCost {
  std::uint64_t ns = 0;
  // That went into the stage; of match: of the values scanned.
  std::uint64_t bytes = 0;
};

// Times of all workers together, so with two threads up to twice the time that passed.
struct HuntProfile {
  // Waiting for another worker's read included.
  StageCost read;
  // Which kinds of events rules want is worked out here.
  StageCost decode;
  StageCost match;
  // Of findings: bytes that came out.
  StageCost render;
  // When the first worker had its first unit, by the host's clock; 0 = there was none.
  std::uint64_t first_unit_ns = 0;
  MatchProfile matcher;

  void Add(const HuntProfile& more);
};

// Gives each piece of a worker's time to a stage. Without a clock does nothing. One owner. Each
// reading of the clock ends one piece and begins the next, so that no time is lost between stages.
class StageWatch {
 public:
  // `clock` may be null; else it must outlive the watch.
  explicit StageWatch(const NanosecondClock* clock) : clock_(clock) {}

  void Start() {
    if (clock_ != nullptr) last_ = (*clock_)();
  }
  // When the last piece ended; 0 without a clock.
  [[nodiscard]] std::uint64_t last() const noexcept { return last_; }
  // The time since Start or the last Lap belongs to `stage`.
  void Lap(StageCost& stage, std::uint64_t bytes) {
    if (clock_ == nullptr) return;
    const std::uint64_t now = (*clock_)();
    stage.ns += now - last_;
    stage.bytes += bytes;
    last_ = now;
  }

 private:
  const NanosecondClock* clock_;
  std::uint64_t last_ = 0;
};

// A row of the table of stages, in the order in which they run.
struct ProfileStage {
  std::string_view name;
  StageCost cost;
  // Of the scan: time of all threads, not time that passed.
  bool is_part = false;
};
// REQUIRES: the summary has a profile.
[[nodiscard]] std::vector<ProfileStage> StagesOf(const HuntSummary& summary);

// From the program's start to the first record at hand, everything ready to match it; 0 where there
// was no record. REQUIRES: the summary has a profile.
[[nodiscard]] std::uint64_t StartToFirstRecordNs(const HuntSummary& summary);

// The entries of a map of costs that took longest, at most kCostliestRows. Ties by key.
template <class Map>
std::vector<const typename Map::value_type*> Costliest(const Map& costs) {
  std::vector<const typename Map::value_type*> rows;
  for (const auto& entry : costs) rows.push_back(&entry);
  std::ranges::stable_sort(
      rows, [](const auto* a, const auto* b) { return a->second.ns > b->second.ns; });
  rows.resize(std::min(rows.size(), kCostliestRows));
  return rows;
}

// The profile as a JSON object on one line, for run.json. Rules and tests: the costliest; fields:
// all of them. REQUIRES: the summary has a profile.
[[nodiscard]] std::string ProfileJson(const HuntSummary& summary, const RuleSet& rules);

}  // namespace noroshi
