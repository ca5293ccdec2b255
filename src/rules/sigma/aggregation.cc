#include "rules/sigma/aggregation.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rules/sigma/correlation.h"
#include "rules/text/ascii.h"
#include "rules/text/number.h"

namespace noroshi::sigma {
namespace {

struct Function {
  std::string_view name;
  Measure measure{};
};

constexpr Function kFunctions[] = {
    {"count", Measure::kEvents},  // of a field: kDistinct
    {"sum", Measure::kSum},      {"min", Measure::kMinimum},
    {"max", Measure::kMaximum},  {"avg", Measure::kAverage},
};

struct Comparator {
  std::string_view text;
  CorrelationOp op{};
};

constexpr Comparator kComparators[] = {
    {">", CorrelationOp::kGreater}, {">=", CorrelationOp::kGreaterEqual},
    {"<", CorrelationOp::kLess},    {"<=", CorrelationOp::kLessEqual},
    {"==", CorrelationOp::kEqual},  {"=", CorrelationOp::kEqual},
};

// The blank-separated words of a text.
std::vector<std::string_view> Words(std::string_view text) {
  std::vector<std::string_view> words;
  while (!(text = Trim(text)).empty()) {
    const std::size_t end = std::min(text.find_first_of(" \t\r\n"), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return words;
}

// "function(field) [by field, ...] operator number". Returns what is wrong, or nothing.
std::string_view ReadAggregation(std::string_view text, CorrelationRule& rule) {
  const std::size_t open = text.find('(');
  const std::size_t close = text.find(')', open);
  if (open == std::string_view::npos || close == std::string_view::npos) {
    return "a function with parentheses is expected";
  }
  const auto* function = std::ranges::find(kFunctions, Trim(text.substr(0, open)), &Function::name);
  if (function == std::end(kFunctions)) return "unknown aggregation function";
  rule.type = function->name;
  rule.measure = function->measure;
  const std::string_view field = Trim(text.substr(open + 1, close - open - 1));
  if (!field.empty()) rule.values.emplace_back(field);
  if (rule.measure != Measure::kEvents && field.empty()) return "a field is expected";
  if (rule.measure == Measure::kEvents && !field.empty()) rule.measure = Measure::kDistinct;

  const std::vector<std::string_view> words = Words(text.substr(close + 1));
  if (words.size() < 2) return "a comparison with a number is missing";
  const std::string_view op = words[words.size() - 2];
  const auto* comparator = std::ranges::find(kComparators, op, &Comparator::text);
  if (comparator == std::end(kComparators)) return "unknown comparison";
  const auto number = ParseNumber(words.back());
  if (!number) return "the comparison needs a number";
  rule.tests.push_back({comparator->op, *number});
  if (words.size() == 2) return {};
  if (!EqualsIgnoreCase(words[0], "by") && !EqualsIgnoreCase(words[0], "per")) {
    return "'by' and fields are expected";
  }
  for (std::size_t i = 1; i + 2 < words.size(); ++i) {
    for (const std::string_view group : Split(words[i], ',')) {
      if (!group.empty()) rule.group_by.emplace_back(group);
    }
  }
  return rule.group_by.empty() ? "'by' needs a field" : std::string_view();
}

void ReadTimeframe(const YamlNode& detection, Reporter& reporter, CorrelationRule& rule) {
  const YamlNode* timeframe = detection.Find("timeframe");
  if (timeframe == nullptr || timeframe->IsNull()) return;
  if (const auto ticks = ParseTimespan(timeframe->text)) {
    rule.timespan = *ticks;
    rule.shown += fmt::format(" in {}", timeframe->text);
    return;
  }
  reporter.Report(codes::kAggregationBad, *timeframe,
                  fmt::format("'{}' is no time span", timeframe->text));
}

}  // namespace

CorrelationRule LowerAggregation(const LegacyAggregation& aggregation, const YamlNode& detection,
                                 Reporter& reporter) {
  CorrelationRule rule;
  rule.line = aggregation.place.line;
  rule.column = aggregation.place.column;
  rule.reporting = Reporting::kRestarts;
  rule.sources.emplace_back();  // the rule itself
  rule.shown = Trim(aggregation.text);
  const std::vector<std::string_view> words = Words(aggregation.text);
  if (!words.empty() && words.front() == "near") {
    reporter.Report(codes::kAggregationBad, aggregation.place, "'near' is no longer Sigma",
                    "write a correlation rule of type temporal");
    return rule;
  }
  if (const std::string_view problem = ReadAggregation(aggregation.text, rule); !problem.empty()) {
    reporter.Report(codes::kAggregationBad, aggregation.place, std::string(problem));
  }
  ReadTimeframe(detection, reporter, rule);
  return rule;
}

}  // namespace noroshi::sigma
