// Timestamp: a UTC instant in 100 ns ticks since 1601-01-01 (Windows FILETIME), the finest unit
// any of our evidence has. A plain value; compares as the instant.
//
// There is no local time in here: a reader whose evidence names no zone asks the user for it and
// converts. Nothing here reads the clock. All functions are pure and safe from any thread; those
// that write to a buffer allocate nothing.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace noroshi {

struct Timestamp {
  // 0 = "no time known". That also means that 1601-01-01 itself cannot be told from an absent time.
  std::uint64_t ticks = 0;

  friend auto operator<=>(const Timestamp&, const Timestamp&) = default;
};

inline constexpr std::uint64_t kTicksPerSecond = 10'000'000;
inline constexpr std::uint64_t kTicksPerDay = 86'400 * kTicksPerSecond;
inline constexpr std::uint64_t kUnixEpochTicks = 116'444'736'000'000'000;  // 1970-01-01

// The same instant on the calendar. Leap seconds do not exist in ticks: second 60 is accepted when
// text is read and is the first second of the next minute.
struct CivilTime {
  std::int32_t year = 1601;
  std::uint8_t month = 1, day = 1, hour = 0, minute = 0, second = 0;
  std::uint32_t ticks = 0;  // of the second, 0 .. 9,999,999
};

// Proleptic Gregorian calendar. Exact over the whole 64-bit range.
[[nodiscard]] CivilTime ToCivil(Timestamp time) noexcept;
// Returns nothing for a month, day or time of day that does not exist, or before 1601. Years beyond
// 60,000 are refused: they would leave the 64 bits.
[[nodiscard]] std::optional<Timestamp> FromCivil(const CivilTime& civil) noexcept;

// Longest text WriteIso8601 makes ("+60056-05-28T05:36:10.9551615Z" fits).
inline constexpr std::size_t kIso8601Bytes = 32;

// Writes "2020-10-05T02:11:09.1234567Z" (always 7 digits) to `out`, returns its length.
std::size_t WriteIso8601(Timestamp time, char* out) noexcept;
[[nodiscard]] std::string ToIso8601(Timestamp time);

// Accepts a date, or a date and time with 0 to 9 fraction digits, 'T' or ' ' between, and
// 'Z', '+09:00', '+0900' or nothing (= UTC) behind. A comma may stand for the point, seconds may be
// left out, digits finer than a tick are cut. Nothing for any other text, and for an instant before
// 1601.
[[nodiscard]] std::optional<Timestamp> ParseIso8601(std::string_view text) noexcept;

}  // namespace noroshi
