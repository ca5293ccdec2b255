// MatchProfile: where the time of a session goes, by rule, test and field. For `hunt --profile`.
//
// Only every kProfileStride-th event is looked at closely, for reading the clock costs as much as
// looking up a value; counts and times are scaled up from those events, and so are estimates. They
// hold what reading the clock took.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "finding/match.h"

namespace noroshi {

// Nanoseconds from any start. Given by the caller, for the library reads no clock of its own.
using NanosecondClock = std::function<std::uint64_t()>;

// A prime, so that logs that repeat themselves are not looked at always in the same place. About
// one in twenty keeps the cost of measuring to a few hundredths of the hunt.
inline constexpr std::uint32_t kProfileStride = 17;

struct ProfileCost {
  // Of a rule: events its texts let through; of a test: evaluations.
  std::uint64_t calls = 0;
  // How many of the calls held.
  std::uint64_t held = 0;
  std::uint64_t ns = 0;
};

// What reading the values of a field took: one look-up, or one scan for all patterns of the field.
struct FieldCost {
  // Values that rules wanted read; of these so many were asked for in the memo, and found there.
  std::uint64_t values = 0;
  std::uint64_t memo_lookups = 0, memo_hits = 0;
  // Values that had to be looked through, and their bytes once folded.
  std::uint64_t scanned = 0, scanned_bytes = 0;
  std::uint64_t ns = 0;
};

// A test that conditions ask for (an expression, a number, an address ...). Plain texts have no row
// of their own: they are found together, when the value is scanned.
struct TestName {
  std::string field, pattern;
  friend auto operator<=>(const TestName&, const TestName&) = default;
};

// Plain data. Ordered maps, so that what is printed from it has one order.
struct MatchProfile {
  // Kinds of events that rules were bound to; exact.
  std::uint64_t bindings = 0;
  // Estimate, as all that follows.
  std::uint64_t regex_calls = 0;
  // Conditions, reasons and what the sink does with them.
  std::map<RuleIndex, ProfileCost> rules;
  std::map<TestName, ProfileCost> tests;
  std::map<std::string, FieldCost> fields;

  void Add(const MatchProfile& more);
};

}  // namespace noroshi
