#include "rules/sigma/correlation.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "rules/sigma/yaml_lists.h"
#include "rules/text/ascii.h"
#include "rules/text/number.h"

namespace noroshi::sigma {
namespace {

// A correlation type and what its condition needs.
struct CorrelationType {
  std::string_view name;
  bool needs_condition = true;
  bool needs_field = false;
  bool needs_percentile = false;
};

constexpr CorrelationType kTypes[] = {
    {.name = "event_count"},
    {.name = "value_count", .needs_field = true},
    {.name = "temporal", .needs_condition = false},
    {.name = "temporal_ordered", .needs_condition = false},
    {.name = "value_sum", .needs_field = true},
    {.name = "value_avg", .needs_field = true},
    {.name = "value_median", .needs_field = true},
    {.name = "value_percentile", .needs_field = true, .needs_percentile = true},  // D-9
};

constexpr std::array<std::string_view, 6> kOperators = {"gt", "gte", "lt", "lte", "eq", "neq"};

class CorrelationChecker {
 public:
  CorrelationChecker(const YamlNode& root, Reporter& reporter)
      : root_(root), section_(*root.Find("correlation")), reporter_(reporter) {}

  CorrelationDocument Run() {
    if (!section_.is_mapping()) {
      Fail(section_, "'correlation' must be a mapping");
      return {};
    }
    CheckType();
    CheckReferences();
    CheckTimespan();
    document_.generate = Flag(section_.Find("generate")) || Flag(root_.Find("generate"));
    return std::move(document_);
  }

 private:
  void CheckType() {
    const YamlNode* type = section_.Find("type");
    if (type == nullptr) return Fail(section_, "the correlation has no type");
    const auto* known = std::ranges::find(kTypes, type->text, &CorrelationType::name);
    if (known == std::end(kTypes)) {
      return Fail(*type, fmt::format("unknown correlation type '{}'", type->text));
    }
    const YamlNode* condition = section_.Find("condition");
    if (condition == nullptr) {
      if (known->needs_condition) Fail(section_, "the correlation has no condition");
      return;
    }
    if (condition->is_scalar() && !known->needs_condition) return;  // text over rule names
    CheckCondition(*condition, *known);
  }

  void CheckCondition(const YamlNode& condition, const CorrelationType& type) {
    if (!condition.is_mapping()) return Fail(condition, "the condition must be a mapping");
    bool has_operator = false;
    for (const YamlEntry& entry : condition.entries) {
      if (std::ranges::find(kOperators, entry.key->text) == kOperators.end()) continue;
      has_operator = true;
      if (!ParseNumber(entry.value->text)) Fail(*entry.value, "a number is expected here");
    }
    if (!has_operator) Fail(condition, "the condition needs gt, gte, lt, lte, eq or neq");
    if (type.needs_field && condition.Find("field") == nullptr) {
      Fail(condition, fmt::format("{} needs a 'field'", type.name));
    }
    if (type.needs_percentile && condition.Find("percentile") == nullptr) {
      Fail(condition, fmt::format("{} needs a 'percentile'", type.name));
    }
  }

  void CheckReferences() {
    const YamlNode* rules = section_.Find("rules");
    if (rules != nullptr) {
      for (const YamlNode* rule : FlattenLists(*rules)) {
        if (!rule->is_scalar() || rule->IsNull()) continue;
        document_.references.push_back(
            {std::string(Trim(rule->text)), Place{rule->line, rule->column}});
      }
    }
    if (document_.references.empty()) Fail(section_, "the correlation names no rules");
  }

  void CheckTimespan() {
    const YamlNode* timespan = section_.Find("timespan");
    if (timespan == nullptr) return Fail(section_, "the correlation has no timespan");
    if (!IsTimespan(timespan->text)) {
      Fail(*timespan, fmt::format("'{}' is no time span", timespan->text));
    }
  }

  static bool Flag(const YamlNode* node) {
    return node != nullptr && node->AsBool().value_or(false);
  }

  void Fail(const YamlNode& at, std::string message) {
    reporter_.Report(codes::kCorrelationBad, at, std::move(message));
  }

  const YamlNode& root_;
  const YamlNode& section_;
  Reporter& reporter_;
  CorrelationDocument document_;
};

constexpr std::array<std::string_view, 5> kFunctions = {"count", "sum", "min", "max", "avg"};
constexpr std::array<std::string_view, 6> kComparisons = {">", ">=", "<", "<=", "==", "="};

bool IsOneOf(std::span<const std::string_view> words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

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

// What is wrong with "function(field) [by field] operator number", or nothing.
std::string_view AggregationProblem(std::string_view text) {
  const std::size_t open = text.find('(');
  const std::size_t close = text.find(')', open);
  if (open == std::string_view::npos || close == std::string_view::npos) {
    return "a function with parentheses is expected";
  }
  if (!IsOneOf(kFunctions, Trim(text.substr(0, open)))) return "unknown aggregation function";
  const std::vector<std::string_view> words = Words(text.substr(close + 1));
  if (words.size() < 2) return "a comparison with a number is missing";
  if (!IsOneOf(kComparisons, words[words.size() - 2])) return "unknown comparison";
  if (!ParseNumber(words.back())) return "the comparison needs a number";
  const bool grouped =
      words.size() == 4 && (EqualsIgnoreCase(words[0], "by") || EqualsIgnoreCase(words[0], "per"));
  return words.size() == 2 || grouped ? std::string_view() : "'by' and one field are expected";
}

}  // namespace

CorrelationDocument CheckCorrelation(const YamlNode& root, Reporter& reporter) {
  return CorrelationChecker(root, reporter).Run();
}

void CheckAggregation(const LegacyAggregation& aggregation, const YamlNode& detection,
                      Reporter& reporter) {
  const std::vector<std::string_view> words = Words(aggregation.text);
  if (!words.empty() && words.front() == "near") {
    reporter.Report(codes::kAggregationBad, aggregation.place, "'near' is no longer Sigma",
                    "write a correlation rule of type temporal");
    return;
  }
  if (const std::string_view problem = AggregationProblem(aggregation.text); !problem.empty()) {
    reporter.Report(codes::kAggregationBad, aggregation.place, std::string(problem));
  }
  const YamlNode* timeframe = detection.Find("timeframe");
  if (timeframe != nullptr && !IsTimespan(timeframe->text)) {
    reporter.Report(codes::kAggregationBad, *timeframe,
                    fmt::format("'{}' is no time span", timeframe->text));
  }
}

bool IsTimespan(std::string_view text) noexcept {
  constexpr std::string_view kUnits = "smhdwMy";
  if (text.size() < 2 || kUnits.find(text.back()) == std::string_view::npos) return false;
  return std::ranges::all_of(text.substr(0, text.size() - 1), IsDigit);
}

}  // namespace noroshi::sigma
