#include "matcher/scalar/number.h"

#include "event/value_text.h"

namespace noroshi {
namespace {

std::partial_ordering CompareWhole(const Integer& a, const Number& b) noexcept {
  const bool a_negative = a.negative && a.magnitude != 0;
  const bool b_negative = b.negative && b.magnitude != 0;
  if (a_negative != b_negative) {
    return a_negative ? std::partial_ordering::less : std::partial_ordering::greater;
  }
  return a_negative ? b.magnitude <=> a.magnitude : a.magnitude <=> b.magnitude;
}

}  // namespace

std::optional<std::partial_ordering> CompareNumber(const Value& value, const Number& number) {
  if (number.whole) {
    if (const auto integer = IntegerOf(value)) return CompareWhole(*integer, number);
  }
  if (const auto real = RealOf(value)) return *real <=> number.real;
  return std::nullopt;
}

bool Holds(Comparison comparison, std::partial_ordering order) noexcept {
  switch (comparison) {
    case Comparison::kEqual: return order == 0;
    case Comparison::kLess: return order < 0;
    case Comparison::kLessEqual: return order <= 0;
    case Comparison::kGreater: return order > 0;
    case Comparison::kGreaterEqual: return order >= 0;
  }
  return false;
}

Comparison ComparisonOf(TestOp op) noexcept {
  switch (op) {
    case TestOp::kLess: return Comparison::kLess;
    case TestOp::kLessEqual: return Comparison::kLessEqual;
    case TestOp::kGreater: return Comparison::kGreater;
    case TestOp::kGreaterEqual: return Comparison::kGreaterEqual;
    default: return Comparison::kEqual;
  }
}

}  // namespace noroshi
