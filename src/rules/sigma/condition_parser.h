// Parses a condition (S-7.1) into postfix form, so that neither parsing nor evaluating it recurses.
//
//   a or b and not 1 of f_*   =>   a  b  [1 of f_*]  not  and  or
//
// Binding, weakest first: or, and, not, quantifier, parentheses.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace noroshi::sigma {

inline constexpr std::size_t kMaxConditionDepth = 64;      // S-7.12
inline constexpr std::size_t kMaxConditionNames = 10'000;  // likewise

// One step of the postfix form: push a selection or a quantified pattern, or join what is on top.
struct ConditionStep {
  enum class Kind : std::uint8_t { kName, kQuantified, kNot, kAnd, kOr };
  Kind kind = Kind::kName;
  // kName: the selection; kQuantified: a pattern or "them".
  std::string_view text;
  // kQuantified: how many; 0 = all.
  std::uint32_t least = 0;
  // In the condition, bytes.
  std::uint32_t offset = 0;
};

// The first fault; parsing stops there. `offset` is in bytes from the start of the condition: where
// it goes wrong, not where that shows.
struct ConditionError {
  std::string message;
  std::uint32_t offset = 0;
  bool limit = false;  // too large rather than wrong
};

// Without an error the steps leave exactly one value on the stack.
struct ParsedCondition {
  std::vector<ConditionStep> steps;
  std::string_view aggregation;  // behind the bar; empty = none
  std::uint32_t aggregation_offset = 0;
  bool has_aggregation = false;
  std::optional<ConditionError> error;
};

// `is_selection` tells words that are names even when they look like operators (S-7.2). Fails by
// `error` only.
// Views into `condition`.
[[nodiscard]] ParsedCondition ParseCondition(
    std::string_view condition, const std::function<bool(std::string_view)>& is_selection);

}  // namespace noroshi::sigma
