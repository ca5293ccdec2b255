#include "trend/observation_parser.h"

#include <gtest/gtest.h>

#include <string>

#include "trend/testing/sample_trend.h"

namespace noroshi {
namespace {

// A line of the members every observation needs, and more.
std::string Line(std::string_view more) {
  return R"({"id":"x","source":"s")" + std::string(more.empty() ? "" : ",") + std::string(more) +
         "}";
}

TEST(ParseObservation, LeavesOutIsNotStated) {
  const auto one = ParseObservation(Line(""));
  ASSERT_TRUE(one.ok());
  EXPECT_EQ(one->kind, ObservationKind::kSighting);
  EXPECT_EQ(one->period.reach, Reach::kNotStated);
  EXPECT_FALSE(one->intrusion_sets || one->malware || one->sectors || one->techniques);
  EXPECT_FALSE(one->campaign || one->region || one->confidence);
  EXPECT_EQ(one->activity, Activity::kNotStated);
  EXPECT_EQ(one->stage, Stage::kNotStated);
}

TEST(ParseObservation, SaysNotStatedLikeLeftOut) {
  const auto one = ParseObservation(Line(
      R"("period":"not stated","intrusion_set":"not stated","campaign":"not stated",)"
      R"("malware":"not stated","sector":"not stated","region":"not stated","stage":"not stated",)"
      R"("techniques":"not stated","confidence":"not stated","activity":"not stated",)"
      R"("indicators":"not stated")"));
  ASSERT_TRUE(one.ok());
  EXPECT_FALSE(one->intrusion_sets || one->malware || one->sectors || one->techniques);
  EXPECT_FALSE(one->campaign || one->region || one->confidence);
  EXPECT_EQ(one->period, Period{});
}

TEST(ParseObservation, ReadsEveryMember) {
  const auto one = ParseObservation(Line(
      R"("kind":"activity","period":"FY2020","reach":"throughout","intrusion_set":["A","B"],)"
      R"("campaign":"C","malware":"M","sector":["media","n/a"],"region":"Japan",)"
      R"("stage":"objectives","techniques":["T1059","T1059.001"],"mapped_techniques":["T1620"],)"
      R"("activity":"declined","certainty":"believed","confidence":100,)"
      R"("statement":{"en":"e","ja":"j"},"note":"n","indicators":[{"type":"ip","value":"v"}])"));
  ASSERT_TRUE(one.ok()) << one.error().ToString();
  EXPECT_EQ(one->kind, ObservationKind::kActivity);
  EXPECT_EQ(one->period.reach, Reach::kThroughout);
  EXPECT_EQ(one->intrusion_sets, (std::vector<std::string>{"A", "B"}));
  EXPECT_EQ(one->sectors, (std::vector<std::string>{"media", "n/a"}));
  EXPECT_EQ(one->campaign, "C");
  EXPECT_EQ(one->stage, Stage::kObjectives);
  EXPECT_EQ(one->mapped_techniques, std::vector<std::string>{"T1620"});
  EXPECT_EQ(one->activity, Activity::kDeclined);
  EXPECT_EQ(one->certainty, Certainty::kBelieved);
  EXPECT_EQ(one->confidence, 100U);
  EXPECT_EQ(one->statement, (Words{"e", "j"}));
  EXPECT_EQ(one->note, (Words{"n", "n"}));
  EXPECT_EQ(one->indicators.at(0).value, "v");
}

TEST(ParseObservation, ReachMayStandBeforeThePeriod) {
  const auto one = ParseObservation(Line(R"("reach":"ambiguous","period":"FY2020-H1")"));
  ASSERT_TRUE(one.ok());
  EXPECT_EQ(one->period.reach, Reach::kAmbiguous);
  EXPECT_EQ(PeriodKey(one->period), "2020-04/2020-09");
}

struct BadLine {
  std::string line;
  std::string_view cause;  // a part of it
};

TEST(ParseObservation, SaysWhatIsWrong) {
  const BadLine kBad[] = {
      {"", "not JSON"},
      {"[]", "not a JSON object"},
      {R"({"id":"x","source":"s")", "column"},
      {R"({"source":"s"})", "id is missing"},
      {R"({"id":"x"})", "source is missing"},
      {Line(R"("sektor":"media")"), "unknown member 'sektor'"},  // a typing error is not a silence
      {Line(R"("id":"y")"), "'id' given twice"},
      {R"({"id":"a b","source":"s"})", "id may hold letters"},
      {Line(R"("period":"spring")"), "period has a value that is not known"},
      {Line(R"("period":2020)"), "period is not text"},
      {Line(R"("reach":"within")"), "reach without a period"},
      {Line(R"("period":"FY2020","reach":"month")"), "reach is one of"},
      {Line(R"("sector":[])"), "sector is an empty list"},
      {Line(R"("sector":["media","not stated"])"), "sector mixes"},
      {Line(R"("sector":[1])"), "sector is not text"},
      {Line(R"("malware":"")"), "malware is empty"},
      {Line(R"("techniques":["1059"])"), "techniques holds what is no ATT&CK id"},
      {Line(R"("techniques":["T1059.1"])"), "techniques holds"},
      {Line(R"("confidence":101)"), "confidence is a number"},
      {Line(R"("confidence":"high")"), "confidence is a number"},
      {Line(R"("certainty":"sure")"), "certainty is stated or believed"},
      {Line(R"("statement":{"fr":"x"})"), "statement knows the languages"},
      {Line(R"("statement":{})"), "statement has neither"},
      {Line(R"("indicators":[{"type":"smell","value":"x"}])"), "type that is not known"},
      {Line(R"("indicators":[{"type":"ip"}])"), "indicators wants objects"},
      {Line("\"region\":\"\xff\""), "not JSON"},
  };
  for (const BadLine& bad : kBad) {
    const auto one = ParseObservation(bad.line);
    ASSERT_FALSE(one.ok()) << bad.line;
    EXPECT_NE(one.error().detail.find(bad.cause), std::string::npos)
        << bad.line << " -> " << one.error().detail;
  }
}

TEST(ParseObservation, BoundsWhatItTakes) {
  EXPECT_FALSE(ParseObservation(std::string(kMaxObservationBytes + 1, ' ')).ok());
  const std::string name(kMaxObservationNameBytes + 1, 'n');
  EXPECT_FALSE(ParseObservation(Line("\"region\":\"" + name + "\"")).ok());
  const std::string text(kMaxObservationTextBytes + 1, 't');
  EXPECT_FALSE(ParseObservation(Line("\"note\":\"" + text + "\"")).ok());
  std::string list = "\"m\"";
  for (std::size_t i = 0; i < kMaxObservationList; ++i) list += ",\"m\"";
  EXPECT_FALSE(ParseObservation(Line("\"malware\":[" + list + "]")).ok());
}

TEST(ParseObservation, DepthCostsNoStack) {
  const std::string deep(kMaxObservationBytes / 2 - 100, '[');
  EXPECT_FALSE(ParseObservation(Line("\"malware\":" + deep + std::string(deep.size(), ']'))).ok());
}

TEST(ParseObservation, KeepsHostileTextAsItIs) {
  const auto one = ParseObservation(HostileLine());
  ASSERT_TRUE(one.ok()) << one.error().ToString();
  EXPECT_EQ(one->statement.english, kHostileText);
}

TEST(ParseObservation, CutsAnywhereWithoutHarm) {
  const std::string line = HostileLine();
  for (std::size_t length = 0; length + 2 < line.size(); ++length) {
    EXPECT_FALSE(ParseObservation(std::string_view(line).substr(0, length)).ok());
  }
}

}  // namespace
}  // namespace noroshi
