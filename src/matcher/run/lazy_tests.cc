#include "matcher/run/lazy_tests.h"

#include <algorithm>

#include "base/case_fold.h"
#include "event/value_text.h"
#include "matcher/scalar/address.h"
#include "matcher/scalar/number.h"
#include "matcher/scalar/time_part.h"

namespace noroshi {
namespace {

bool Relates(TestOp op, std::string_view a, std::string_view b) noexcept {
  switch (op) {
    case TestOp::kFieldStarts: return a.starts_with(b);
    case TestOp::kFieldEnds: return a.ends_with(b);
    case TestOp::kFieldContains: return a.find(b) != std::string_view::npos;
    default: return a == b;
  }
}

bool HoldsNumber(const LazyTest& test, const Value& value) {
  const auto order = CompareNumber(value, test.number);
  return order && Holds(ComparisonOf(test.op), *order);
}

bool HoldsTime(const LazyTest& test, std::string_view text) {
  const auto part = PartOfTime(text, test.part);
  return part && Holds(test.comparison, static_cast<double>(*part) <=> test.number.real);
}

bool HoldsAddress(const LazyTest& test, std::string_view text) {
  const auto address = ParseAddress(text);
  return address && InRange(*address, test.range);
}

}  // namespace

bool LazyTests::Holds(const LazyTest& lazy, const Event& event, const Binding& binding) {
  switch (lazy.op) {
    case TestOp::kExists:
    case TestOp::kNull: return HoldsOnPresence(lazy, event, binding);
    case TestOp::kFieldEquals:
    case TestOp::kFieldStarts:
    case TestOp::kFieldEnds:
    case TestOp::kFieldContains: return HoldsBetween(lazy, event, binding);
    default: return HoldsOnAny(lazy, event, binding);
  }
}

bool LazyTests::HoldsOnAny(const LazyTest& lazy, const Event& event, const Binding& binding) {
  for (const FieldSource& source : binding.SourcesOf(lazy.view)) {
    for (const Value& value : reader_.Values(source, event)) {
      if (HasText(value) && HoldsOnValue(lazy, value)) return true;
    }
  }
  return false;
}

bool LazyTests::HoldsOnPresence(const LazyTest& lazy, const Event& event, const Binding& binding) {
  bool occurs = false, has_text = false;
  for (const FieldSource& source : binding.SourcesOf(lazy.view)) {
    const auto values = reader_.Values(source, event);
    occurs = occurs || !values.empty();
    has_text = has_text || std::ranges::any_of(values, HasText);
  }
  return lazy.op == TestOp::kExists ? occurs : !has_text;
}

void LazyTests::CollectTexts(std::uint32_t view, bool cased, const Event& event,
                             const Binding& binding, TextList& list) {
  list.count = 0;
  for (const FieldSource& source : binding.SourcesOf(view)) {
    for (const Value& value : reader_.Values(source, event)) {
      if (!HasText(value)) continue;
      const std::string_view text = TextOf(value, scratch_);
      if (list.count == list.texts.size()) list.texts.emplace_back();
      std::string& kept = list.texts[list.count++];
      kept.clear();
      cased ? void(kept.append(text)) : AppendFolded(text, kept);
    }
  }
}

bool LazyTests::HoldsBetween(const LazyTest& lazy, const Event& event, const Binding& binding) {
  CollectTexts(lazy.view, lazy.cased, event, binding, left_);
  CollectTexts(lazy.other_view, lazy.cased, event, binding, right_);
  return std::ranges::any_of(left_.used(), [&](const std::string& a) {
    return std::ranges::any_of(right_.used(),
                               [&](const std::string& b) { return Relates(lazy.op, a, b); });
  });
}

bool LazyTests::HoldsCasedGlob(const LazyTest& lazy, const Value& value) {
  const GlobSet& globs = compiled_.cased_globs;
  const std::string_view text = TextOf(value, scratch_);
  if (globs.Fits(lazy.glob, text)) return true;
  if (!globs.IsPlain(lazy.glob)) return false;
  if (globs.Fits(lazy.glob, WithoutTrailingBlanks(text))) return true;
  const auto number = value.type == ValueType::kHex ? IntegerOf(value) : std::nullopt;
  return number && globs.Fits(lazy.glob, std::to_string(number->magnitude));
}

bool LazyTests::HoldsOnValue(const LazyTest& lazy, const Value& value) {
  switch (lazy.op) {
    case TestOp::kGlob: return HoldsCasedGlob(lazy, value);
    case TestOp::kRegex: return runner_.Finds(*lazy.regex, reader_.Text(value));
    case TestOp::kCidr: return HoldsAddress(lazy, reader_.Text(value));
    case TestOp::kTimePart: return HoldsTime(lazy, reader_.Text(value));
    case TestOp::kLess:
    case TestOp::kLessEqual:
    case TestOp::kGreater:
    case TestOp::kGreaterEqual: return HoldsNumber(lazy, value);
    default: return false;
  }
}

}  // namespace noroshi
