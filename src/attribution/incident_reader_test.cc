#include "attribution/incident_reader.h"

#include <gtest/gtest.h>

#include <string>

namespace noroshi {
namespace {

TEST(IncidentReader, ReadsTheShortForm) {
  const auto read = ReadIncidentsJson(
      R"({"techniques": ["T1190"], "software": ["SodaMaster"], "blind": ["T1566"],
          "visible": ["T1021.001"], "marks": [{"set": "A41APT", "text": "stuffed signature"}]})");
  ASSERT_TRUE(read.ok());
  ASSERT_EQ(read->incidents.size(), 1U);
  const ObservedIncident& one = read->incidents[0];
  EXPECT_EQ(one.techniques, std::vector<std::string>{"T1190"});
  EXPECT_EQ(one.software, std::vector<std::string>{"SodaMaster"});
  EXPECT_EQ(one.blind, std::vector<std::string>{"T1566"});
  EXPECT_EQ(one.visible, std::vector<std::string>{"T1021.001"});
  ASSERT_EQ(one.marks.size(), 1U);
  EXPECT_EQ(one.marks[0].name, "A41APT");
  EXPECT_EQ(one.marks[0].text, "stuffed signature");
  EXPECT_EQ(read->not_understood, 0U);
}

TEST(IncidentReader, ReadsIncidentsOfAHunt) {
  const auto read = ReadIncidentsJson(
      R"([{"id": "i1", "title": {"ja": "題", "en": "Title"}, "level": "high", "score": 71.5,
           "techniques": [{"id": "T1190", "count": 3, "hosts": ["A"]}],
           "families": ["LODEINFO"], "rules": [], "visibility": {"blind": ["T1566"]}},
          {"id": "i2", "rules": 3}])");
  ASSERT_TRUE(read.ok());
  ASSERT_EQ(read->incidents.size(), 2U);
  EXPECT_EQ(read->incidents[0].id, "i1");
  EXPECT_EQ(read->incidents[0].title, "Title");
  EXPECT_EQ(read->incidents[0].techniques, std::vector<std::string>{"T1190"});
  EXPECT_EQ(read->incidents[0].hints, std::vector<std::string>{"LODEINFO"});
  EXPECT_EQ(read->incidents[0].blind, std::vector<std::string>{"T1566"});
  EXPECT_TRUE(read->incidents[0].of_rules);
  EXPECT_FALSE(read->incidents[1].of_rules);
  EXPECT_EQ(read->not_understood, 0U);
  EXPECT_EQ(ReadIncidentsJson(R"({"incidents": [{}, {}, {}]})")->incidents.size(), 3U);
}

TEST(IncidentReader, ReadsWhenAndAgainstWhom) {
  const auto read = ReadIncidentsJson(
      R"([{"first_seen": "2020-10-05T02:11:09Z", "last_seen": "2021-02", "sectors": ["media"],
           "regions": [{"name": "Japan"}]},
          {"first_seen": "202", "last_seen": "soon"}, {"first_seen": 2020, "last_seen": "1601-01-01"},
          {"sectors": "media"}])");
  ASSERT_TRUE(read.ok());
  ASSERT_EQ(read->incidents.size(), 4U);
  const Circumstances& one = read->incidents[0].circumstances;
  EXPECT_EQ(one.first_year, 2020);
  EXPECT_EQ(one.last_year, 2021);
  EXPECT_EQ(one.sectors, std::vector<std::string>{"media"});
  EXPECT_EQ(one.regions, std::vector<std::string>{"Japan"});
  for (const std::size_t other : {1U, 2U}) {
    EXPECT_EQ(read->incidents[other].circumstances.first_year, 0) << other;
    EXPECT_EQ(read->incidents[other].circumstances.last_year, 0) << other;
  }
  EXPECT_EQ(read->not_understood, 1U);  // a sector that is no list
}

TEST(IncidentReader, ReadsWhichAimingRulesFired) {
  const auto read = ReadIncidentsJson(
      R"({"aims": [{"set": "G0045", "rules": 27, "fired": 9, "expected": 3.9, "weight": 2.125},
                   {"set": "G0060", "rules": 9, "fired": 1, "expected": 1, "weight": -1e9},
                   {"set": "G1", "rules": -1, "fired": 9, "expected": 3.9, "weight": 2},
                   {"set": "", "rules": 1, "fired": 1, "expected": 0, "weight": 2}, "G2",
                   {"set": "G3", "rules": 1, "fired": 1, "weight": 2}]})");
  ASSERT_TRUE(read.ok());
  const std::vector<AimTally>& aims = read->incidents[0].aims;
  ASSERT_EQ(aims.size(), 2U);
  EXPECT_EQ(aims[0].set, "G0045");
  EXPECT_EQ(aims[0].rules, 27U);
  EXPECT_EQ(aims[0].fired, 9U);
  EXPECT_EQ(aims[0].expected, 3.9);
  EXPECT_EQ(aims[0].weight, 2.125);
  EXPECT_EQ(aims[1].weight, -kMostAimWeight);
  EXPECT_EQ(read->not_understood, 4U);
}

TEST(IncidentReader, CountsWhatItDoesNotUnderstand) {
  const auto read = ReadIncidentsJson(
      R"([7, {"techniques": "T1190", "software": [1, "", {"x": 1}, "S0627"], "marks": 3}])");
  ASSERT_TRUE(read.ok());
  ASSERT_EQ(read->incidents.size(), 1U);
  EXPECT_EQ(read->incidents[0].software, std::vector<std::string>{"S0627"});
  EXPECT_EQ(read->not_understood, 6U);
}

TEST(IncidentReader, RefusesWhatIsNoIncident) {
  for (const char* text : {"", "{", "7", "\"text\"", "[}", "{\"techniques\": [}"}) {
    EXPECT_FALSE(ReadIncidentsJson(text).ok()) << text;
  }
  EXPECT_FALSE(ReadIncidentsJson(std::string(5000, '[')).ok());
}

TEST(IncidentReader, LongListsAreCut) {
  std::string text = R"({"techniques": ["T1")";
  for (std::size_t i = 0; i < kMostIncidentItems; ++i) text += ",\"T1\"";
  const auto read = ReadIncidentsJson(text + "]}");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->incidents[0].techniques.size(), kMostIncidentItems);
  EXPECT_EQ(read->not_understood, 1U);
}

}  // namespace
}  // namespace noroshi
