#include "rules/sigma/correlation.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/time.h"
#include "rules/sigma/correlation_condition.h"
#include "rules/sigma/yaml_lists.h"
#include "rules/text/ascii.h"
#include "rules/text/number.h"

namespace noroshi::sigma {
namespace {

// Fields to group by or measure, and entries of aliases: more than any author writes, few enough
// that going through them for each rule costs nothing.
constexpr std::size_t kMaxFields = 64;
constexpr std::size_t kMaxAliases = kMaxFields * kMaxCorrelationSources;

// A correlation type and what its condition needs.
struct CorrelationType {
  std::string_view name;
  Measure measure{};
  bool needs_condition = true;
  bool needs_field = false;
};

constexpr CorrelationType kTypes[] = {
    {.name = "event_count", .measure = Measure::kEvents},
    {.name = "value_count", .measure = Measure::kDistinct, .needs_field = true},
    {.name = "temporal", .measure = Measure::kRules, .needs_condition = false},
    {.name = "temporal_ordered", .measure = Measure::kChain, .needs_condition = false},
    {.name = "value_sum", .measure = Measure::kSum, .needs_field = true},
    {.name = "value_avg", .measure = Measure::kAverage, .needs_field = true},
    {.name = "value_median", .measure = Measure::kMedian, .needs_field = true},
    {.name = "value_percentile", .measure = Measure::kPercentile, .needs_field = true},
};

struct OperatorName {
  std::string_view name;
  CorrelationOp op{};
};

constexpr OperatorName kOperators[] = {
    {"gt", CorrelationOp::kGreater}, {"gte", CorrelationOp::kGreaterEqual},
    {"lt", CorrelationOp::kLess},    {"lte", CorrelationOp::kLessEqual},
    {"eq", CorrelationOp::kEqual},   {"neq", CorrelationOp::kNotEqual},
};

struct TimeUnit {
  char letter{};
  std::uint64_t seconds = 0;
};

constexpr TimeUnit kUnits[] = {{'s', 1},       {'m', 60},        {'h', 3600},      {'d', 86'400},
                               {'w', 604'800}, {'M', 2'629'746}, {'y', 31'556'952}};

class CorrelationLowering {
 public:
  CorrelationLowering(const YamlNode& root, Reporter& reporter)
      : root_(root), section_(*root.Find("correlation")), reporter_(reporter) {}

  CorrelationRule Run() {
    rule_.line = section_.line;
    rule_.column = section_.column;
    if (!section_.is_mapping()) {
      Fail(section_, "'correlation' must be a mapping");
      return std::move(rule_);
    }
    TakeSources();
    TakeTimespan();
    TakeType();
    rule_.group_by = Texts(section_.Find("group-by"));
    TakeAliases();
    if (rule_.group_by.size() + rule_.values.size() > kMaxFields ||
        rule_.aliases.size() > kMaxAliases) {
      Fail(section_, "more fields or aliases than any correlation");
    }
    rule_.generate = Flag(section_.Find("generate")) || Flag(root_.Find("generate"));
    const YamlNode* level = root_.Find("level");
    rule_.takes_level = level == nullptr || level->IsNull();
    rule_.shown = Shown();
    return std::move(rule_);
  }

 private:
  void TakeType() {
    const YamlNode* type = section_.Find("type");
    if (type == nullptr) return Fail(section_, "the correlation has no type");
    const auto* known = std::ranges::find(kTypes, type->text, &CorrelationType::name);
    if (known == std::end(kTypes)) {
      return Fail(*type, fmt::format("unknown correlation type '{}'", type->text));
    }
    rule_.type = known->name;
    rule_.measure = known->measure;
    const YamlNode* condition = section_.Find("condition");
    if (condition == nullptr || condition->IsNull()) {
      if (known->needs_condition) return Fail(section_, "the correlation has no condition");
      return AllMustOccur();
    }
    if (condition->is_scalar() && !known->needs_condition) return TakeText(*condition);
    TakeTests(*condition, *known);
  }

  // S-9.4: what temporal types mean without a condition.
  void AllMustOccur() {
    Number all{.magnitude = rule_.sources.size()};
    all.real = static_cast<double>(all.magnitude);
    rule_.tests.push_back({CorrelationOp::kGreaterEqual, all});
  }

  void TakeText(const YamlNode& condition) {
    text_ = condition.text;
    rule_.presence = LowerPresence(condition, rule_.sources, reporter_);
    if (rule_.measure != Measure::kChain || !reporter_.ok()) return;
    if (!std::ranges::all_of(rule_.presence, IsConjunction)) {
      return Fail(condition, "temporal_ordered needs all its rules, in their order",
                  "join the rules by 'and' only, or use temporal");
    }
    rule_.presence.clear();
    AllMustOccur();
  }

  static bool IsConjunction(const PresenceStep& step) {
    return step.kind == PresenceStep::Kind::kSource || step.kind == PresenceStep::Kind::kAnd;
  }

  void TakeTests(const YamlNode& condition, const CorrelationType& type) {
    if (!condition.is_mapping()) return Fail(condition, "the condition must be a mapping");
    for (const YamlEntry& entry : condition.entries) {
      const auto* known = std::ranges::find(kOperators, entry.key->text, &OperatorName::name);
      if (known == std::end(kOperators)) continue;
      const auto number = ParseNumber(entry.value->text);
      if (!number) return Fail(*entry.value, "a number is expected here");
      rule_.tests.push_back({known->op, *number});
    }
    if (rule_.tests.empty()) Fail(condition, "the condition needs gt, gte, lt, lte, eq or neq");
    rule_.values = Texts(condition.Find("field"));
    if (type.needs_field && rule_.values.empty()) {
      Fail(condition, fmt::format("{} needs a 'field'", type.name));
    }
    const bool tuples = type.measure == Measure::kDistinct;
    if (type.needs_field && !tuples && rule_.values.size() > 1) {
      Fail(condition, fmt::format("{} measures one field", type.name));
    }
    if (!type.needs_field) rule_.values.clear();
    if (type.measure == Measure::kPercentile) TakePercentile(condition);
  }

  void TakePercentile(const YamlNode& condition) {
    const YamlNode* percentile = condition.Find("percentile");
    if (percentile == nullptr) {  // D-9
      return Fail(condition, "value_percentile needs a 'percentile'");
    }
    const auto number = ParseNumber(percentile->text);
    if (!number || number->real < 0 || number->real > 100) {
      return Fail(*percentile, "a percentile is a number from 0 to 100");
    }
    rule_.percentile = number->real;
  }

  void TakeSources() {
    if (const YamlNode* rules = section_.Find("rules"); rules != nullptr) {
      for (const YamlNode* rule : FlattenLists(*rules)) {
        if (!rule->is_scalar() || rule->IsNull()) continue;
        CorrelationSource source;
        source.target = Trim(rule->text);
        source.line = rule->line;
        source.column = rule->column;
        rule_.sources.push_back(std::move(source));
      }
    }
    if (rule_.sources.empty()) Fail(section_, "the correlation names no rules");
    if (rule_.sources.size() > kMaxCorrelationSources) {
      Fail(section_, fmt::format("more than {} rules", kMaxCorrelationSources));
    }
  }

  void TakeTimespan() {
    const YamlNode* timespan = section_.Find("timespan");
    if (timespan == nullptr) return Fail(section_, "the correlation has no timespan");
    const auto ticks = ParseTimespan(timespan->text);
    if (!ticks) return Fail(*timespan, fmt::format("'{}' is no time span", timespan->text));
    rule_.timespan = *ticks;
    timespan_ = timespan->text;
  }

  void TakeAliases() {
    const YamlNode* aliases = section_.Find("aliases");
    if (aliases == nullptr || aliases->IsNull()) return;
    if (!aliases->is_mapping()) return Fail(*aliases, "'aliases' must be a mapping");
    for (const YamlEntry& alias : aliases->entries) {
      if (!alias.value->is_mapping()) {
        return Fail(*alias.value, "an alias maps rule names to fields");
      }
      for (const YamlEntry& entry : alias.value->entries) {
        rule_.aliases.push_back({std::string(alias.key->text), std::string(entry.key->text),
                                 std::string(entry.value->text), entry.key->line,
                                 entry.key->column});
      }
    }
  }

  // For reasons: what was asked for, on one line.
  [[nodiscard]] std::string Shown() const {
    std::string text = rule_.type;
    if (!rule_.values.empty()) text += fmt::format("({})", fmt::join(rule_.values, ", "));
    if (!text_.empty()) text += fmt::format(" {}", text_);
    const char* between = " ";
    for (const CorrelationTest& test : rule_.tests) {
      if (!text_.empty()) break;
      text += fmt::format("{}{} {}", between, CorrelationOpText(test.op), test.number.real);
      between = " and ";
    }
    text += fmt::format(" in {}", timespan_);
    return rule_.group_by.empty() ? text
                                  : text + fmt::format(" by {}", fmt::join(rule_.group_by, ", "));
  }

  static bool Flag(const YamlNode* node) {
    return node != nullptr && node->AsBool().value_or(false);
  }

  void Fail(const YamlNode& at, std::string message, std::string fix = {}) {
    reporter_.Report(codes::kCorrelationBad, at, std::move(message), std::move(fix));
  }

  const YamlNode& root_;
  const YamlNode& section_;
  Reporter& reporter_;
  CorrelationRule rule_;
  std::string_view text_;      // the text condition
  std::string_view timespan_;  // as written
};

}  // namespace

CorrelationRule LowerCorrelation(const YamlNode& root, Reporter& reporter) {
  return CorrelationLowering(root, reporter).Run();
}

std::optional<std::uint64_t> ParseTimespan(std::string_view text) noexcept {
  if (text.empty()) return std::nullopt;
  const auto* unit = std::ranges::find(kUnits, text.back(), &TimeUnit::letter);
  if (unit == std::end(kUnits)) return std::nullopt;
  text.remove_suffix(1);
  if (text.empty() || !std::ranges::all_of(text, IsDigit)) return std::nullopt;
  constexpr std::uint64_t kLongest = kNoTimespan - 1;
  const std::uint64_t unit_ticks = unit->seconds * kTicksPerSecond;
  std::uint64_t number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  if (parsed.ec != std::errc() || number > kLongest / unit_ticks) return kLongest;
  return number * unit_ticks;
}

}  // namespace noroshi::sigma
