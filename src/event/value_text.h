// The text form of values, as rules, reports and people expect it (spec: EVTX section 7, Sigma
// S-3.8): integers decimal, HexInt 0x1410, GUID {UPPER}, SID S-1-..., FILETIME ISO 8601 with seven
// digits, Binary upper-case hex, Bool true/false. Output is always valid UTF-8; what cannot be
// decoded becomes U+FFFD.
//
// Thread-compatible: all state is in the arguments.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "event/value.h"

namespace noroshi {

// Appends the text form of one value. Missing and null append nothing; a list appends its items
// joined with ", ".
void AppendText(const Value& value, std::string& out);

// The text form as a view: into the value's own bytes for kUtf8, else into `scratch`, which is
// overwritten. Valid until either changes.
[[nodiscard]] std::string_view TextOf(const Value& value, std::string& scratch);

// The value as an exact integer, when its type is one (kInt, kUInt, kHex, kBool) or its text is
// a canonical decimal or 0x hex number.
struct Integer {
  bool negative = false;
  std::uint64_t magnitude = 0;
};
[[nodiscard]] std::optional<Integer> IntegerOf(const Value& value);

// As above, but also accepts decimal fractions; for lt/gt where a side is not whole.
[[nodiscard]] std::optional<double> RealOf(const Value& value);

}  // namespace noroshi
