#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <string>

#include "report/render.h"
#include "report/testing/sample_report.h"

namespace noroshi {
namespace {

Attribution Answer() {
  Attribution answer;
  answer.abstained = false;
  answer.reason = Abstention::kNone;
  Resemblance first{"G1", "Paper \"Bird\"", 0.824, {}};
  first.evidence.weight = 3.14159;
  first.evidence.for_set = {{EvidenceKind::kSoftware, "S1", "Crane", 3.4, 1, {"A 2020"}}};
  first.evidence.against = {{EvidenceKind::kAbsent, "T1", "name", -1.9004, 30, {}}};
  answer.ranked = {first, {"G2", "Stone Bird", 0.1, {}}};
  answer.next = {{"T2", "name", false, true, false, 1}};
  answer.not_known = {"T9999"};
  return answer;
}

rapidjson::Document Parsed(const std::string& json) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseValidateEncodingFlag>(json.data(), json.size());
  EXPECT_FALSE(document.HasParseError()) << json;
  return document;
}

// Whoever changes a name or an order sees it here, and thinks of the schema version.
constexpr std::string_view kAnswer =
    R"~("abstained":false,"reason":"none",)~"
    R"~("verdict":{"ja":"G1 Paper \"Bird\"に類似します(確度 高、82)。",)~"
    R"~("en":"resembles G1 Paper \"Bird\" (confidence 82 of 100, high)"},)~"
    R"~("attribution":[{"intrusion_set":{"id":"G1","name":"Paper \"Bird\""},"confidence":82,)~"
    R"~("weight":3.142,"for":[{"kind":"software","id":"S1","name":"Crane","weight":3.4,"sets":1,)~"
    R"~("reports":["A 2020"]}],"against":[{"kind":"visible_not_seen","id":"T1","name":"name",)~"
    R"~("weight":-1.9,"sets":30,"reports":[]}],"missing":[],)~"
    R"~("rival":{"id":"G2","name":"Stone Bird"}},)~"
    R"~({"intrusion_set":{"id":"G2","name":"Stone Bird"},"confidence":10,"weight":0.0,"for":[],)~"
    R"~("against":[],"missing":[],"rival":{"id":"G1","name":"Paper \"Bird\""}}],)~"
    R"~("look_next":[{"id":"T2","name":"name","software":false,"blind":true,)~"
    R"~("points_to":{"id":"G2","name":"Stone Bird"}}],"not_known":["T9999"]})~";

TEST(IncidentJson, TellsWhomItResemblesMemberByMember) {
  const Attribution answer = Answer();
  const std::string json = IncidentJson(Incident(), &answer);
  const std::size_t begin = json.find("\"abstained\"");
  ASSERT_NE(begin, std::string::npos);
  EXPECT_EQ(json.substr(begin), kAnswer);
}

TEST(IncidentJson, WithoutAnAnswerThereIsNoAttribution) {
  const std::string json = IncidentJson(Incident(), nullptr);
  EXPECT_EQ(json.find("attribution"), std::string::npos);
  EXPECT_EQ(json.find("abstained"), std::string::npos);
}

TEST(IncidentJson, ASingleSetHasNoRival) {
  Attribution answer = Answer();
  answer.ranked.pop_back();
  answer.next.clear();
  const rapidjson::Document parsed = Parsed(IncidentJson(Incident(), &answer));
  EXPECT_TRUE(parsed["attribution"][0]["rival"].IsNull());
}

TEST(IncidentsJson, FewerAnswersThanIncidentsAreTakenAsTheyAre) {
  IncidentSet set;
  set.incidents.resize(2);
  std::string json;
  WriteIncidentsJson(set, {Answer()}, [&](std::string_view piece) { json += piece; });
  const rapidjson::Document parsed = Parsed(json);
  EXPECT_TRUE(parsed[0].HasMember("attribution"));
  EXPECT_FALSE(parsed[1].HasMember("attribution"));
}

TEST(ReportJson, SectionsOfKnowledgeAreThere) {
  const rapidjson::Document parsed = Parsed(ToJson(BigSampleReport()));
  EXPECT_GT(parsed["techniques"].Size(), 5U);
  EXPECT_TRUE(parsed["technique_names"].HasMember("T1003.001"));
  EXPECT_GT(parsed["mitigations"].Size(), 0U);
  EXPECT_EQ(parsed["attack_mitigations"][0]["id"].GetString()[0], 'M');
  EXPECT_GT(parsed["indicators"].Size(), 3U);
  EXPECT_EQ(parsed["visibility"]["rules"].Size(), 3U);
  EXPECT_EQ(parsed["case"]["hunts"].GetUint64(), 3U);
}

TEST(ReportJson, MitigationsStandInOrder) {
  const rapidjson::Document parsed = Parsed(ToJson(BigSampleReport()));
  for (const char* list : {"mitigations", "attack_mitigations"}) {
    std::uint64_t last = ~0ULL;
    for (const auto& row : parsed[list].GetArray()) {
      EXPECT_LE(row["points"].GetUint64(), last) << list;
      last = row["points"].GetUint64();
    }
  }
}

TEST(ReportJson, HostileSectionsAreHarmlessInHtml) {
  const std::string json = ToJson(HostileSampleReport());
  EXPECT_EQ(json.find_first_of("<>&"), std::string::npos);
  const rapidjson::Document parsed = Parsed(json);
  EXPECT_NE(std::string(parsed["case"]["notes"][0]["text"].GetString()).find("<img"),
            std::string::npos);
}

}  // namespace
}  // namespace noroshi
