#include "trend/period.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace noroshi {
namespace {

constexpr int kHalf = 6;  // months
constexpr std::array<std::string_view, 5> kReachNames = {"not_stated", "ambiguous", "within",
                                                         "throughout", "month"};
constexpr std::array<std::string_view, kMonthsOfYear> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

// Exactly `digits` digits at the front of `text`, taken off it.
std::optional<int> TakeNumber(std::string_view& text, std::size_t digits) noexcept {
  if (text.size() < digits) return std::nullopt;
  int number = 0;
  const char* end = text.data() + digits;
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec != std::errc() || read.ptr != end || number < 0) return std::nullopt;
  text.remove_prefix(digits);
  return number;
}

bool Take(std::string_view& text, std::string_view prefix) noexcept {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

std::optional<int> TakeYear(std::string_view& text) noexcept {
  const std::optional<int> year = TakeNumber(text, 4);
  return year && *year >= kMinYear && *year <= kMaxYear ? year : std::nullopt;
}

std::optional<int> TakeMonth(std::string_view& text) noexcept {
  const std::optional<int> year = TakeYear(text);
  if (!year || !Take(text, "-")) return std::nullopt;
  const std::optional<int> month = TakeNumber(text, 2);
  if (!month || *month < 1 || *month > kMonthsOfYear) return std::nullopt;
  return *year * kMonthsOfYear + *month - 1;
}

std::optional<Period> ParseFiscal(std::string_view text) noexcept {
  const std::optional<int> year = TakeYear(text);
  if (!year) return std::nullopt;
  Period period = FiscalYear(*year);
  period.reach = Reach::kWithin;
  if (text == "-H1") period.last = period.first + kHalf - 1;
  if (text == "-H2") period.first += kHalf;
  const bool known = text.empty() || text == "-H1" || text == "-H2";
  return known ? std::optional(period) : std::nullopt;
}

std::optional<Period> ParseMonths(std::string_view text) noexcept {
  const std::optional<int> first = TakeMonth(text);
  if (!first) return std::nullopt;
  if (text.empty()) return Period{*first, *first, Reach::kMonth};
  if (!Take(text, "/")) return std::nullopt;
  const std::optional<int> last = TakeMonth(text);
  if (!last || !text.empty() || *last < *first) return std::nullopt;
  return Period{*first, *last, *last == *first ? Reach::kMonth : Reach::kWithin};
}

std::string MonthKey(int month) {
  return fmt::format("{:04}-{:02}", month / kMonthsOfYear, month % kMonthsOfYear + 1);
}

// "" unless the period is a fiscal year or a half of one.
std::string FiscalText(const Period& period, ReportLanguage language) {
  const int year = FiscalYearOf(period.first);
  const Period whole = FiscalYear(year);
  const bool starts = period.first == whole.first, ends = period.last == whole.last;
  const bool first_half = starts && period.last == whole.first + kHalf - 1;
  const bool second_half = ends && period.first == whole.first + kHalf;
  if (!(starts && ends) && !first_half && !second_half) return {};
  if (language == ReportLanguage::kJapanese) {
    return fmt::format("{}年度{}", year, first_half ? "上期" : second_half ? "下期" : "");
  }
  const char* part = first_half ? "first half of " : second_half ? "second half of " : "";
  return fmt::format("{}fiscal {}", part, year);
}

std::string RangeText(const Period& period, ReportLanguage language) {
  const bool same_year = period.first / kMonthsOfYear == period.last / kMonthsOfYear;
  const std::string first = MonthText(period.first, language);
  const std::string last = MonthText(period.last, language);
  if (language == ReportLanguage::kJapanese) {
    return first + "〜" + (same_year ? MonthLabel(period.last, language) : last);
  }
  if (!same_year) return first + " to " + last;
  const auto month = static_cast<std::size_t>(period.first % kMonthsOfYear);
  return fmt::format("{} to {}", kMonths[month], last);
}

}  // namespace

std::string_view ReachName(Reach reach) noexcept {
  return kReachNames[static_cast<std::size_t>(reach)];
}

std::optional<Reach> ParseReach(std::string_view name) noexcept {
  for (std::size_t i = 0; i < kReachNames.size(); ++i) {
    if (kReachNames[i] == name) return static_cast<Reach>(i);
  }
  return std::nullopt;
}

std::optional<Period> ParsePeriod(std::string_view text) noexcept {
  if (text == "not stated") return Period{};
  return Take(text, "FY") ? ParseFiscal(text) : ParseMonths(text);
}

Period FiscalYear(int year) noexcept {
  const int first = year * kMonthsOfYear + kFiscalStart;
  return {first, first + kMonthsOfYear - 1, Reach::kThroughout};
}

int FiscalYearOf(int month) noexcept { return (month - kFiscalStart) / kMonthsOfYear; }

bool Overlaps(const Period& a, const Period& b) noexcept {
  if (a.reach == Reach::kNotStated || b.reach == Reach::kNotStated) return false;
  return a.first <= b.last && b.first <= a.last;
}

std::string PeriodKey(const Period& period) {
  if (period.reach == Reach::kNotStated) return "not stated";
  if (period.first == period.last) return MonthKey(period.first);
  return MonthKey(period.first) + "/" + MonthKey(period.last);
}

std::string PeriodText(const Period& period, ReportLanguage language) {
  if (period.reach == Reach::kNotStated) {
    return language == ReportLanguage::kJapanese ? "記載なし" : "not stated";
  }
  if (period.first == period.last) return MonthText(period.first, language);
  const std::string fiscal = FiscalText(period, language);
  return fiscal.empty() ? RangeText(period, language) : fiscal;
}

std::string MonthLabel(int month, ReportLanguage language) {
  const int number = month % kMonthsOfYear;
  if (language == ReportLanguage::kJapanese) return fmt::format("{}月", number + 1);
  return std::string(kMonths[static_cast<std::size_t>(number)].substr(0, 3));
}

std::string MonthText(int month, ReportLanguage language) {
  const int year = month / kMonthsOfYear, number = month % kMonthsOfYear;
  if (language == ReportLanguage::kJapanese) return fmt::format("{}年{}月", year, number + 1);
  return fmt::format("{} {}", kMonths[static_cast<std::size_t>(number)], year);
}

}  // namespace noroshi
