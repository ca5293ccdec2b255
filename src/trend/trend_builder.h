// Observations -> TrendDocument.
//
// Pure; safe from any thread. Cost: linear in the observations but for the timeline, where each row
// compares its spans with each other.
#pragma once

#include <optional>
#include <vector>

#include "trend/trend_document.h"

namespace noroshi {

// Fiscal years of Japan by the calendar year in which they begin; `compare` is another one to hold
// beside.
struct TrendRequest {
  int fiscal_year = 0;
  std::optional<int> compare;
};

// Fills all but language, version, time and inputs. Rules come in any order.
[[nodiscard]] TrendDocument BuildTrend(const ObservationSet& set, const TrendRequest& request,
                                       std::vector<TrendRule> rules);

// The latest fiscal year that a sighting or an activity lies in; nothing when none has a period.
[[nodiscard]] std::optional<int> LatestFiscalYear(const ObservationSet& set);

// The actors of one observation: one per intrusion set it names; one that is "not stated" where it
// names none.
[[nodiscard]] std::vector<TrendActor> ActorsOf(const Observation& observation);
// Whether both are the same for us: ASCII case does not matter.
[[nodiscard]] bool SameActor(const TrendActor& a, const TrendActor& b);

}  // namespace noroshi
