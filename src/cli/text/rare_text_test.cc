#include "cli/text/rare_text.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

namespace noroshi {
namespace {

RareItem OneItem(const std::string& value) {
  RareItem item;
  item.kind = RareKind::kService;
  item.value = value;
  item.hosts = 7;
  item.count = 1'234;
  item.first.time = item.last.time = *ParseIso8601("2020-10-05T02:11:09Z");
  item.seen = {{item.first, "HQ-PC1"}, {item.first, "HQ-PC2"}};
  item.users = {"a", "b"};
  return item;
}

HostsByKind TenHosts() {
  HostsByKind hosts{};
  hosts[static_cast<std::size_t>(RareKind::kService)] = 10;
  return hosts;
}

Terminal Wide() {
  Terminal terminal;
  terminal.columns = 200;
  return terminal;
}

TEST(RareText, SaysHowManyHostsOfHowMany) {
  const std::string text = RareTable({OneItem("evil")}, TenHosts(), Language::kEnglish, Wide());
  for (const char* part :
       {"service", "evil", "7/10", "1,234", "2020-10-05T02:11", "HQ-PC1, HQ-PC2, ..."}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << '\n' << text;
  }
}

TEST(RareText, UsersBeyondTheLimitAreSaidToBeMore) {
  RareItem item = OneItem("x");
  for (char c = 'a'; item.users.size() < kMaxRareUsers; ++c)
    item.users.push_back(std::string(1, c));
  const std::string text = RareTable({item}, TenHosts(), Language::kEnglish, Wide());
  EXPECT_NE(text.find("8+"), std::string::npos) << text;
}

TEST(RareText, NothingRareIsSaid) {
  EXPECT_EQ(RareTable({}, {}, Language::kEnglish, Wide()), "No rare names were found.\n");
  EXPECT_EQ(RareTable({}, {}, Language::kJapanese, Wide()), "希少な名前は見つかりませんでした。\n");
}

TEST(RareText, HostileTextIsInert) {
  const std::string text =
      RareTable({OneItem("\x1b[31m\u202Ex")}, TenHosts(), Language::kJapanese, Wide());
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(text.find("\u202E"), std::string::npos);
}

TEST(RareText, JsonHasAllOfIt) {
  RareItem item = OneItem("a\"b");
  item.last.time = {};
  const std::string text = RareJson({item}, TenHosts());
  rapidjson::Document row;
  row.Parse<rapidjson::kParseValidateEncodingFlag>(text.c_str());
  ASSERT_FALSE(row.HasParseError()) << text;
  EXPECT_STREQ(row["value"].GetString(), "a\"b");
  EXPECT_EQ(row["of_hosts"].GetInt(), 10);
  ASSERT_EQ(row["host_names"].Size(), 2U);
  EXPECT_STREQ(row["host_names"][1].GetString(), "HQ-PC2");
  ASSERT_EQ(row["users"].Size(), 2U);
  EXPECT_TRUE(row["last"].IsNull());  // no record had a time
}

}  // namespace
}  // namespace noroshi
