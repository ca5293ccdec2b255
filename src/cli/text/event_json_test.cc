#include "cli/text/event_json.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <map>
#include <string>

#include "event/event_builder.h"

namespace noroshi {
namespace {

class EventJson : public testing::Test {
 protected:
  EventJson() : builder(context) {
    builder.Add("Computer", "HQ-PC1");
    builder.Add("Channel", "Security");
    builder.Add("EventID", "4624");
    builder.SetRecordId(7);
  }

  rapidjson::Document Written(std::string_view path = {}) {
    std::string text;
    AppendEventJson(builder.Build(), context, text, path);
    EXPECT_EQ(text.find('\n'), text.size() - 1) << text;
    rapidjson::Document json;
    json.Parse<rapidjson::kParseValidateEncodingFlag>(text.c_str());
    EXPECT_FALSE(json.HasParseError()) << text;
    return json;
  }

  EventContext context;
  EventBuilder builder;
};

TEST_F(EventJson, HasWhatRulesSee) {
  builder.SetTime(*ParseIso8601("2020-10-05T02:11:09Z"));
  builder.AddPayload("TargetUserName", "sato");
  const rapidjson::Document json = Written();
  EXPECT_STREQ(json["time"].GetString(), "2020-10-05T02:11:09.0000000Z");
  EXPECT_STREQ(json["channel"].GetString(), "Security");
  EXPECT_EQ(json["event_id"].GetInt(), 4'624);
  EXPECT_EQ(json["record_id"].GetInt(), 7);
  EXPECT_STREQ(json["fields"]["TargetUserName"].GetString(), "sato");
  EXPECT_STREQ(json["fields"]["Computer"].GetString(), "HQ-PC1");
  EXPECT_FALSE(json.HasMember("path"));
  EXPECT_FALSE(json.HasMember("host"));
}

TEST_F(EventJson, NoTimeIsNull) { EXPECT_TRUE(Written()["time"].IsNull()); }

TEST_F(EventJson, SaysWhereItIsWhenAsked) {
  const rapidjson::Document json = Written("a \"b\".evtx");
  EXPECT_STREQ(json["path"].GetString(), "a \"b\".evtx");
  EXPECT_STREQ(json["host"].GetString(), "HQ-PC1");
  EXPECT_FALSE(json.HasMember("marks"));  // nothing is odd about it
}

std::string Joined(const rapidjson::Value& value) {
  if (!value.IsArray()) return value.GetString();
  std::string all;
  for (const auto& item : value.GetArray()) {
    all += std::string("[") + (item.IsNull() ? "null" : item.GetString()) + "]";
  }
  return all;
}

TEST_F(EventJson, FieldsOfOneNameAreOneArray) {
  builder.AddPayload("Data", "first");
  builder.AddPayload("Other", "between");
  builder.AddPayload("Data", "second");
  builder.AddPayload("Computer", "of the payload");
  const rapidjson::Document json = Written();
  const rapidjson::Value& fields = json["fields"];
  std::map<std::string, int> names;
  for (const auto& member : fields.GetObject()) ++names[member.name.GetString()];
  for (const auto& [name, count] : names) EXPECT_EQ(count, 1) << name;
  EXPECT_EQ(Joined(fields["Data"]), "[first][second]");
  EXPECT_EQ(Joined(fields["Computer"]), "[HQ-PC1][of the payload]");
  EXPECT_EQ(Joined(fields["Other"]), "between");  // one value stays a text
}

TEST_F(EventJson, HostileTextStaysOneValue) {
  builder.AddPayload("Evil\"name{", "\x1b[2J\n\",\"time\":1\xFF");
  const rapidjson::Document json = Written("p");
  EXPECT_TRUE(json["fields"].HasMember("Evil\"name{"));
  EXPECT_TRUE(json["time"].IsNull());
}

}  // namespace
}  // namespace noroshi
