#include "attribution/curve.h"

#include <gtest/gtest.h>

#include <limits>

namespace noroshi {
namespace {

TEST(ConfidenceCurve, ChangesNothingByDefault) {
  for (const double said : {0.0, 0.1, 0.5, 0.9, 1.0}) {
    for (const std::size_t techniques : {0U, 1U, 100U}) {
      EXPECT_NEAR(ConfidenceCurve().Of(said, techniques), said, 1e-12);
    }
  }
}

TEST(ConfidenceCurve, RisesWithWhatIsSaidAndKeepsItsEnds) {
  const ConfidenceCurve curve{0.5, 1.5, 1, 6};
  for (const std::size_t techniques : {0U, 1U, 6U, 40U}) {
    EXPECT_EQ(curve.Of(0, techniques), 0);
    EXPECT_EQ(curve.Of(1, techniques), 1);
    double before = 0;
    for (double said = 0.01; said < 1; said += 0.01) {
      EXPECT_GT(curve.Of(said, techniques), before);
      before = curve.Of(said, techniques);
    }
  }
}

TEST(ConfidenceCurve, IsLessSureOfLittle) {
  const ConfidenceCurve curve{0.5, 1.5, 1, 6};
  EXPECT_NEAR(curve.Of(0.5, 6), 0.6224593, 1e-6);  // logistic(0.5)
  EXPECT_NEAR(curve.Of(0.5, 0), 0.1906318, 1e-6);  // logistic(0.5 - log 7)
  for (std::size_t techniques = 0; techniques < 6; ++techniques) {
    EXPECT_LT(curve.Of(0.5, techniques), curve.Of(0.5, techniques + 1));
  }
  EXPECT_EQ(curve.Of(0.5, 6), curve.Of(0.5, 600));
}

TEST(ConfidenceCurve, KnowsWhatIsNone) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  EXPECT_TRUE((ConfidenceCurve{-3, 0.1, 0, 6}.IsSound()));
  const ConfidenceCurve bad[] = {
      {0, 0, 0, 6}, {0, -1, 0, 6}, {0, 1, -1, 6}, {kInfinity, 1, 0, 6}, {0, kInfinity, 0, 6}};
  for (const ConfidenceCurve& curve : bad) EXPECT_FALSE(curve.IsSound());
}

}  // namespace
}  // namespace noroshi
