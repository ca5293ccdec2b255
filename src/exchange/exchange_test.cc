#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <set>
#include <string>
#include <vector>

#include "exchange/finding_line.h"
#include "exchange/format.h"
#include "exchange/plain_text.h"
#include "exchange/uuid.h"

namespace noroshi {
namespace {

const std::string kHostile =
    "=1+1 <img src=x> \x1b[2J \xE2\x80\xAE txt.exe \xC0\xAF \"quoted\" \xE2\x80\xA8 end";

std::string LineOf(const std::string& id, const std::string& host, const std::string& technique,
                   const std::string& title) {
  std::string quoted;
  for (const char c : title) {
    if (c == '"')
      quoted += "\\\"";
    else if (c == '\x1b')
      quoted += "\\u001b";
    else
      quoted += c;
  }
  return R"({"id":")" + id + R"(","time":"2020-10-05T02:11:09.1234567Z","level":"high",)" +
         R"("rule":{"id":"r-)" + technique + R"(","title":")" + quoted + R"("},"host":")" + host +
         R"(","channel":"Security","event_id":4624,"record_id":7,"evidence":{"path":"a b/ä.evtx",)" +
         R"("offset":512},"techniques":[")" + technique + R"("],"fields":{"Name":")" + quoted +
         R"("}})";
}

std::string Written(std::string_view name, const std::vector<std::string>& lines) {
  ExchangeContext context{"1.0", *ParseIso8601("2020-10-10T00:00:00Z"), "18",
                          [](std::string_view id) {
                            return id == "T1078" ? std::string("Valid Accounts") : std::string();
                          }};
  std::string out;
  for (const ExchangeRow& row : ExchangeFormats()) {
    if (row.name != name) continue;
    const auto format = row.make(context);
    for (const std::string& line : lines) {
      const auto finding = ReadFindingLine(line);
      EXPECT_TRUE(finding) << line;
      if (finding) format->Add(*finding, out);
    }
    format->Finish(out);
  }
  return out;
}

rapidjson::Document Parsed(const std::string& text) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseValidateEncodingFlag>(text.c_str());
  EXPECT_FALSE(document.HasParseError()) << text.substr(0, 200);
  return document;
}

const std::vector<std::string>& ThreeFindings() {
  static const std::vector<std::string> lines = {LineOf("f-1", "A", "T1078", "first"),
                                                 LineOf("f-2", "A", "T1078", "second"),
                                                 LineOf("f-3", "B", "T1021.001", kHostile)};
  return lines;
}

TEST(PlainText, KeepsTextAndTakesWhatLeadsAstray) {
  EXPECT_EQ(PlainText("日本語 text é"), "日本語 text é");
  EXPECT_EQ(PlainText("a\x1b[2J"), "a\xEF\xBF\xBD[2J");
  EXPECT_EQ(PlainText("\xE2\x80\xAE"), "\xEF\xBF\xBD");          // right-to-left override
  EXPECT_EQ(PlainText("\xC0\xAF"), "\xEF\xBF\xBD\xEF\xBF\xBD");  // overlong
  EXPECT_EQ(PlainText("\xE3\x81"), "\xEF\xBF\xBD\xEF\xBF\xBD");  // cut
  EXPECT_EQ(PlainText("ああ", 4), "あ...");                      // never inside a character
}

TEST(Uuid, IsOneOfANameAndOfItsForm) {
  const std::string id = Uuid("name");
  ASSERT_EQ(id.size(), 36U);
  EXPECT_EQ(id[14], '4');
  EXPECT_NE(std::string("89ab").find(id[19]), std::string::npos);
  EXPECT_EQ(id, Uuid("name"));
  EXPECT_NE(id, Uuid("other"));
}

TEST(FindingLine, RefusesWhatIsNone) {
  for (const char* line : {"", "{", "7", "[]", "{}", R"({"id":7})"}) {
    EXPECT_FALSE(ReadFindingLine(line)) << line;
  }
  EXPECT_FALSE(ReadFindingLine(std::string(100'000, '[')));
  const auto odd =
      ReadFindingLine(R"({"id":"f","time":null,"rule":3,"techniques":"x","fields":[]})");
  ASSERT_TRUE(odd);
  EXPECT_FALSE(odd->has_time);
  EXPECT_TRUE(odd->techniques.empty());
}

TEST(Exchange, HostileTextIsInertInEveryFormat) {
  for (const ExchangeRow& row : ExchangeFormats()) {
    const std::string out = Written(row.name, ThreeFindings());
    EXPECT_FALSE(out.empty());
    for (const char* bad : {"\x1b", "\xE2\x80\xAE", "\xC0", "\xE2\x80\xA8"}) {
      EXPECT_EQ(out.find(bad), std::string::npos) << row.name;
    }
    EXPECT_EQ(out, Written(row.name, ThreeFindings())) << row.name;
  }
}

TEST(Exchange, NothingFoundIsStillAFile) {
  for (const ExchangeRow& row : ExchangeFormats()) {
    const std::string out = Written(row.name, {});
    if (row.file.ends_with(".json") || row.file.ends_with(".sarif")) Parsed(out);
  }
}

TEST(Exchange, NavigatorCountsByTechnique) {
  const auto layer = Parsed(Written("navigator", ThreeFindings()));
  EXPECT_STREQ(layer["versions"]["layer"].GetString(), "4.5");
  EXPECT_STREQ(layer["domain"].GetString(), "enterprise-attack");
  ASSERT_EQ(layer["techniques"].Size(), 2U);
  EXPECT_STREQ(layer["techniques"][1]["techniqueID"].GetString(), "T1078");
  EXPECT_EQ(layer["techniques"][1]["score"].GetInt(), 2);
  EXPECT_STREQ(layer["techniques"][1]["comment"].GetString(), "first; second");
}

TEST(Exchange, StixRefersOnlyToWhatIsThere) {
  const auto bundle = Parsed(Written("stix", ThreeFindings()));
  std::set<std::string> ids, referred;
  std::size_t sightings = 0;
  for (const auto& object : bundle["objects"].GetArray()) {
    EXPECT_TRUE(ids.insert(object["id"].GetString()).second) << object["id"].GetString();
    for (const char* one : {"created_by_ref", "sighting_of_ref"}) {
      if (object.HasMember(one)) referred.insert(object[one].GetString());
    }
    for (const char* many : {"object_refs", "where_sighted_refs"}) {
      if (!object.HasMember(many)) continue;
      for (const auto& id : object[many].GetArray()) referred.insert(id.GetString());
    }
    const std::string type = object["type"].GetString();
    EXPECT_NE(type, "threat-actor");
    EXPECT_NE(type, "intrusion-set");
    if (type == "sighting" && object["count"].GetInt() == 2) {
      EXPECT_STREQ(object["first_seen"].GetString(), "2020-10-05T02:11:09.123Z");
    }
    sightings += type == "sighting" ? 1 : 0;
  }
  EXPECT_EQ(sightings, 2U);
  for (const std::string& id : referred) EXPECT_TRUE(ids.contains(id)) << id;
}

TEST(Exchange, SarifHasAResultForEachFinding) {
  const auto log = Parsed(Written("sarif", ThreeFindings()));
  const auto& run = log["runs"][0];
  ASSERT_EQ(run["results"].Size(), 3U);
  ASSERT_EQ(run["tool"]["driver"]["rules"].Size(), 2U);
  const auto& last = run["results"][2];
  const auto& rule = run["tool"]["driver"]["rules"][last["ruleIndex"].GetUint()];
  EXPECT_STREQ(rule["id"].GetString(), last["ruleId"].GetString());
  EXPECT_STREQ(last["level"].GetString(), "error");
  const auto& place = last["locations"][0]["physicalLocation"];
  EXPECT_STREQ(place["artifactLocation"]["uri"].GetString(), "a%20b/%C3%A4.evtx");
  EXPECT_EQ(place["region"]["byteOffset"].GetInt(), 512);
}

TEST(Exchange, MispMarksNothingForDetection) {
  const auto document = Parsed(Written("misp", ThreeFindings()));
  const auto& event = document["Event"];
  EXPECT_STREQ(event["threat_level_id"].GetString(), "1");
  EXPECT_EQ(event["Attribute"].Size(), 5U);  // two hosts, three rows of rules
  for (const auto& attribute : event["Attribute"].GetArray()) {
    EXPECT_FALSE(attribute["to_ids"].GetBool());
  }
  EXPECT_STREQ(event["Tag"][1]["name"].GetString(),
               "misp-galaxy:mitre-attack-pattern=\"Valid Accounts - T1078\"");
}

TEST(Exchange, TimesketchHasItsThreeColumns) {
  const std::string csv = Written("timesketch-csv", ThreeFindings());
  EXPECT_TRUE(csv.starts_with("message,datetime,timestamp_desc,"));
  EXPECT_NE(csv.find("\"'=1+1"), std::string::npos);  // no formula
  const std::string lines = Written("timesketch-jsonl", ThreeFindings());
  const auto first = Parsed(lines.substr(0, lines.find('\n')));
  for (const char* column : {"message", "datetime", "timestamp_desc"}) {
    EXPECT_TRUE(first.HasMember(column)) << column;
  }
}

}  // namespace
}  // namespace noroshi
