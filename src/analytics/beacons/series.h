// Series: how regular the contacts of one source with one destination are.
//
// Robust by design: medians and shares instead of means and variances, so that nights without
// power, lost logs and retries do not hide a series, and jitter of +-50 % (a uniform spread over
// half to one and a half of the interval) still reads as regular. Pure functions.
#pragma once

#include <cstdint>
#include <span>

#include "base/time.h"

namespace noroshi {

struct ContactPoint {
  Timestamp time;
  // Of this contact; 0 where the log does not say.
  std::uint64_t bytes = 0;
};

// All between 0 and 1 unless a unit is named.
struct SeriesFeatures {
  // Contacts of the series; a burst counts once. 0: no series.
  std::uint64_t contacts = 0;
  // From one contact to the next, the median.
  double interval_seconds = 0;
  // Median deviation from the interval, as a share of it.
  double jitter = 0;
  // Share of intervals within +-55 % of it.
  double in_band = 0;
  // Share of the time that contacts at this interval fill.
  double coverage = 0;
  // 1 = a clock, 0 = by chance, or in short stretches only.
  double regularity = 0;
  // Likewise of bytes; 0.5 where sizes are not known.
  double size_regularity = 0.5;
  // Spread over the quarters of the day and the weekend.
  double round_the_clock = 0;
  // From the first to the last contact.
  double days = 0;
  // Of contacts between 22:00 and 06:00 UTC.
  double night_share = 0;
  double weekend_share = 0;
};

// Fewer contacts than this are no series.
inline constexpr std::size_t kMinContacts = 8;

// `points` in order of time. Contacts in bursts (closer than 5 seconds, a minute, ten minutes) are
// one contact; the burst length that gives the most regular series counts. contacts == 0 when there
// are fewer than kMinContacts. O(n log n).
[[nodiscard]] SeriesFeatures MeasureSeries(std::span<const ContactPoint> points);

}  // namespace noroshi
