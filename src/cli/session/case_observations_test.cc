#include "cli/session/case_observations.h"

#include <gtest/gtest.h>

#include "trend/observation_parser.h"

namespace noroshi {
namespace {

CaseIncident Incident1() {
  CaseIncident incident;
  incident.id = "i-00112233445566778899aabbccddeeff";
  incident.first_seen = *ParseIso8601("2020-10-05T02:11:09Z");
  incident.last_seen = *ParseIso8601("2020-12-24T23:02:00Z");
  incident.title_en = "SRV01 and 1 host more";
  incident.title_ja = "SRV01ほか1台";
  incident.set_id = "G0045";
  incident.set_name = "menuPass";
  incident.confidence = 82;
  incident.body = R"({"techniques":[{"id":"T1078"},{"id":"T1574.001"},{"id":"<b>"},7]})";
  return incident;
}

Observation Parsed(const CaseIncident& incident) {
  const std::string line = ObservationLine(incident, "case.db");
  Result<Observation> read = ParseObservation(line);
  EXPECT_TRUE(read.ok()) << line << read.error().ToString();
  return read.ok() ? *std::move(read) : Observation();
}

TEST(CaseObservations, ASetIsNamedOnlyWhereAttributionDidNotAbstain) {
  CaseIncident incident = Incident1();
  EXPECT_FALSE(Parsed(incident).intrusion_sets.has_value());  // abstained is the default
  incident.abstained = false;
  const Observation named = Parsed(incident);
  EXPECT_EQ(*named.intrusion_sets, std::vector<std::string>{"menuPass"});
  EXPECT_EQ(named.certainty, Certainty::kBelieved);
  EXPECT_EQ(named.confidence, 82U);
}

TEST(CaseObservations, TheMonthsAreThoseOfTheFindings) {
  CaseIncident incident = Incident1();
  EXPECT_EQ(PeriodKey(Parsed(incident).period), "2020-10/2020-12");
  incident.last_seen = incident.first_seen;
  EXPECT_EQ(PeriodKey(Parsed(incident).period), "2020-10");
  incident.first_seen = incident.last_seen = {};
  EXPECT_EQ(Parsed(incident).period.reach, Reach::kNotStated);
  incident.first_seen = incident.last_seen = Timestamp{~0ULL};  // a forged clock
  EXPECT_EQ(Parsed(incident).period.reach, Reach::kNotStated);
}

TEST(CaseObservations, TechniquesAreThoseOfTheIncident) {
  EXPECT_EQ(*Parsed(Incident1()).techniques, (std::vector<std::string>{"T1078", "T1574.001"}));
  CaseIncident broken = Incident1();
  broken.body = "no json";
  EXPECT_FALSE(Parsed(broken).techniques.has_value());
}

TEST(CaseObservations, HostileAndEndlessTextMakesAValidLine) {
  CaseIncident incident = Incident1();
  incident.id = "i-<script>\n\"";
  incident.title_en = std::string(9'999, '"') + "\xff\x1b";
  incident.title_ja = std::string(3'000, '\\') + "終";
  incident.set_name = std::string(5'000, 'x');
  incident.abstained = false;
  EXPECT_EQ(Parsed(incident).id, "case-i-_script___");
}

}  // namespace
}  // namespace noroshi
