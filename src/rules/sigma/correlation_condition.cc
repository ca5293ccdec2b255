#include "rules/sigma/correlation_condition.h"

#include <fmt/format.h>

#include <algorithm>

#include "rules/sigma/condition_parser.h"
#include "rules/sigma/wildcard_name.h"
#include "rules/text/ascii.h"

namespace noroshi::sigma {
namespace {

using Kind = PresenceStep::Kind;

class PresenceLowering {
 public:
  PresenceLowering(const YamlNode& condition, const std::vector<CorrelationSource>& sources,
                   Reporter& reporter)
      : condition_(condition), sources_(sources), reporter_(reporter) {}

  std::vector<PresenceStep> Run() {
    const ParsedCondition parsed = ParseCondition(
        condition_.text, [this](std::string_view word) { return IndexOf(word) < sources_.size(); });
    if (parsed.error) return Fail(parsed.error->message);
    if (parsed.has_aggregation) return Fail("'|' has no meaning here");
    std::vector<bool> named(sources_.size(), false);
    for (const ConditionStep& step : parsed.steps) {
      PresenceStep lowered = Lower(step);
      const bool operand = lowered.kind == Kind::kSource || lowered.kind == Kind::kAtLeast;
      if (operand && lowered.sources.empty()) {
        return Fail(fmt::format("'{}' is none of the listed rules", step.text));
      }
      for (const std::uint32_t source : lowered.sources) named[source] = true;
      steps_.push_back(std::move(lowered));
    }
    const auto missing = std::ranges::find(named, false);
    if (missing == named.end()) return std::move(steps_);
    return Fail(fmt::format("the condition does not name '{}'",
                            sources_[static_cast<std::size_t>(missing - named.begin())].target));
  }

 private:
  [[nodiscard]] std::size_t IndexOf(std::string_view word) const {
    const auto found = std::ranges::find(sources_, word, &CorrelationSource::target);
    return static_cast<std::size_t>(found - sources_.begin());
  }

  [[nodiscard]] PresenceStep Lower(const ConditionStep& step) const {
    switch (step.kind) {
      case ConditionStep::Kind::kNot: return {.kind = Kind::kNot};
      case ConditionStep::Kind::kAnd: return {.kind = Kind::kAnd};
      case ConditionStep::Kind::kOr: return {.kind = Kind::kOr};
      case ConditionStep::Kind::kName: {
        const std::size_t index = IndexOf(step.text);
        if (index == sources_.size()) return {};
        return {.kind = Kind::kSource, .sources = {static_cast<std::uint32_t>(index)}};
      }
      case ConditionStep::Kind::kQuantified: break;
    }
    PresenceStep some{.kind = Kind::kAtLeast};
    const std::string_view pattern = EqualsIgnoreCase(step.text, "them") ? "*" : step.text;
    for (std::uint32_t i = 0; i < sources_.size(); ++i) {
      if (MatchesName(sources_[i].target, pattern)) some.sources.push_back(i);
    }
    some.least = step.least == 0 ? static_cast<std::uint32_t>(some.sources.size()) : step.least;
    return some;
  }

  std::vector<PresenceStep> Fail(std::string message) {
    reporter_.Report(codes::kCorrelationBad, condition_, std::move(message));
    return {};
  }

  const YamlNode& condition_;
  const std::vector<CorrelationSource>& sources_;
  Reporter& reporter_;
  std::vector<PresenceStep> steps_;
};

}  // namespace

std::vector<PresenceStep> LowerPresence(const YamlNode& condition,
                                        const std::vector<CorrelationSource>& sources,
                                        Reporter& reporter) {
  return PresenceLowering(condition, sources, reporter).Run();
}

}  // namespace noroshi::sigma
