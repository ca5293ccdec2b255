#include "cli/session/self_check.h"

#include <gtest/gtest.h>

#include "cli/text/self_check_text.h"
#include "knowledge/builder.h"
#include "stream/visibility/rule_needs.h"

namespace noroshi {
namespace {

void Name(KnowledgeBuilder& to, ObjectKind kind, const char* id, const char* name) {
  Entity entity;
  entity.kind = kind;
  entity.id = id;
  entity.name = name;
  to.AddEntity(std::move(entity));
}

Knowledge Small() {
  KnowledgeBuilder builder;
  Name(builder, ObjectKind::kIntrusionSet, "G1", "Paper Bird");
  Name(builder, ObjectKind::kCampaign, "C1", "Migration");
  Name(builder, ObjectKind::kSoftware, "S1", "Crane");
  for (const char* id : {"T1001", "T1002", "T1003", "T1003.001", "T1004", "T1005", "T1006"}) {
    Name(builder, ObjectKind::kTechnique, id, "<b>name</b>");
  }
  builder.AddMove("T9001", "T1002");
  builder.AddReport({"Report A"}, 2020);
  for (const char* id : {"T1001", "T1002", "T1003", "T1004", "T1005"}) {
    builder.AddRelation(RelationKind::kUses, "G1", id, Mark::kPrimary, {"Report A"});
  }
  builder.AddRelation(RelationKind::kUses, "C1", "T1006", Mark::kSecondary, {});
  builder.AddRelation(RelationKind::kUses, "G1", "S1", Mark::kPrimary, {});
  builder.AddRelation(RelationKind::kAttributedTo, "C1", "G1", Mark::kPrimary, {});
  return builder.Build();
}

Rule Reading(const char* technique, std::uint32_t event_id, Level level = Level::kHigh) {
  Rule rule;
  rule.id = rule.title = std::string("rule for ") + technique;
  rule.level = level;
  rule.techniques = {technique};
  rule.gate.kind = Gate::Kind::kAlternatives;
  GateAlternative gate;
  gate.channels = {event_id < 100 ? "Microsoft-Windows-Sysmon/Operational" : "Security"};
  gate.event_ids = {event_id};
  rule.gate.alternatives = {gate};
  return rule;
}

class SelfCheckTest : public testing::Test {
 protected:
  SelfCheckTest() {
    rules_.rules = {Reading("T1001", 4624),    // fires
                    Reading("T9001", 4624),    // could fire; an old id of T1002
                    Reading("T1003.001", 10),  // blind; a sub-technique of T1003
                    Reading("T1004", 4625),    // quiet
                    Reading("T1006", 4624)};   // of a campaign of the set
    findings_ = {3, 0, 0, 0, 0};
    all_.logs["Security"].NoteKind(4624);
  }

  SelfCheck Check(std::string_view group) {
    const Knowledge knowledge = Small();
    const RuleNeeds needs(rules_);
    const Visibility visibility = JudgeVisibility(all_, needs.all());
    const Result<std::vector<EntityIndex>> groups = GroupsOf(knowledge, group);
    EXPECT_TRUE(groups.ok());
    return CheckGroup(knowledge, *groups, {rules_, findings_, needs.all(), visibility, 1});
  }

  static CheckState StateOf(const SelfCheck& check, std::string_view id) {
    for (const CheckRow& row : check.rows) {
      if (row.id == id) return row.state;
    }
    ADD_FAILURE() << id;
    return {};
  }

  RuleSet rules_;
  std::vector<std::uint64_t> findings_;
  HostCoverage all_;
};

TEST_F(SelfCheckTest, EveryTechniqueHasItsAnswer) {
  const SelfCheck check = Check("paper bird");
  EXPECT_EQ(check.rows.size(), 6U);
  EXPECT_EQ(StateOf(check, "T1001"), CheckState::kFound);
  EXPECT_EQ(StateOf(check, "T1002"), CheckState::kNotFound);
  EXPECT_EQ(StateOf(check, "T1003"), CheckState::kBlind);
  EXPECT_EQ(StateOf(check, "T1004"), CheckState::kQuiet);
  EXPECT_EQ(StateOf(check, "T1005"), CheckState::kNoRule);
  EXPECT_EQ(StateOf(check, "T1006"), CheckState::kNotFound);
  EXPECT_EQ(check.counts, (std::array<std::uint64_t, kCheckStates>{1, 2, 1, 1, 1}));
  EXPECT_EQ(check.rows.front().id, "T1001");
  EXPECT_EQ(check.rows.front().findings, 3U);
  EXPECT_EQ(check.rows.front().reports, std::vector<std::string>{"Report A"});
}

TEST_F(SelfCheckTest, BlindAndQuietSayWhatToSwitchOn) {
  const SelfCheck check = Check("G1");
  for (const CheckRow& row : check.rows) {
    const bool wanted = row.state == CheckState::kBlind || row.state == CheckState::kQuiet;
    EXPECT_EQ(row.advice.empty(), !wanted) << row.id;
  }
}

TEST_F(SelfCheckTest, ACampaignIsCheckedByItself) {
  const SelfCheck check = Check("migration");
  ASSERT_EQ(check.rows.size(), 1U);
  EXPECT_EQ(check.rows[0].mark, Mark::kSecondary);
}

TEST_F(SelfCheckTest, InformationalFindingsAreNotFound) {
  rules_.rules = {Reading("T1001", 4624, Level::kInformational)};
  findings_ = {7};
  EXPECT_EQ(StateOf(Check("G1"), "T1001"), CheckState::kNotFound);
}

TEST(SelfCheckNames, OnlySetsAndCampaignsCanBeChecked) {
  const Knowledge knowledge = Small();
  EXPECT_EQ(GroupsOf(knowledge, "nobody").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(GroupsOf(knowledge, "Crane").error().code, ErrorCode::kInvalid);
  EXPECT_TRUE(GroupsOf(knowledge, "PAPER-BIRD").ok());
}

SelfCheck Hostile() {
  const std::string text = "<script>alert(1)</script>\x1b[31m\u202E\"'&";
  SelfCheck check;
  check.name = text;
  check.ids = {text};
  CheckRow row;
  row.id = row.name = row.tactics = text;
  row.fired = row.fired_ja = row.reports = {text};
  row.advice = {{text, text}};
  for (std::size_t state = 0; state < kCheckStates; ++state) {
    row.state = static_cast<CheckState>(state);
    check.rows.push_back(row);
    ++check.counts[state];
  }
  return check;
}

TEST(SelfCheckText, HostileTextIsInertInEveryForm) {
  for (const Language language : {Language::kEnglish, Language::kJapanese}) {
    const std::string html = SelfCheckHtml(Hostile(), language, Timestamp{1});
    EXPECT_EQ(html.find("<script"), std::string::npos);
    EXPECT_NE(html.find("&lt;script&gt;"), std::string::npos);
    const std::string text = SelfCheckText(Hostile(), language, Terminal());
    for (const std::string* out : {&html, &text}) {
      EXPECT_EQ(out->find('\x1b'), std::string::npos);
      EXPECT_EQ(out->find("\u202E"), std::string::npos);
    }
  }
  EXPECT_EQ(SelfCheckJson(Hostile()).find('\x1b'), std::string::npos);
}

TEST(SelfCheckText, TheChecklistLoadsNothing) {
  const std::string html = SelfCheckHtml(Hostile(), Language::kJapanese, Timestamp{1});
  EXPECT_NE(html.find("default-src 'none'"), std::string::npos);
  EXPECT_EQ(html.find("http:"), std::string::npos);
  EXPECT_EQ(html.find("https:"), std::string::npos);
}

}  // namespace
}  // namespace noroshi
