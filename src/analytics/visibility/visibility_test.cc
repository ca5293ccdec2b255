#include "analytics/visibility/visibility.h"

#include <gtest/gtest.h>

#include "analytics/testing/fake_log.h"
#include "analytics/visibility/advice.h"

namespace noroshi {
namespace {

using testing::DayTime;
using testing::FakeLog;

constexpr std::string_view kSysmon = "Microsoft-Windows-Sysmon/Operational";

class VisibilityTest : public ::testing::Test {
 protected:
  VisibilityTest() {
    security_.emplace(context_, "SRV01", "Security", "Microsoft-Windows-Security-Auditing");
    Add(security_->Make(4624, 1, DayTime(0)));
  }
  void Add(const Event& event) { coverage_.Add(event, context_); }
  [[nodiscard]] Sight Of(const NeedAlternative& need) const {
    return SightOf(need, coverage_.hosts().begin()->second);
  }

  EventContext context_;
  Coverage coverage_;
  std::optional<FakeLog> security_;
};

TEST_F(VisibilityTest, SeenQuietBlind) {
  EXPECT_EQ(Of({{"security"}, false, {4624}}), Sight::kSeen);   // case does not matter
  EXPECT_EQ(Of({{"Security"}, false, {4697}}), Sight::kQuiet);  // the log is there
  EXPECT_EQ(Of({{kSysmon}, false, {1}}), Sight::kBlind);
  EXPECT_EQ(Of({{"Security"}, false, {}}), Sight::kSeen);
  EXPECT_EQ(Of({{}, false, {4624}}), Sight::kSeen);  // any channel
  EXPECT_EQ(Of({{"Sec"}, true, {4624}}), Sight::kSeen);
  EXPECT_EQ(Of({{"Sec"}, false, {4624}}), Sight::kBlind);
  EXPECT_EQ(Of({{"Security"}, false, {4697, 4624}}), Sight::kSeen);
}

TEST_F(VisibilityTest, ProcessesWithoutCommandLinesAreNoSight) {
  Add(security_->Make(4688, 2, DayTime(0), {{"NewProcessName", "C:\\a.exe"}, {"CommandLine", ""}}));
  EXPECT_EQ(Of({{"Security"}, false, {4688}, true}), Sight::kBlind);
  EXPECT_EQ(Of({{"Security"}, false, {4688}, false}), Sight::kSeen);
  Add(security_->Make(4688, 3, DayTime(0), {{"CommandLine", "a -b"}}));
  EXPECT_EQ(Of({{"Security"}, false, {4688}, true}), Sight::kSeen);
}

TEST_F(VisibilityTest, RulesTechniquesAndWhatIsMissing) {
  FakeLog other(context_, "SRV02", "System", "Service Control Manager");
  Add(other.Make(7045, 1, DayTime(0)));
  std::vector<RuleNeed> needs(4);
  needs[0] = {"a", "logon", Level::kHigh, {"T1078"}, {{{"Security"}, false, {4624}}}, false, "w/s"};
  needs[1] = {"b", "image", Level::kHigh, {"T1078"}, {{{kSysmon}, false, {7}}}, false, "w/i"};
  needs[2] = {"c", "image", Level::kLow, {"T1574.001"}, {{{kSysmon}, false, {7}}}, false, "w/i"};
  needs[3] = {"d", "cloud", Level::kLow, {}, {}, true, "aws"};
  const Visibility found = JudgeVisibility(coverage_, needs);

  EXPECT_EQ(found.rules[0].hosts, (SightCounts{1, 0, 1}));
  EXPECT_EQ(found.rules[0].best(), Sight::kSeen);
  EXPECT_EQ(found.rules[1].best(), Sight::kBlind);
  ASSERT_EQ(found.techniques.size(), 3U);
  EXPECT_EQ(found.techniques[0].technique, "");
  EXPECT_EQ(found.techniques[1].technique, "T1078");
  EXPECT_EQ(found.techniques[1].hosts, (SightCounts{1, 0, 1}));
  EXPECT_EQ(found.techniques[1].rules, (SightCounts{1, 0, 1}));
  EXPECT_EQ(found.techniques[2].hosts, (SightCounts{2, 0, 0}));
  ASSERT_EQ(found.missing.size(), 2U);
  EXPECT_EQ(found.missing[0].channel, kSysmon);
  EXPECT_EQ(found.missing[0].event_id, 7U);
  EXPECT_EQ(found.missing[0].rules, 2U);
  EXPECT_EQ(found.missing[0].high_rules, 1U);
  EXPECT_EQ(found.missing[1].log_source, "aws");
}

TEST(Visibility, WithoutHostsAllIsBlind) {
  const std::vector<RuleNeed> needs(1);
  EXPECT_EQ(JudgeVisibility(Coverage(), needs).rules[0].best(), Sight::kBlind);
}

TEST(Advice, NamesTheAuditSubcategory) {
  EXPECT_EQ(AuditSubcategoryOf(4688), "Process Creation");
  EXPECT_EQ(AuditSubcategoryOf(4769), "Kerberos Service Ticket Operations");
  EXPECT_EQ(AuditSubcategoryOf(1), "");
  // Between events of other subcategories (Microsoft: "Audit File Share" and the like).
  EXPECT_EQ(AuditSubcategoryOf(5140), "File Share");
  EXPECT_EQ(AuditSubcategoryOf(5139), "Directory Service Changes");
  EXPECT_EQ(AuditSubcategoryOf(5141), "Directory Service Changes");
  EXPECT_EQ(AuditSubcategoryOf(4739), "Authentication Policy Change");
  EXPECT_EQ(AuditSubcategoryOf(4718), "Authentication Policy Change");
  EXPECT_EQ(AuditSubcategoryOf(4719), "Audit Policy Change");
  EXPECT_EQ(AuditSubcategoryOf(4649), "Other Logon/Logoff Events");
  EXPECT_EQ(AuditSubcategoryOf(4932), "Directory Service Replication");
  EXPECT_NE(AdviceFor("Security", 4688).english.find("Process Creation"), std::string::npos);
  EXPECT_NE(AdviceFor("SECURITY", 4688).japanese.find("監査ポリシー"), std::string::npos);
}

TEST(Advice, NamesTheSysmonEventAndNeverIsEmpty) {
  EXPECT_NE(AdviceFor(kSysmon, 7).english.find("ImageLoad"), std::string::npos);
  EXPECT_NE(AdviceFor(kSysmon, 0).english.find("install Sysmon"), std::string::npos);
  EXPECT_FALSE(AdviceFor(kSysmon, 30'000).english.empty());
  EXPECT_NE(AdviceFor("linux:auditd", 0).english.find("audit.log"), std::string::npos);
  EXPECT_NE(AdviceFor("linux:sshd", 0).japanese.find("journalctl"), std::string::npos);
  EXPECT_NE(AdviceFor("proxy:squid", 0).english.find("proxy"), std::string::npos);
  EXPECT_NE(AdviceFor("Some/Log", 0).english.find("Some/Log"), std::string::npos);
}

}  // namespace
}  // namespace noroshi
