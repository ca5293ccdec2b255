#include "trend/observation.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

TEST(Names, ComeBack) {
  for (std::size_t i = 0; i < kObservationKindCount; ++i) {
    const auto kind = static_cast<ObservationKind>(i);
    EXPECT_EQ(ParseObservationKind(ObservationKindName(kind)), kind);
  }
  for (std::size_t i = 0; i < kActivityCount; ++i) {
    const auto activity = static_cast<Activity>(i);
    EXPECT_EQ(ParseActivity(ActivityName(activity)), activity);
  }
  for (const Stage stage : kStages) EXPECT_EQ(ParseStage(StageName(stage)), stage);
}

TEST(Names, NoOthersAreKnown) {
  EXPECT_FALSE(ParseObservationKind("Sighting"));
  EXPECT_FALSE(ParseObservationKind(""));
  EXPECT_FALSE(ParseActivity("quiet"));
  EXPECT_FALSE(ParseStage("2"));
}

TEST(Names, NotStatedIsReadToo) {
  EXPECT_EQ(ParseActivity("not stated"), Activity::kNotStated);
  EXPECT_EQ(ParseStage("not stated"), Stage::kNotStated);
  EXPECT_EQ(StageName(Stage::kNotStated), "");
}

TEST(IndicatorExpires, AddressesAndHashesDoTracesDoNot) {
  for (const char* type : {"md5", "sha1", "sha256", "ip", "domain", "url", "email"}) {
    EXPECT_EQ(IndicatorExpires(type), true) << type;
  }
  for (const char* type :
       {"mutex", "pipe", "path", "registry", "string", "user_agent", "url_shape", "host_name"}) {
    EXPECT_EQ(IndicatorExpires(type), false) << type;
  }
  EXPECT_FALSE(IndicatorExpires("smell").has_value());
}

}  // namespace
}  // namespace noroshi
