// What the matcher promises beyond agreeing with the naive evaluator: reasons, order, interest,
// refusals, and the vectors of the Sigma specification (chapter 15).
#include "matcher/matcher.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "event/event_builder.h"
#include "matcher/explain.h"
#include "rules/rule_set.h"

namespace noroshi {
namespace {

struct Found {
  std::string title;
  std::string reasons;  // "selection field=value pattern; ..."
};

class Collector final : public MatchSink {
 public:
  explicit Collector(const RuleSet& set) : set_(set) {}
  void OnMatch(const Match& match) override {
    Found one{set_.rules[static_cast<std::size_t>(match.rule)].title, {}};
    for (const Reason& reason : match.reasons) {
      one.reasons.append(reason.selection).append(" ").append(reason.field).append("=");
      one.reasons.append(reason.value).append("; ");
    }
    found.push_back(std::move(one));
  }
  std::vector<Found> found;

 private:
  const RuleSet& set_;
};

class MatcherTest : public testing::Test {
 protected:
  // Loads rules from YAML documents and builds the matcher.
  void Load(const std::string& yaml) {
    set_ = LoadRulesFromText("test.yml", yaml, {});
    for (const NotUsedRule& rule : set_.not_used) ADD_FAILURE() << rule.title << rule.detail;
    auto matcher = BuildMatcher(set_, context_);
    ASSERT_TRUE(matcher.ok());
    matcher_ = *std::move(matcher);
    session_ = matcher_->NewSession();
  }
  // A rule over `detection` for any Windows event, alone.
  void LoadDetection(const std::string& selection, const std::string& condition = "sel") {
    Load("title: T\nlogsource: {product: windows}\nlevel: low\ndetection:\n  sel:\n" + selection +
         "\n  condition: " + condition + "\n");
  }
  std::vector<Found> Run() {
    const Event& event = builder_.Build();
    Collector collector(set_);
    session_->Run(event, collector);
    for (std::size_t i = 0; i < set_.rules.size(); ++i) CheckNaive(i, event, collector);
    return collector.found;
  }
  bool Matches(std::string_view field, std::string_view text) {
    builder_.Clear();
    builder_.Add("Channel", "Test");
    builder_.Add(field, text);
    return !Run().empty();
  }

  EventContext context_;
  EventBuilder builder_{context_};
  RuleSet set_;
  std::unique_ptr<Matcher> matcher_;
  std::unique_ptr<MatchSession> session_;

 private:
  void CheckNaive(std::size_t rule, const Event& event, const Collector& collector) {
    const bool naive = ExplainRule(set_.rules[rule], event, context_).matched;
    const bool fast = std::ranges::any_of(
        collector.found, [&](const Found& found) { return found.title == set_.rules[rule].title; });
    EXPECT_EQ(naive, fast) << set_.rules[rule].title;
  }
};

struct TextCase {
  std::string_view selection, text;
  bool matches;
};

// Chapter 15, strings.
constexpr TextCase kTextCases[] = {
    {"    F|endswith: '\\cmd.exe'", "C:\\Windows\\System32\\CMD.EXE", true},
    {"    F: 'C:\\Windows\\*'", "C:\\Windows\\x", false},
    {"    F: 'C:\\Windows\\\\*'", "C:\\Windows\\x", true},
    {"    F: '\\\\\\\\srv\\share'", "\\\\srv\\share", true},
    {"    F: '\\\\srv\\share'", "\\\\srv\\share", false},
    {"    F|contains: 'a\\?b'", "xa?by", true},
    {"    F|contains: 'a\\?b'", "xa1by", false},
    {"    F: 'a?c'", "abc", true},
    {"    F: 'a?c'", "ac", false},
    {"    F: '*'", "", true},
    {"    F: ''", "", true},
    {"    F: null", "", false},
    {"    F|contains: ' -enc '", "ps -enc AAA", true},
    {"    F|contains: ' -enc '", "ps -enc", false},
    {"    F: '\u00E0'", "\u00C0", true},
    {"    F: 10", "10", true},
    {"    F: 10", "0xa", false},
    {"    F: 10", "010", false},
    {"    F: 00000429", "00000429", true},
    {"    F: 'NtLmSsp'", "NtLmSsp ", true},
    {"    F: true", "True", true},
    {"    F|cidr: 10.0.0.0/8", "::ffff:10.1.2.3", true},
    {"    F|cidr: 10.0.0.0/8", "-", false},
    {"    F|cidr: fe80::/10", "fe80::1%3", true},
    {"    F|re: 'a.c'", "xabcx", true},
    {"    F|re: 'a.c'", "a\nc", false},
    {"    F|re: 'ABC'", "abc", false},
    {"    F|re|i: 'ABC'", "abc", true},
    {"    F|contains|windash: ' -a'", "x \u2014a", true},
    {"    F|cased: 'Ab'", "ab", false},
    {"    F|gt: 5", "6", true},
};

TEST_F(MatcherTest, TextVectors) {
  for (const TextCase& c : kTextCases) {
    LoadDetection(std::string(c.selection));
    EXPECT_EQ(Matches("F", c.text), c.matches) << c.selection << " on " << c.text;
  }
}

TEST_F(MatcherTest, MissingFields) {
  LoadDetection("    F: '*'");
  EXPECT_FALSE(Matches("Other", "x"));
  LoadDetection("    F: ''");
  EXPECT_FALSE(Matches("Other", "x"));
  LoadDetection("    F: null");
  EXPECT_TRUE(Matches("Other", "x"));
  LoadDetection("    F|fieldref: G");
  EXPECT_FALSE(Matches("F", "x"));
  LoadDetection("    Other: x\n  f_one: {F: a}\n  f_two: {F: b}", "sel and not 1 of f_*");
  EXPECT_TRUE(Matches("Other", "x"));  // two-valued logic, S-4.9
}

constexpr char kTwoRules[] =
    "title: Second by content\nlogsource: {product: windows, service: security}\nlevel: low\n"
    "detection:\n  sel: {EventID: 4688, CommandLine|contains: [' -enc ', 'bypass']}\n"
    "  path: {NewProcessName|endswith: '\\powershell.exe'}\n  skip: {User: SYSTEM}\n"
    "  condition: sel and path and not skip\n---\n"
    "title: Keyword\nlogsource: {product: windows}\nlevel: low\n"
    "detection:\n  words: [mimikatz, 'BYPASS']\n  condition: words\n";

TEST_F(MatcherTest, ReasonsNameWhatCarriesTheMatch) {
  Load(kTwoRules);
  builder_.Add("Channel", "Security");
  builder_.Add("EventID", "4688");
  builder_.Add("NewProcessName", "C:\\PowerShell.exe");
  builder_.Add("CommandLine", "powershell -Exec Bypass");
  const auto found = Run();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].title, "Second by content");
  EXPECT_EQ(found[0].reasons,
            "sel EventID=4688; sel CommandLine=powershell -Exec Bypass; "
            "path NewProcessName=C:\\PowerShell.exe; ");
  EXPECT_EQ(found[1].reasons, "words =powershell -Exec Bypass; ");
}

TEST_F(MatcherTest, WhoShowsNoneGetsNoReasons) {
  class Silent final : public MatchSink {
   public:
    void OnMatch(const Match& match) override { reasons.push_back(match.reasons.size()); }
    [[nodiscard]] bool WantsReasons(RuleIndex rule) const override { return rule != RuleIndex{1}; }
    std::vector<std::size_t> reasons;
  };
  Load(kTwoRules);
  builder_.Add("Channel", "Security");
  builder_.Add("EventID", "4688");
  builder_.Add("NewProcessName", "C:\\PowerShell.exe");
  builder_.Add("CommandLine", "powershell -Exec Bypass");
  Silent silent;
  const Event& event = builder_.Build();
  // The second time from what is remembered of the first.
  for (int i = 0; i < 2; ++i) session_->Run(event, silent);
  EXPECT_EQ(std::ranges::count(silent.reasons, 0U), 2);
  EXPECT_EQ(silent.reasons.size(), 4U);
}

TEST_F(MatcherTest, InterestIsExactAboutChannelsIdsAndFields) {
  Load(
      "title: T\nlogsource: {product: windows, service: security}\nlevel: low\n"
      "detection:\n  sel: {EventID: 4688, CommandLine|contains: x}\n  condition: sel\n");
  const auto wants = [&](std::string_view channel, std::string_view id, std::string_view field) {
    builder_.Clear();
    builder_.Add("Channel", channel);
    builder_.Add("EventID", id);
    builder_.Add(field, "x");
    const Event& event = builder_.Build();
    return session_->Wants({event.shape, event.channel, event.provider, event.event_id});
  };
  EXPECT_TRUE(wants("Security", "4688", "CommandLine"));
  EXPECT_TRUE(wants("SECURITY", "4688", "commandline"));
  EXPECT_FALSE(wants("System", "4688", "CommandLine"));
  EXPECT_FALSE(wants("Security", "4624", "CommandLine"));
  EXPECT_FALSE(wants("Security", "4688", "Other"));  // the field cannot be there
}

TEST_F(MatcherTest, NativeProcessCreationStandsInForSysmon) {
  Load(
      "title: T\nlogsource: {product: windows, category: process_creation}\nlevel: low\n"
      "detection:\n  sel: {Image|endswith: '\\cmd.exe', ProcessId: 500}\n  condition: sel\n");
  builder_.Add("Channel", "Security");
  builder_.Add("EventID", "4688");
  builder_.Add("NewProcessName", "C:\\cmd.exe");
  builder_.Add("NewProcessId", "0x1f4");
  EXPECT_EQ(Run().size(), 1U);
  builder_.Clear();
  builder_.Add("Channel", "Microsoft-Windows-Sysmon/Operational");
  builder_.Add("EventID", "1");
  builder_.Add("Image", "C:\\cmd.exe");
  builder_.Add("ProcessId", "500");
  EXPECT_EQ(Run().size(), 1U);
}

TEST_F(MatcherTest, ABadRegexRefusesItsRuleOnly) {
  Rule bad;
  bad.gate.kind = Gate::Kind::kAny;
  bad.tests.resize(1);
  bad.tests[0].op = TestOp::kRegex;
  bad.tests[0].field = "F";
  bad.tests[0].regex.expression = "(";
  bad.condition = {{ExprNode::Kind::kTest, 0, {}}};
  Rule good = bad;
  good.title = "good";
  good.tests[0].regex.expression = "a";
  set_.rules = {bad, good};
  auto matcher = BuildMatcher(set_, context_);
  ASSERT_TRUE(matcher.ok());
  ASSERT_EQ((*matcher)->refused().size(), 1U);
  EXPECT_EQ((*matcher)->refused()[0].rule, RuleIndex{0});
  session_ = (*matcher)->NewSession();
  EXPECT_TRUE(Matches("F", "xa"));
}

// Shared children would be written out 2^40 times.
TEST_F(MatcherTest, AConditionThatExplodesIsRefused) {
  Rule rule;
  rule.gate.kind = Gate::Kind::kAny;
  rule.tests.resize(2);
  rule.tests[0].field = "F";
  rule.tests[1].field = "G";
  rule.condition = {{ExprNode::Kind::kTest, 0, {}}, {ExprNode::Kind::kTest, 1, {}}};
  for (std::uint32_t i = 0; i < 80; ++i) {
    const auto kind = i % 2 == 0 ? ExprNode::Kind::kAnd : ExprNode::Kind::kOr;
    rule.condition.push_back({kind, 0, {i, i + 1}});
  }
  set_.rules = {rule};
  auto matcher = BuildMatcher(set_, context_);
  ASSERT_TRUE(matcher.ok());
  EXPECT_EQ((*matcher)->refused().size(), 1U);
}

TEST_F(MatcherTest, SearchesThatGiveUpAreCounted) {
  LoadDetection("    F|re: '(a+)+$'");
  EXPECT_FALSE(Matches("F", std::string(4000, 'a') + "b"));
  EXPECT_GT(session_->stats().regex_limits_hit, 0U);
}

}  // namespace
}  // namespace noroshi
