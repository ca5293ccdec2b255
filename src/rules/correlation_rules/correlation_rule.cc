#include "rules/correlation_rules/correlation_rule.h"

#include <algorithm>

namespace noroshi {
namespace {

constexpr std::string_view kOpTexts[] = {">", ">=", "<", "<=", "==", "!="};

bool Rises(const CorrelationTest& test) noexcept {
  return test.op == CorrelationOp::kGreater || test.op == CorrelationOp::kGreaterEqual;
}

}  // namespace

std::string_view CorrelationOpText(CorrelationOp op) noexcept {
  return kOpTexts[static_cast<std::size_t>(op)];
}

bool CorrelationRule::judged_rising() const noexcept {
  if (timespan == kNoTimespan) return false;  // the one window closes with the input
  const bool negated = std::ranges::any_of(
      presence, [](const PresenceStep& step) { return step.kind == PresenceStep::Kind::kNot; });
  return !negated && std::ranges::all_of(tests, Rises);
}

}  // namespace noroshi
