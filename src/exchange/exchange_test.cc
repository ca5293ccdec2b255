#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <set>
#include <string>
#include <vector>

#include "exchange/finding_line.h"
#include "exchange/format.h"
#include "exchange/json_out.h"
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

std::string Written(std::string_view name, const std::vector<std::string>& lines,
                    std::size_t most_kept = kMostKept, const char* now = "2020-10-10T00:00:00Z") {
  ExchangeContext context{"1.0", *ParseIso8601(now), "18",
                          [](std::string_view id) {
                            return id == "T1078" ? std::string("Valid Accounts") : std::string();
                          },
                          most_kept};
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

TEST(JsonOut, WritesTimesAsOtherProgramsHaveThem) {
  const Timestamp time = *ParseIso8601("2020-10-05T02:11:09.1239999Z");
  EXPECT_EQ(Milliseconds(time), "2020-10-05T02:11:09.123Z");  // cut, not rounded
  EXPECT_EQ(UnixSeconds(time), 1'601'863'869U);
  EXPECT_EQ(UnixSeconds({1}), 0U);  // 1601
}

TEST(JsonOut, BeginsAnewBehindWhatWasTaken) {
  JsonOut json;
  std::string out;
  json.Object().Member("a", "\"").Member("n", std::uint64_t{7}).EndObject().MoveTo(out);
  json.Array().Text("b").Bool(true).EndArray().MoveTo(out);
  EXPECT_EQ(out, "{\"a\":\"\\\"\",\"n\":7}[\"b\",true]");
  EXPECT_EQ(json.text(), "");
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

// The texts of the member of objects that have the given type.
std::vector<std::string> TextsOf(const rapidjson::Document& bundle, const std::string& type,
                                 const char* member) {
  std::vector<std::string> texts;
  for (const auto& object : bundle["objects"].GetArray()) {
    if (object["type"].GetString() == type) texts.emplace_back(object[member].GetString());
  }
  return texts;
}

TEST(Exchange, StixSaysWhatItLeavesOut) {
  const auto bundle = Parsed(Written("stix", ThreeFindings(), 1));
  const auto said = TextsOf(bundle, "report", "description");
  ASSERT_EQ(said.size(), 1U);
  EXPECT_TRUE(
      said[0].ends_with("sightings left out: 1; findings without a note: 1; "
                        "links of notes left out: 0"))
      << said[0];
  EXPECT_EQ(TextsOf(bundle, "sighting", "id").size(), 1U);
}

TEST(Exchange, StixCountsTheLinksOfAllNotesTogether) {
  const std::vector<std::string> lines = {LineOf("f-1", "A", "T1078", "t"),
                                          LineOf("f-2", "B", "T1078", "t"),
                                          LineOf("f-3", "B", "T1078", "t")};
  const auto bundle = Parsed(Written("stix", lines, 1));
  EXPECT_NE(TextsOf(bundle, "report", "description")[0].find("links of notes left out: 2"),
            std::string::npos);
  EXPECT_EQ(TextsOf(bundle, "note", "content")[0], "Rule r-T1078 (high): 3 findings");
}

TEST(Exchange, NavigatorSaysWhatItLeavesOut) {
  const auto layer = Parsed(Written("navigator", ThreeFindings(), 1));
  EXPECT_TRUE(std::string(layer["description"].GetString())
                  .ends_with("; left out for too many techniques: 1"));
  const auto whole = Parsed(Written("navigator", ThreeFindings()));
  EXPECT_EQ(std::string(whole["description"].GetString()).find("left out"), std::string::npos);
}

TEST(Exchange, NavigatorSaysThatThereAreMoreRulesAndHosts) {
  std::vector<std::string> lines;
  for (const char* name : {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"}) {
    lines.push_back(LineOf("f", name, "T1078", name));
  }
  const auto layer = Parsed(Written("navigator", lines, 2));
  const auto& row = layer["techniques"][0];
  EXPECT_STREQ(row["comment"].GetString(), "a; b; c; d; e; f; g; h; i; j; and more");
  EXPECT_STREQ(row["metadata"][0]["value"].GetString(), "2 or more");
  EXPECT_EQ(row["score"].GetInt(), 11);
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

TEST(Exchange, MispSaysWhatItLeavesOut) {
  const auto document = Parsed(Written("misp", ThreeFindings(), 1));
  EXPECT_STREQ(document["Event"]["info"].GetString(),
               "noroshi hunt: 3 findings (left out: 3 of attributes, 1 of tags)");
  const auto whole = Parsed(Written("misp", ThreeFindings()));
  EXPECT_STREQ(whole["Event"]["info"].GetString(), "noroshi hunt: 3 findings");
}

TEST(Exchange, MispAttributesOfTwoEventsHaveTheirOwnIds) {
  const auto one = Parsed(Written("misp", ThreeFindings()));
  const auto other = Parsed(Written("misp", ThreeFindings(), kMostKept, "2021-01-01T00:00:00Z"));
  EXPECT_STREQ(one["Event"]["Attribute"][0]["value"].GetString(),
               other["Event"]["Attribute"][0]["value"].GetString());
  EXPECT_STRNE(one["Event"]["Attribute"][0]["uuid"].GetString(),
               other["Event"]["Attribute"][0]["uuid"].GetString());
}

TEST(Exchange, MispKnowsTheGravestLevel) {
  const auto none = Parsed(Written("misp", {}));
  EXPECT_STREQ(none["Event"]["threat_level_id"].GetString(), "4");
  EXPECT_STREQ(none["Event"]["date"].GetString(), "2020-10-10");  // of now, for want of findings
}

TEST(Exchange, TimesketchLeavesOutWhatHasNoTime) {
  const std::vector<std::string> lines = {R"({"id":"f","time":null})"};
  EXPECT_EQ(Written("timesketch-jsonl", lines), "");
  const std::string csv = Written("timesketch-csv", lines);
  EXPECT_EQ(csv.find('\n'), csv.size() - 1);  // the heads of the columns alone
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
