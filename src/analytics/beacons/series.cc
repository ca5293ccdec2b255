#include "analytics/beacons/series.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace noroshi {
namespace {

constexpr double kBurstSeconds[] = {5, 60, 600};
// Of intervals that come by chance (exponential), the median deviation is this share of the median,
// and about this share of them lies in the band.
constexpr double kChanceJitter = 0.69, kChanceInBand = 0.40;
constexpr double kBand = 0.55;
// A computer that is on in office hours only fills about a quarter of the week. Less than this
// share is not a series with gaps but stretches of something: pages of a visit, pieces of a film.
constexpr double kEnoughCoverage = 0.2;
constexpr double kSecondsADay = 86'400;

double Seconds(std::uint64_t ticks) {
  return static_cast<double>(ticks) / static_cast<double>(kTicksPerSecond);
}

double MedianOf(std::vector<double>& numbers) {
  const auto middle = numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() / 2);
  std::nth_element(numbers.begin(), middle, numbers.end());
  return *middle;
}

// Median deviation from the median, as a share of it; 1 where that is nothing.
double DeviationOf(std::vector<double> numbers, double median) {
  if (median <= 0) return 1;
  for (double& number : numbers) number = std::fabs(number - median);
  return MedianOf(numbers) / median;
}

double Unit(double number) { return std::clamp(number, 0.0, 1.0); }

// The first contact of each burst.
std::vector<ContactPoint> Bursts(std::span<const ContactPoint> points, double seconds) {
  std::vector<ContactPoint> bursts;
  Timestamp last;
  for (const ContactPoint& point : points) {
    if (bursts.empty() || Seconds(point.time.ticks - last.ticks) >= seconds) {
      bursts.push_back(point);
    } else {
      bursts.back().bytes += point.bytes;
    }
    last = point.time;
  }
  return bursts;
}

void MeasureIntervals(const std::vector<ContactPoint>& points, SeriesFeatures& features) {
  std::vector<double> intervals;
  for (std::size_t i = 1; i < points.size(); ++i) {
    intervals.push_back(Seconds(points[i].time.ticks - points[i - 1].time.ticks));
  }
  std::vector<double> copy = intervals;
  const double median = MedianOf(copy);
  features.interval_seconds = median;
  features.jitter = DeviationOf(intervals, median);
  const auto in_band = std::ranges::count_if(
      intervals, [&](double interval) { return std::fabs(interval - median) <= kBand * median; });
  features.in_band = static_cast<double>(in_band) / static_cast<double>(intervals.size());
  const double even = Unit(1 - features.jitter / kChanceJitter);
  const double together = Unit((features.in_band - kChanceInBand) / (1 - kChanceInBand));
  features.coverage = Unit(median * static_cast<double>(intervals.size()) /
                           std::max(features.days * kSecondsADay, 1.0));
  features.regularity = (even + together) / 2 * Unit(features.coverage / kEnoughCoverage);
}

void MeasureSizes(const std::vector<ContactPoint>& points, SeriesFeatures& features) {
  std::vector<double> sizes;
  for (const ContactPoint& point : points) {
    if (point.bytes != 0) sizes.push_back(static_cast<double>(point.bytes));
  }
  if (sizes.size() * 2 < points.size()) return;  // mostly not told
  std::vector<double> copy = sizes;
  features.size_regularity = Unit(1 - DeviationOf(sizes, MedianOf(copy)));
}

void MeasureClock(const std::vector<ContactPoint>& points, SeriesFeatures& features) {
  std::array<double, 4> quarters{};
  double night = 0, weekend = 0;
  for (const ContactPoint& point : points) {
    const std::uint64_t day = point.time.ticks / kTicksPerDay;
    const double hour = Seconds(point.time.ticks % kTicksPerDay) / 3'600;
    ++quarters[std::min<std::size_t>(static_cast<std::size_t>(hour / 6), 3)];
    if (hour < 6 || hour >= 22) ++night;
    if (day % 7 >= 5) ++weekend;  // 1601-01-01 was a Monday
  }
  const double count = static_cast<double>(points.size());
  features.night_share = night / count;
  features.weekend_share = weekend / count;
  // A quarter of the day counts with a tenth of the contacts: jitter wanders, people do not.
  double spread = 0;
  for (const double quarter : quarters) spread += Unit(quarter / count / 0.1) / 4;
  const double weekends = Unit(features.weekend_share / (2.0 / 7));
  features.round_the_clock = features.days >= 7 ? (spread + weekends) / 2 : spread;
}

SeriesFeatures Measure(const std::vector<ContactPoint>& points) {
  SeriesFeatures features;
  features.contacts = points.size();
  features.days = Seconds(points.back().time.ticks - points.front().time.ticks) / kSecondsADay;
  MeasureIntervals(points, features);
  MeasureSizes(points, features);
  MeasureClock(points, features);
  return features;
}

}  // namespace

SeriesFeatures MeasureSeries(std::span<const ContactPoint> points) {
  SeriesFeatures best;
  for (const double seconds : kBurstSeconds) {
    const std::vector<ContactPoint> bursts = Bursts(points, seconds);
    if (bursts.size() < kMinContacts) break;
    const SeriesFeatures features = Measure(bursts);
    if (best.contacts == 0 || features.regularity > best.regularity + 0.05) best = features;
  }
  return best;
}

}  // namespace noroshi
