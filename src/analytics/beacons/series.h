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
  std::uint64_t bytes = 0;
};

// All between 0 and 1 unless a unit is named.
struct SeriesFeatures {
  std::uint64_t contacts = 0;    // bursts count once
  double interval_seconds = 0;   // median
  double jitter = 0;             // median deviation from the interval, as a share of it
  double in_band = 0;            // share of intervals within +-55 % of it
  double coverage = 0;           // share of the time that contacts at this interval fill
  double regularity = 0;         // 1 = a clock, 0 = by chance, or in short stretches only
  double size_regularity = 0.5;  // likewise of bytes; 0.5 where sizes are not known
  double round_the_clock = 0;    // spread over the quarters of the day and the weekend
  double days = 0;               // from the first to the last contact
  double night_share = 0;        // of contacts between 22:00 and 06:00 UTC
  double weekend_share = 0;
};

// Fewer contacts than this are no series.
inline constexpr std::size_t kMinContacts = 8;

// `points` in order of time. Contacts in bursts (closer than 5 seconds, a minute, ten minutes) are
// one contact; the burst length that gives the most regular series counts. contacts == 0 when there
// are fewer than kMinContacts. O(n log n).
[[nodiscard]] SeriesFeatures MeasureSeries(std::span<const ContactPoint> points);

}  // namespace noroshi
