#include "environment/environment_writer.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "environment/environment_reader.h"
#include "environment/yaml_text.h"

namespace noroshi {
namespace {

TEST(YamlText, ScalarsReadBackAsTheyWere) {
  for (const std::string text : {"HQ-DC01",
                                 "*.example",
                                 "10.0.0.0/8",
                                 "it's",
                                 "a: b",
                                 "# no comment",
                                 "null",
                                 "true",
                                 "-x",
                                 "",
                                 "  blanks  ",
                                 "a\nb",
                                 "tab\there",
                                 "\"quoted\"",
                                 "C:\\x\\y",
                                 "日本",
                                 "\xE2\x80\xAE"
                                 "x",
                                 "a#b",
                                 "[x]",
                                 "{x}",
                                 "&a",
                                 "!t",
                                 "%x",
                                 "\x1b[31m",
                                 "\"\n\\"}) {
    std::string yaml = "organisation: ";
    AppendYamlScalar(text, yaml);
    yaml += '\n';
    if (text.empty()) continue;  // an organisation has a name
    const EnvironmentRead read = ReadEnvironmentYaml(yaml, "e.yaml");
    EXPECT_TRUE(read.problems.empty()) << yaml;
    EXPECT_EQ(read.environment.organisation, text) << yaml;
  }
}

TEST(YamlText, BrokenBytesBecomeReplacements) {
  std::string yaml;
  AppendYamlScalar("a\xFF", yaml);
  EXPECT_EQ(yaml, "\"a\\uFFFD\"");
}

TEST(YamlText, CommentsStayOnTheirLine) {
  EXPECT_EQ(CommentText("a\nservers: [evil]"), "a?servers: [evil]");
  EXPECT_EQ(CommentText("\x1b[2J\xE2\x80\xAE"), "?[2J?");
  EXPECT_LE(CommentText(std::string(10'000, 'x')).size(), kMaxCommentBytes);
}

Environment Example() {
  Environment e;
  e.organisation = "Example";
  e.own_domains = {{"corp.example", "12 computers", 90}};
  EnvironmentSite& site = e.SiteNamed("HQ");
  site.kind = SiteKind::kHeadOffice;
  site.networks = {{"10.1.0.0/16", "9 computers", 80}};
  site.hosts = {{"HQ-*"}};
  e.naming = {{"HQ-CL###", "HQ", HostRole::kWorkstation, "12 names", 95}};
  e.hosts(HostRole::kDomainController) = {{"HQ-DC01", "12,034 tickets", 99}};
  e.accounts(AccountRole::kService) = {{"CORP\\svc-backup", "nightly\nrm -rf", 80}};
  e.inventory = {{"MAILGW", "HQ", RoleBit(HostRole::kServer), {"10.1.1.9"}}};
  AllowEntry allow;
  allow.rule = "beacon";
  allow.value = "*.example";
  allow.reason = "it's ours";
  allow.expires = "2027-03-31";
  e.allow.push_back(allow);
  e.to_confirm = {{"jump_hosts", "VN-AP01", "3 desktops on 2 days"}};
  return e;
}

TEST(EnvironmentWriter, ReadsBackAsItWas) {
  const std::string text = WriteEnvironmentYaml(Example(), {{"Head."}, true});
  const EnvironmentRead read = ReadEnvironmentYaml(text, "e.yaml");
  for (const Diagnostic& one : read.problems) ADD_FAILURE() << one.ToString();
  // Notes are comments, and gone; all else is there: writing it again gives the same.
  Environment again = Example();
  const std::string bare = WriteEnvironmentYaml(read.environment);
  EXPECT_EQ(WriteEnvironmentYaml(ReadEnvironmentYaml(bare, "e.yaml").environment), bare);
  EXPECT_EQ(read.environment.allow[0].reason, "it's ours");
  EXPECT_EQ(read.environment.accounts(AccountRole::kService)[0].value, "CORP\\svc-backup");
  EXPECT_EQ(read.environment.inventory[0].addresses[0], "10.1.1.9");
  EXPECT_EQ(read.environment.naming[0].role, HostRole::kWorkstation);
  EXPECT_EQ(read.environment.to_confirm[0].why, "3 desktops on 2 days");
}

TEST(EnvironmentWriter, NotesAreComments) {
  const std::string text = WriteEnvironmentYaml(Example(), {{"Head."}, true});
  EXPECT_EQ(text.substr(0, 8), "# Head.\n");
  EXPECT_NE(
      text.find("- HQ-DC01                                 # confidence 99: 12,034 tickets\n"),
      std::string::npos)
      << text;
  EXPECT_EQ(text.find("\nrm -rf"), std::string::npos);
  EXPECT_NE(text.find("jump_hosts: []"), std::string::npos);
  EXPECT_EQ(WriteEnvironmentYaml(Example()).find("jump_hosts: []"), std::string::npos);
}

// Whatever a name of the evidence holds, it reads back as it was and stays on its line.
TEST(EnvironmentWriter, AnyNameReadsBack) {
  for (const char* name : {"HQ-DC01",
                           "it's",
                           "a: b",
                           "- x",
                           "#1",
                           "null",
                           "Yes",
                           "~",
                           "a\\b",
                           "\"q\"",
                           "tab\there",
                           "line\nbreak",
                           "\xE2\x80\xAE"
                           "gpj.exe",
                           "zero\xE2\x80\x8Bwidth",
                           "\xC2\xA0"
                           "blank",
                           "tag\xF3\xA0\x81\x81",
                           "filler\xE3\x85\xA4",
                           "端末01",
                           "1e5",
                           "0x10",
                           "{a}",
                           "[a]",
                           "%x",
                           "@y",
                           "`z",
                           "!t",
                           "&a",
                           "*a",
                           "a #b",
                           " lead",
                           "trail ",
                           "2027-03-31"}) {
    Environment e;
    e.accounts(AccountRole::kService) = {{name}};
    const std::string text = WriteEnvironmentYaml(e);
    const EnvironmentRead read = ReadEnvironmentYaml(text, "e.yaml");
    ASSERT_EQ(read.environment.accounts(AccountRole::kService).size(), 1U) << text;
    EXPECT_EQ(read.environment.accounts(AccountRole::kService)[0].value, name) << text;
    EXPECT_EQ(std::ranges::count(text, '\n'), 3) << text;  // key, entry, blank line
    EXPECT_EQ(text.find("\xE2\x80"), std::string::npos) << text;
  }
}

}  // namespace
}  // namespace noroshi
