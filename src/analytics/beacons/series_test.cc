#include "analytics/beacons/series.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "base/hash.h"

namespace noroshi {
namespace {

constexpr std::uint64_t kStart = kUnixEpochTicks + 18'000 * kTicksPerDay;

constexpr double kDay = 86'400;

// A small deterministic sequence between 0 and 1.
class Sequence {
 public:
  double Next() {
    state_ = HashMix(state_, 1);
    return static_cast<double>(state_ >> 11) / 9007199254740992.0;
  }

 private:
  std::uint64_t state_ = 7;
};

std::vector<ContactPoint> Every(double seconds, double jitter, std::size_t count) {
  Sequence sequence;
  std::vector<ContactPoint> points;
  double at = 0;
  for (std::size_t i = 0; i < count; ++i) {
    points.push_back({Timestamp{kStart + static_cast<std::uint64_t>(at * kTicksPerSecond)}, 300});
    at += seconds * (1 + jitter * (2 * sequence.Next() - 1));
  }
  return points;
}

std::vector<ContactPoint> ByChance(double seconds, std::size_t count) {
  Sequence sequence;
  std::vector<ContactPoint> points;
  double at = 0;
  for (std::size_t i = 0; i < count; ++i) {
    points.push_back({Timestamp{kStart + static_cast<std::uint64_t>(at * kTicksPerSecond)}, 0});
    at -= seconds * std::log(1 - sequence.Next());
  }
  return points;
}

TEST(MeasureSeries, AClockIsRegular) {
  const SeriesFeatures features = MeasureSeries(Every(300, 0, 288));
  EXPECT_EQ(features.contacts, 288U);
  EXPECT_NEAR(features.interval_seconds, 300, 1);
  EXPECT_GT(features.regularity, 0.99);
  EXPECT_GT(features.size_regularity, 0.99);
}

TEST(MeasureSeries, JitterOfFiftyPercentIsStillRegular) {
  EXPECT_GT(MeasureSeries(Every(6 * 3'600, 0.4, 120)).regularity, 0.75);
  EXPECT_GT(MeasureSeries(Every(6 * 3'600, 0.5, 120)).regularity, 0.70);
}

TEST(MeasureSeries, ChanceIsNot) {
  EXPECT_LT(MeasureSeries(ByChance(6 * 3'600, 400)).regularity, 0.25);
}

TEST(MeasureSeries, GapsDoNotHideIt) {
  std::vector<ContactPoint> points = Every(3'600, 0.1, 400);
  // Nights without power: a third of the time is missing.
  std::erase_if(points, [](const ContactPoint& point) {
    return point.time.ticks % kTicksPerDay < kTicksPerDay / 3;
  });
  const SeriesFeatures features = MeasureSeries(points);
  EXPECT_NEAR(features.interval_seconds, 3'600, 200);
  EXPECT_GT(features.regularity, 0.85);
}

TEST(MeasureSeries, EvenStretchesWithLongGapsAreNoSeries) {
  // Pages of visits, seven seconds apart: even, but only while somebody is there.
  std::vector<ContactPoint> points;
  for (const ContactPoint& visit : ByChance(2 * kDay, 15)) {
    for (std::uint64_t page = 0; page < 8; ++page) {
      points.push_back({Timestamp{visit.time.ticks + page * 7 * kTicksPerSecond}, 0});
    }
  }
  EXPECT_LT(MeasureSeries(points).regularity, 0.4);
}

TEST(MeasureSeries, ABurstIsOneContact) {
  std::vector<ContactPoint> points;
  for (const ContactPoint& point : Every(7'200, 0.2, 100)) {
    for (std::uint64_t i = 0; i < 6; ++i) {
      points.push_back({Timestamp{point.time.ticks + i * 20 * kTicksPerSecond}, 50});
    }
  }
  const SeriesFeatures features = MeasureSeries(points);
  EXPECT_EQ(features.contacts, 100U);
  EXPECT_GT(features.regularity, 0.8);
}

TEST(MeasureSeries, TheClockTellsPeopleFromPrograms) {
  EXPECT_GT(MeasureSeries(Every(6 * 3'600, 0.4, 120)).round_the_clock, 0.9);
  // Once in the morning, on working days.
  std::vector<ContactPoint> mornings;
  for (std::uint64_t day = 0; day < 28; ++day) {
    if ((kStart / kTicksPerDay + day) % 7 >= 5) continue;
    mornings.push_back({Timestamp{kStart + day * kTicksPerDay + kTicksPerDay * 3 / 8}, 0});
  }
  const SeriesFeatures features = MeasureSeries(mornings);
  EXPECT_LT(features.round_the_clock, 0.2);
  EXPECT_EQ(features.weekend_share, 0);
}

TEST(MeasureSeries, FewContactsAreNoSeries) {
  EXPECT_EQ(MeasureSeries(Every(300, 0, kMinContacts - 1)).contacts, 0U);
  EXPECT_EQ(MeasureSeries(Every(300, 0, kMinContacts)).contacts, kMinContacts);
  EXPECT_EQ(MeasureSeries({}).contacts, 0U);
}

TEST(MeasureSeries, UnknownSizesCountNeitherWay) {
  EXPECT_EQ(MeasureSeries(ByChance(300, 50)).size_regularity, 0.5);
}

}  // namespace
}  // namespace noroshi
