#include "matcher/naive/naive_evaluator.h"

#include <algorithm>
#include <functional>
#include <string>

#include "base/case_fold.h"
#include "event/field_values.h"
#include "event/value_text.h"
#include "matcher/naive/naive_text.h"
#include "matcher/scalar/address.h"
#include "matcher/scalar/number.h"
#include "matcher/scalar/time_part.h"

namespace noroshi::naive {
namespace {

std::string Text(const Value& value) {
  std::string text;
  AppendText(value, text);
  return text;
}

// A rule's 16 equals a HexInt 0x10 (S-4.7): a number type compares as a number too.
bool EqualsAsDecimal(const Pattern& pattern, const Value& value) {
  const auto integer = IntegerOf(value);
  return value.type == ValueType::kHex && integer &&
         FitsPattern(pattern, std::to_string(integer->magnitude));
}

bool HoldsGlob(const Test& test, const Value& value) {
  const std::string text = Text(value);
  if (FitsPattern(test.pattern, text)) return true;
  if (!IsPlain(test.pattern)) return false;
  return FitsPattern(test.pattern, TrimRight(text)) || EqualsAsDecimal(test.pattern, value);
}

bool HoldsCidr(const Test& test, const Value& value) {
  const auto address = ParseAddress(Text(value));
  return address && InRange(*address, test.range);
}

bool HoldsNumber(const Test& test, const Value& value) {
  const auto order = CompareNumber(value, test.number);
  return order && noroshi::Holds(ComparisonOf(test.op), *order);
}

bool HoldsTimePart(const Test& test, const Value& value) {
  const auto part = PartOfTime(Text(value), test.part);
  return part && noroshi::Holds(test.comparison, static_cast<double>(*part) <=> test.number.real);
}

bool HoldsOnValue(const Test& test, const Value& value) {
  switch (test.op) {
    case TestOp::kGlob: return HoldsGlob(test, value);
    case TestOp::kRegex: return FindsRegex(test.regex, Text(value));
    case TestOp::kCidr: return HoldsCidr(test, value);
    case TestOp::kTimePart: return HoldsTimePart(test, value);
    default: return HoldsNumber(test, value);
  }
}

bool Relates(TestOp op, std::string_view a, std::string_view b) {
  switch (op) {
    case TestOp::kFieldStarts: return a.starts_with(b);
    case TestOp::kFieldEnds: return a.ends_with(b);
    case TestOp::kFieldContains: return a.find(b) != std::string_view::npos;
    default: return a == b;
  }
}

bool HoldsFields(const Test& test, const std::vector<Value>& values, const Place& place) {
  Arena arena;
  const auto form = [&](const Value& value) {
    return test.cased ? Text(value) : Folded(Text(value));
  };
  for (const Value& other : ValuesOf(test.other_field, test.scope, place, arena)) {
    if (other.type == ValueType::kNull) continue;
    for (const Value& value : values) {
      if (value.type == ValueType::kNull) continue;
      if (Relates(test.op, form(value), form(other))) return true;
    }
  }
  return false;
}

}  // namespace

std::vector<Value> ValuesOf(std::string_view field, FieldScope scope, const Place& place,
                            Arena& arena) {
  const EventKind kind{place.event.shape, place.event.channel, place.event.provider,
                       place.event.event_id};
  const FieldQuery query{field, scope, place.aliases, place.channel_matches_either};
  std::vector<Value> values;
  for (const FieldSource& source : ResolveField(query, kind, place.context)) {
    AppendFieldValues(source, place.event, place.context, arena, values);
  }
  return values;
}

bool Holds(const Test& test, const Place& place) {
  Arena arena;
  const std::vector<Value> values = ValuesOf(test.field, test.scope, place, arena);
  const auto is_null = [](const Value& value) { return value.type == ValueType::kNull; };
  switch (test.op) {
    case TestOp::kExists: return !values.empty();
    case TestOp::kNull: return std::ranges::all_of(values, is_null);
    case TestOp::kFieldEquals:
    case TestOp::kFieldStarts:
    case TestOp::kFieldEnds:
    case TestOp::kFieldContains: return HoldsFields(test, values, place);
    default: break;
  }
  return std::ranges::any_of(
      values, [&](const Value& value) { return !is_null(value) && HoldsOnValue(test, value); });
}

}  // namespace noroshi::naive
