// Runs every *.hunt file below a folder as one GoogleTest case: hunt_text_test FOLDER [gtest flags]
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <set>
#include <sstream>

#include "correlation/small_correlation.h"
#include "hunt_file.h"
#include "json_event.h"
#include "matcher/explain.h"
#include "matcher/matcher.h"

namespace noroshi::hunt_text {
namespace {

// Keeps the titles of the rules that matched, and the selections that made them.
class SelectionSink : public MatchSink {
 public:
  explicit SelectionSink(const RuleSet& set) : set_(set) {}

  void OnMatch(const Match& match) override {
    matched_ = true;
    selections_.push_back(set_.rules[static_cast<std::size_t>(match.rule)].title);
    for (const Reason& reason : match.reasons) selections_.emplace_back(reason.selection);
  }
  // What happened, in the words of the file.
  [[nodiscard]] bool Fits(const std::string& expected) const {
    if (expected == "none") return !matched_;
    if (expected == "rule") return matched_;
    return std::ranges::find(selections_, expected) != selections_.end();
  }
  [[nodiscard]] std::string Seen() const {
    return matched_ ? fmt::format("a match by [{}]", fmt::join(selections_, ", ")) : "none";
  }

 private:
  const RuleSet& set_;
  bool matched_ = false;
  std::vector<std::string> selections_;
};

class HuntTextTest : public ::testing::Test {
 public:
  HuntTextTest(std::string path, HuntFile file) : path_(std::move(path)), file_(std::move(file)) {}

  void TestBody() override {
    for (const std::string& error : file_.errors) ADD_FAILURE() << path_ << ':' << error;
    EXPECT_TRUE(path_.ends_with(file_.name)) << "the head names " << file_.name;
    for (const RuleCase& rule : file_.rules) Run(rule);
  }

 private:
  void Run(const RuleCase& rule) {
    const RuleSet set = LoadRulesFromText(path_, rule.yaml, rule.options);
    if (!rule.refused.empty()) return ExpectRefused(rule, set);
    for (const Diagnostic& diagnostic : set.diagnostics) {
      const bool expected = std::ranges::find(rule.said, diagnostic.code) != rule.said.end();
      if (diagnostic.severity == DiagnosticSeverity::kError && !expected) {
        ADD_FAILURE() << path_ << ':' << rule.line << ": " << diagnostic.ToString();
      }
    }
    if (set.rules.empty() || (set.rules.size() > 1 && !rule.is_file)) {
      ADD_FAILURE() << path_ << ':' << rule.line << ": the rule is not used";
      return;
    }
    EXPECT_FALSE(rule.events.empty() && rule.streams.empty() && rule.said.empty())
        << path_ << ':' << rule.line << ": no event";
    for (const std::string& code : rule.said) {
      EXPECT_TRUE(Says(set, code)) << path_ << ':' << rule.line << ": does not say " << code;
    }
    for (const EventCase& event : rule.events) Run(set, event);
    for (const StreamCase& stream : rule.streams) Run(set, stream);
  }

  static bool Says(const RuleSet& set, const std::string& code) {
    return std::ranges::any_of(
        set.diagnostics, [&](const Diagnostic& diagnostic) { return diagnostic.code == code; });
  }

  void ExpectRefused(const RuleCase& rule, const RuleSet& set) {
    EXPECT_TRUE(set.rules.empty()) << path_ << ':' << rule.line << ": the rule loads";
    EXPECT_TRUE(Says(set, rule.refused))
        << path_ << ':' << rule.line << ": not refused as " << rule.refused;
  }

  void Run(const RuleSet& set, const EventCase& c) {
    const std::string where = fmt::format("{}:{}: {}", path_, c.line, c.json);
    EventContext context;
    EventBuilder builder(context);
    Arena arena;
    const std::string problem = FillEvent(c.json, builder, arena);
    ASSERT_TRUE(problem.empty()) << where << ": " << problem;
    const Event& event = builder.Build();

    const auto matcher = BuildMatcher(set, context);
    ASSERT_TRUE(matcher.ok()) << where << ": " << matcher.error().ToString();
    SelectionSink sink(set);
    (*matcher)->NewSession()->Run(event, sink);
    EXPECT_TRUE(sink.Fits(c.expected)) << where << "\n  expected " << c.expected << ", the matcher "
                                       << "says " << sink.Seen();
    const bool explained = std::ranges::any_of(
        set.rules, [&](const Rule& rule) { return ExplainRule(rule, event, context).matched; });
    EXPECT_EQ(explained, c.expected != "none") << where << "\n  the slow evaluator disagrees";
  }

  // In the order of the text and in the opposite order: a finding must not depend on it.
  void Run(const RuleSet& set, const StreamCase& stream) {
    EXPECT_TRUE(stream.closed) << path_ << ':' << stream.line << ": no 'finds' behind the records";
    std::vector<std::size_t> order(stream.records.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    EXPECT_EQ(FindingsOf(set, stream, order), stream.findings) << path_ << ':' << stream.line;
    std::ranges::reverse(order);
    EXPECT_EQ(FindingsOf(set, stream, order), stream.findings)
        << path_ << ':' << stream.line << ": read backwards";
  }

  std::vector<std::string> FindingsOf(const RuleSet& set, const StreamCase& stream,
                                      const std::vector<std::size_t>& order) {
    EventContext context;
    std::vector<std::string> findings;
    const auto matcher = BuildMatcher(set, context);
    if (!matcher.ok()) return {matcher.error().ToString()};
    const auto session = (*matcher)->NewSession();
    SmallCorrelation correlation(set, context);
    for (const std::size_t i : order) {
      const StreamCase::Record& record = stream.records[i];
      EventBuilder builder(context);
      Arena arena;
      const std::string problem = FillEvent(record.json, builder, arena);
      EXPECT_TRUE(problem.empty()) << path_ << ": " << record.json << ": " << problem;
      builder.SetTime({kStreamStart + record.ticks});
      builder.SetRecordId(i + 1);
      Event event = builder.Build();
      event.line = i + 1;
      correlation.set_file(record.file);
      session->Run(event, correlation);
    }
    for (const CorrelationFinding& finding : correlation.Run()) {
      findings.push_back(Describe(set, finding));
    }
    std::ranges::sort(findings);
    return findings;
  }

  // "TITLE: 1 2 4", the numbers being those of the records, ascending.
  static std::string Describe(const RuleSet& set, const CorrelationFinding& finding) {
    std::set<std::uint64_t> records;
    for (const CorrelationMember& member : finding.members.listed()) {
      records.insert(member.record_id);
    }
    const Rule& rule = set.rules[set.correlations[finding.correlation].rule];
    return fmt::format("{}: {}", rule.title, fmt::join(records, " "));
  }

  static constexpr std::uint64_t kStreamStart = kUnixEpochTicks;

  std::string path_;
  HuntFile file_;
};

std::string ReadFile(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

// "sigma/modifiers/windash.hunt" => suite "sigma/modifiers", case "windash".
void Register(const std::filesystem::path& root, const std::filesystem::path& path) {
  const std::filesystem::path relative = path.lexically_relative(root);
  ::testing::RegisterTest(
      relative.parent_path().generic_string().c_str(), relative.stem().string().c_str(), nullptr,
      nullptr, path.c_str(), 1, [path]() -> ::testing::Test* {
        return new HuntTextTest(path.generic_string(), ParseHuntFile(ReadFile(path)));
      });
}

}  // namespace
}  // namespace noroshi::hunt_text

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  const std::filesystem::path root = argc > 1 ? argv[1] : "test/hunt";
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() == ".hunt") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  for (const auto& path : paths) noroshi::hunt_text::Register(root, path);
  return paths.empty() ? 1 : RUN_ALL_TESTS();
}
