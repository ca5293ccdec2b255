// Numbers for lt, lte, gt, gte (S-6.10) and comparisons of parts of a time (S-6.15).
#pragma once

#include <compare>
#include <optional>

#include "event/value.h"
#include "rules/rule.h"

namespace noroshi {

// The value against the number: exact where both are whole, since 64-bit ids exceed a double's
// precision. Nothing when the value is no number; unordered for NaN.
[[nodiscard]] std::optional<std::partial_ordering> CompareNumber(const Value& value,
                                                                 const Number& number);

// Unordered, which is what NaN gives, satisfies nothing.
[[nodiscard]] bool Holds(Comparison comparison, std::partial_ordering order) noexcept;

// The comparison that one of kLess .. kGreaterEqual stands for.
[[nodiscard]] Comparison ComparisonOf(TestOp op) noexcept;

}  // namespace noroshi
