// When something was observed, as exactly as its source says, and the fiscal year of Japan.
//
// Pure functions on plain values; safe from any thread. Months are counted from January of the year
// 0 (`year * 12 + month - 1`), so that a range is two numbers. A fiscal year N runs from April of N
// to March of N + 1.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "trend/words.h"

namespace noroshi {

inline constexpr int kMonthsOfYear = 12;
inline constexpr int kFiscalStart = 3;  // April, from 0
// Years outside are typing errors, not observations of attacks on computers.
inline constexpr int kMinYear = 1980;
inline constexpr int kMaxYear = 2199;

// How exactly a period names the months of what lies in it. From vague to exact: where two sources
// speak of one month, the more exact one is shown.
enum class Reach : std::uint8_t {
  // No period at all.
  kNotStated,
  // A period is named, but it is not clear that it covers this.
  kAmbiguous,
  // Some time in the period; the month is not stated.
  kWithin,
  // All of the period.
  kThroughout,
  // This very month: the most a source can say.
  kMonth,
};
[[nodiscard]] std::string_view ReachName(Reach reach) noexcept;  // "not_stated", "within", ...
[[nodiscard]] std::optional<Reach> ParseReach(std::string_view name) noexcept;

struct Period {
  // Months, both inside; meaningless for kNotStated.
  int first = 0, last = 0;
  Reach reach = Reach::kNotStated;

  friend bool operator==(const Period&, const Period&) = default;
};

// Reads "2020-10", "2020-10/2020-12", "FY2020", "FY2020-H1" (April to September), "FY2020-H2" and
// "not stated". A single month has reach kMonth, everything longer kWithin. Nothing for other text,
// months that do not exist, and ranges that end before they begin.
[[nodiscard]] std::optional<Period> ParsePeriod(std::string_view text) noexcept;

[[nodiscard]] Period FiscalYear(int year) noexcept;
// January to March belong to the year before.
[[nodiscard]] int FiscalYearOf(int month) noexcept;
[[nodiscard]] bool Overlaps(const Period& a, const Period& b) noexcept;

// As ParsePeriod reads it; months only, e.g. "2020-10/2020-12".
[[nodiscard]] std::string PeriodKey(const Period& period);
// 「2020年10月〜12月」, 「2020年度上期」; "October to December 2020", "first half of fiscal 2020".
[[nodiscard]] std::string PeriodText(const Period& period, ReportLanguage language);
// 「4月」, "Apr".
[[nodiscard]] std::string MonthLabel(int month, ReportLanguage language);
// 「2020年4月」, "April 2020".
[[nodiscard]] std::string MonthText(int month, ReportLanguage language);

}  // namespace noroshi
