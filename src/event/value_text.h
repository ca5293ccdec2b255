// The text form of values, as rules, reports and people expect it (spec: EVTX section 7, Sigma
// S-3.8): integers decimal, HexInt 0x1410, GUID {UPPER}, SID S-1-..., FILETIME ISO 8601 with seven
// digits, Binary upper-case hex, Bool true/false. Output is always valid UTF-8; what cannot be
// decoded becomes U+FFFD.
//
// Thread-compatible: all state is in the arguments.
#pragma once

#include <cstddef>
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
// overwritten. Valid until either changes. Cost: nothing for kUtf8; else linear, and an allocation
// only when `scratch` must grow.
[[nodiscard]] std::string_view TextOf(const Value& value, std::string& scratch);

// The types whose text form is ASCII of bounded length: all but texts and lists (and nothing, for
// missing and null).
[[nodiscard]] bool HasScalarText(ValueType type) noexcept;
// Room that WriteScalarText needs, in bytes.
[[nodiscard]] constexpr std::size_t ScalarTextRoom(const Value& value) noexcept {
  return 64 + 3 * static_cast<std::size_t>(value.size);  // a SID has 11 characters in 4 bytes
}
// Writes the text form; returns its end. REQUIRES: HasScalarText(value.type), and the room.
char* WriteScalarText(const Value& value, char* out) noexcept;

// The value as an exact integer, when its type is one (kInt, kUInt, kHex, kBool) or its text is
// a canonical decimal or 0x hex number. Sign and magnitude, so that the whole range of int64 and
// uint64 compares exactly.
struct Integer {
  bool negative = false;
  std::uint64_t magnitude = 0;
};
// "007" and "-0" are no canonical numbers: rules mean those as texts. Allocates nothing.
[[nodiscard]] std::optional<Integer> IntegerOf(const Value& value);

// As above, but also accepts decimal fractions; for lt/gt where a side is not whole. For a number
// beyond 2^53 the nearest double.
[[nodiscard]] std::optional<double> RealOf(const Value& value);

}  // namespace noroshi
