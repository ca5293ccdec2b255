#include "cli/session/rules_test_runner.h"

#include <fmt/format.h>
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "correlation/small_correlation.h"
#include "event/event_builder.h"
#include "matcher/matcher.h"
#include "rules/analytic_names.h"
#include "rules/sigma/correlation.h"

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
  std::string rule_id;                    // empty: any rule of the file
  std::optional<std::uint64_t> findings;  // how many, for a case of several events
};

// True if `object` is one with a member `event` that is an object.
bool HasEvent(const rapidjson::Value& object) {
  return object.IsObject() && object.HasMember("event") && object["event"].IsObject();
}

// What is wrong with the case's events, or nothing.
std::string_view EventsProblem(const rapidjson::Value& document) {
  if (HasEvent(document)) return {};
  if (!document.IsObject() || !document.HasMember("events") || !document["events"].IsArray()) {
    return "a case is an object with a member 'event' that is an object, or 'events', a list";
  }
  for (const auto& one : document["events"].GetArray()) {
    if (!HasEvent(one) || !one.HasMember("at") || !one["at"].IsString() ||
        !sigma::ParseTimespan(TextOf(one["at"]))) {
      return "each of 'events' has an 'event' and, in 'at', its time behind the first: \"90s\"";
    }
  }
  return {};
}

// Reads a line into `document` and `out`; a message when it is no case.
std::string ReadCase(const std::string& line, rapidjson::Document& document, Case& out) {
  document.Parse<rapidjson::kParseIterativeFlag>(line.data(), line.size());
  if (document.HasParseError()) {
    return fmt::format("not JSON: {}", rapidjson::GetParseError_En(document.GetParseError()));
  }
  if (const std::string_view problem = EventsProblem(document); !problem.empty()) {
    return std::string(problem);
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
  const auto findings = document.FindMember("findings");
  if (findings != document.MemberEnd() && findings->value.IsUint64()) {
    out.findings = findings->value.GetUint64();
  }
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
      : rules_(rules),
        context_(context),
        session_(matcher.NewSession()),
        event_(context),
        report_(report) {}

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
    rapidjson::Document document;
    if (std::string problem = ReadCase(line, document, test); !problem.empty()) {
      report_.failures.push_back({path, number, std::move(problem)});
      return;
    }
    ++(test.expect_match ? expected_matches_ : expected_none_);
    const std::string problem = document.HasMember("events")
                                    ? RunStream(rule_path, document["events"], test)
                                    : RunEvent(rule_path, document["event"], test);
    if (problem.empty()) {
      ++report_.passed;
    } else {
      report_.failures.push_back({path, number, fmt::format("{}: {}", problem, test.note)});
    }
  }

  // Both return what was wrong, or nothing.
  std::string RunEvent(const std::string& rule_path, const rapidjson::Value& fields,
                       const Case& test) {
    FileMatches matches(rules_, rule_path);
    event_.Clear();
    AddFields(fields, event_);
    session_->Run(event_.Build(), matches);
    if (matches.Matched(test.rule_id) == test.expect_match) return {};
    return test.expect_match ? "expected a match, there was none"
                             : "expected no match, there was one";
  }

  std::string RunStream(const std::string& rule_path, const rapidjson::Value& events,
                        const Case& test) {
    SmallCorrelation correlation(rules_, context_);
    std::uint64_t number = 0;
    for (const auto& one : events.GetArray()) {
      event_.Clear();
      AddFields(one["event"], event_);
      event_.SetTime({kUnixEpochTicks + sigma::ParseTimespan(TextOf(one["at"])).value_or(0)});
      event_.SetRecordId(++number);
      Event event = event_.Build();
      event.line = number;
      session_->Run(event, correlation);
    }
    const std::uint64_t found = CountFindings(correlation.Run(), rule_path, test);
    const std::uint64_t least = test.expect_match ? 1 : 0;
    if (test.findings.value_or(found) == found && std::min<std::uint64_t>(found, 1) == least) {
      return {};
    }
    return fmt::format("expected {} findings of a correlation, there were {}",
                       test.findings.value_or(least), found);
  }

  [[nodiscard]] std::uint64_t CountFindings(const std::vector<CorrelationFinding>& findings,
                                            const std::string& rule_path, const Case& test) const {
    return static_cast<std::uint64_t>(
        std::ranges::count_if(findings, [&](const CorrelationFinding& finding) {
          const Rule& rule = rules_.rules[rules_.correlations[finding.correlation].rule];
          return rule.path == rule_path && (test.rule_id.empty() || test.rule_id == rule.id);
        }));
  }

  const RuleSet& rules_;
  const EventContext& context_;
  std::unique_ptr<MatchSession> session_;
  EventBuilder event_;
  RuleTestReport& report_;
  std::uint64_t expected_matches_ = 0;
  std::uint64_t expected_none_ = 0;
};

// The paths of all rule files that events can test, in order: an analytic has tests of its own.
std::set<std::string> RuleFiles(const RuleSet& rules) {
  std::set<std::string> paths;
  for (const Rule& rule : rules.rules) {
    if (AnalyticOf(rule).empty()) paths.insert(rule.path);
  }
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
  LoadOptions own = options;
  own.default_source = RuleSource::kNoroshi;  // a rule of ours is tested as it is shipped
  NOROSHI_TRY(const RuleSet rules, LoadRules(paths, own));
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
