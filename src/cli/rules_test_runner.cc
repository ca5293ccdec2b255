#include "cli/rules_test_runner.h"

#include <fmt/format.h>
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <string_view>
#include <utility>

#include "event/event_builder.h"
#include "matcher/matcher.h"

namespace noroshi {
namespace {

std::string EventsPathOf(const std::string& rule_path) {
  return rule_path.substr(0, rule_path.rfind('.')) + ".events.jsonl";
}

std::string_view TextOf(const rapidjson::Value& value) {
  return {value.GetString(), value.GetStringLength()};
}

// The text form of a scalar; numbers as they stand in rules.
std::string ScalarText(const rapidjson::Value& value) {
  if (value.IsString()) return std::string(TextOf(value));
  if (value.IsBool()) return value.GetBool() ? "true" : "false";
  if (value.IsUint64()) return std::to_string(value.GetUint64());
  if (value.IsInt64()) return std::to_string(value.GetInt64());
  if (value.IsDouble()) return fmt::format("{}", value.GetDouble());
  return {};
}

enum class Section : std::uint8_t { kAny, kPayload };

void AddField(std::string_view name, const rapidjson::Value& value, Section section,
              EventBuilder& event) {
  if (value.IsArray()) {
    for (const auto& item : value.GetArray()) AddField(name, item, section, event);
  } else if (section == Section::kPayload) {
    event.AddPayload(name, std::string_view(ScalarText(value)));
  } else {
    event.Add(name, ScalarText(value));
  }
}

void AddFields(const rapidjson::Value& fields, EventBuilder& event) {
  for (const auto& field : fields.GetObject()) {
    if (!field.value.IsObject()) {
      AddField(TextOf(field.name), field.value, Section::kAny, event);
      continue;
    }
    for (const auto& inner : field.value.GetObject()) {
      AddField(TextOf(inner.name), inner.value, Section::kPayload, event);
    }
  }
}

struct Case {
  bool expect_match = false;
  std::string note;
  std::string rule_id;  // empty: any rule of the file
};

// Reads a line into `out` and `event`; a message when it is no case.
std::string ReadCase(const std::string& line, Case& out, EventBuilder& event) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag>(line.data(), line.size());
  if (document.HasParseError()) {
    return fmt::format("not JSON: {}", rapidjson::GetParseError_En(document.GetParseError()));
  }
  if (!document.IsObject() || !document.HasMember("event") || !document["event"].IsObject()) {
    return "a case is an object with a member 'event' that is an object";
  }
  const auto expect = document.FindMember("expect");
  if (expect == document.MemberEnd() || !expect->value.IsString() ||
      (TextOf(expect->value) != "match" && TextOf(expect->value) != "none")) {
    return "'expect' must be \"match\" or \"none\"";
  }
  out.expect_match = TextOf(expect->value) == "match";
  for (const auto& [name, target] : {std::pair{"note", &out.note}, {"rule", &out.rule_id}}) {
    const auto member = document.FindMember(name);
    if (member != document.MemberEnd()) *target = ScalarText(member->value);
  }
  event.Clear();
  AddFields(document["event"], event);
  return {};
}

// Collects which rules of one file matched.
class FileMatches : public MatchSink {
 public:
  FileMatches(const RuleSet& rules, const std::string& path) : rules_(rules), path_(path) {}

  void OnMatch(const Match& match) override {
    const Rule& rule = rules_.rules[static_cast<std::size_t>(match.rule)];
    if (rule.path == path_) ids_.insert(rule.id);
  }
  [[nodiscard]] bool Matched(const std::string& rule_id) const {
    return rule_id.empty() ? !ids_.empty() : ids_.contains(rule_id);
  }

 private:
  const RuleSet& rules_;
  const std::string& path_;
  std::set<std::string> ids_;
};

class Runner {
 public:
  Runner(const RuleSet& rules, EventContext& context, const Matcher& matcher,
         RuleTestReport& report)
      : rules_(rules), session_(matcher.NewSession()), event_(context), report_(report) {}

  void RunFile(const std::string& rule_path) {
    ++report_.rule_files;
    const std::string path = EventsPathOf(rule_path);
    if (!std::filesystem::exists(path)) {
      report_.without_events.push_back(rule_path);
      return;
    }
    std::ifstream in(path, std::ios::binary);
    expected_matches_ = expected_none_ = 0;
    std::string line;
    for (std::uint64_t number = 1; std::getline(in, line); ++number) {
      if (!line.empty()) RunLine(rule_path, path, number, line);
    }
    if (!in.eof()) report_.failures.push_back({path, 0, "cannot be read"});
    if (expected_matches_ == 0 || expected_none_ == 0) report_.one_sided.push_back(rule_path);
  }

 private:
  void RunLine(const std::string& rule_path, const std::string& path, std::uint64_t number,
               const std::string& line) {
    ++report_.cases;
    Case test;
    if (std::string problem = ReadCase(line, test, event_); !problem.empty()) {
      report_.failures.push_back({path, number, std::move(problem)});
      return;
    }
    ++(test.expect_match ? expected_matches_ : expected_none_);
    FileMatches matches(rules_, rule_path);
    session_->Run(event_.Build(), matches);
    if (matches.Matched(test.rule_id) == test.expect_match) {
      ++report_.passed;
      return;
    }
    report_.failures.push_back(
        {path, number,
         fmt::format("expected {}: {}",
                     test.expect_match ? "a match, there was none" : "no match, there was one",
                     test.note)});
  }

  const RuleSet& rules_;
  std::unique_ptr<MatchSession> session_;
  EventBuilder event_;
  RuleTestReport& report_;
  std::uint64_t expected_matches_ = 0;
  std::uint64_t expected_none_ = 0;
};

// The paths of all rule files, in order.
std::set<std::string> RuleFiles(const RuleSet& rules) {
  std::set<std::string> paths;
  for (const Rule& rule : rules.rules) paths.insert(rule.path);
  return paths;
}

void ReportUnusable(const RuleSet& rules, const Matcher& matcher, RuleTestReport& report) {
  for (const NotUsedRule& rule : rules.not_used) {
    report.failures.push_back(
        {rule.path, rule.line,
         fmt::format("cannot be used ({}): {}", NotUsedReasonName(rule.reason), rule.detail)});
  }
  for (const Matcher::Refused& refused : matcher.refused()) {
    report.failures.push_back(
        {rules.rules[static_cast<std::size_t>(refused.rule)].path, 0, refused.reason});
  }
}

}  // namespace

std::string RuleTestReport::ToString() const {
  std::string out;
  for (const RuleTestFailure& failure : failures) {
    out += failure.line == 0
               ? fmt::format("{}: {}\n", failure.path, failure.message)
               : fmt::format("{}:{}: {}\n", failure.path, failure.line, failure.message);
  }
  for (const std::string& path : without_events) out += path + ": no events beside it\n";
  for (const std::string& path : one_sided) {
    out += path + ": needs both matching and non-matching events\n";
  }
  out += fmt::format("{} rules in {} files, {} events: {} as expected, {} failures\n", rules,
                     rule_files, cases, passed, failures.size());
  return out;
}

Result<RuleTestReport> RunRuleTests(const std::vector<std::string>& paths,
                                    const LoadOptions& options) {
  NOROSHI_TRY(const RuleSet rules, LoadRules(paths, options));
  EventContext context;
  NOROSHI_TRY(const std::unique_ptr<Matcher> matcher, BuildMatcher(rules, context));
  RuleTestReport report;
  report.rules = rules.rules.size();
  ReportUnusable(rules, *matcher, report);
  Runner runner(rules, context, *matcher, report);
  for (const std::string& path : RuleFiles(rules)) runner.RunFile(path);
  return report;
}

}  // namespace noroshi
