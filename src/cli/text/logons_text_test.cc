#include "cli/text/logons_text.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

namespace noroshi {
namespace {

LogonRow OneRow(const std::string& text) {
  LogonRow row;
  row.key = {text, text, LogonKind::kWindows, "3", "192.0.2.7", "PC7", "SRV02"};
  row.success = 1'234;
  row.first = *ParseIso8601("2020-10-05T02:11:09Z");
  row.last = *ParseIso8601("2020-10-06T02:11:09Z");
  row.longest_ticks = 61 * kTicksPerSecond;
  return row;
}

Terminal Wide() {
  Terminal terminal;
  terminal.columns = 200;
  return terminal;
}

TEST(LogonsText, SaysWhoWhereAndHow) {
  const std::string text = LogonsTable({OneRow("plain")}, 0, Language::kEnglish, Wide());
  for (const char* part : {"Windows, network (3)", "192.0.2.7 PC7 > SRV02", "1,234",
                           "2020-10-05T02:11", "2020-10-06T02:11"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << '\n' << text;
  }
  EXPECT_EQ(text.find("more rows"), std::string::npos);
}

TEST(LogonsText, ATypeThatIsNotWindowsOwnStaysAsItIs) {
  LogonRow row = OneRow("x");
  row.key.how = "99";
  EXPECT_NE(LogonsTable({row}, 0, Language::kEnglish, Wide()).find("Windows, 99"),
            std::string::npos);
  row.key.kind = LogonKind::kSsh;
  row.key.how = "3";  // no logon type of Windows
  EXPECT_NE(LogonsTable({row}, 0, Language::kEnglish, Wide()).find("SSH, 3"), std::string::npos);
}

TEST(LogonsText, RowsThatWereLeftOutAreCounted) {
  EXPECT_NE(LogonsTable({OneRow("x")}, 5'000, Language::kEnglish, Wide()).find("5,000 more rows"),
            std::string::npos);
  EXPECT_NE(LogonsTable({OneRow("x")}, 5'000, Language::kJapanese, Wide()).find("ほか5,000行"),
            std::string::npos);
}

TEST(LogonsText, NoLogonIsSaid) {
  EXPECT_EQ(LogonsTable({}, 0, Language::kEnglish, Wide()), "No logons were found.\n");
}

TEST(LogonsText, HostileTextIsInert) {
  const std::string text =
      LogonsTable({OneRow("\x1b[31m\u202Ex\n")}, 0, Language::kJapanese, Wide());
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(text.find("\u202E"), std::string::npos);
}

rapidjson::Document JsonOf(const LogonRow& row, const EnvironmentIndex* known) {
  std::string text;
  AppendLogonJson(row, text, known);
  EXPECT_EQ(text.find('\n'), text.size() - 1) << text;
  rapidjson::Document parsed;
  parsed.Parse<rapidjson::kParseValidateEncodingFlag>(text.c_str());
  EXPECT_FALSE(parsed.HasParseError()) << text;
  return parsed;
}

TEST(LogonJson, HasEveryNumber) {
  LogonRow row = OneRow("a\"\n\xFF");
  row.last = {};
  const rapidjson::Document json = JsonOf(row, nullptr);
  EXPECT_EQ(json["success"].GetInt(), 1'234);
  EXPECT_EQ(json["longest_seconds"].GetInt(), 61);
  EXPECT_STREQ(json["first"].GetString(), "2020-10-05T02:11:09.0000000Z");
  EXPECT_TRUE(json["last"].IsNull());
  EXPECT_FALSE(json.HasMember("site"));  // without an environment nobody knows
}

TEST(LogonJson, SaysWhatTheEnvironmentKnowsOfBothEnds) {
  Environment environment;
  environment.hosts(HostRole::kServer) = {{"SRV1"}, {"OTHER"}};
  environment.accounts(AccountRole::kService) = {{"svc-backup"}, {"x"}};
  environment.vpn_pools = {{"192.0.2.0/24"}, {"198.51.100.0/24"}};
  const EnvironmentIndex known(environment);
  LogonRow row = OneRow("SRV1");
  row.key.account = "CORP\\svc-backup";
  const rapidjson::Document json = JsonOf(row, &known);
  ASSERT_EQ(json["roles"].Size(), 1U);
  EXPECT_STREQ(json["roles"][0].GetString(), "server");
  EXPECT_STREQ(json["account_role"].GetString(), "service");
  EXPECT_TRUE(json["from_vpn"].GetBool());
}

}  // namespace
}  // namespace noroshi
