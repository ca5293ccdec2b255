#include "matcher/scalar/time_part.h"

#include "base/time.h"

namespace noroshi {
namespace {

constexpr std::size_t kDateBytes = 10;  // 2020-10-05

// "Z", "+09:00" and "-05:00" behind the time; a '-' inside the date is none.
std::string_view WithoutZone(std::string_view text) noexcept {
  return text.substr(0, text.find_first_of("Zz+-", kDateBytes));
}

// Days since 1601-01-01, a Monday.
std::uint64_t DayNumber(const CivilTime& civil) noexcept {
  const auto midnight = FromCivil({.year = civil.year, .month = civil.month, .day = civil.day});
  return midnight ? midnight->ticks / kTicksPerDay : 0;
}

// The week that holds a Thursday of the year is the year's: look at the Thursday of this week.
std::uint32_t IsoWeek(const CivilTime& civil) noexcept {
  const std::uint64_t day = DayNumber(civil);
  const std::uint64_t thursday = day - day % 7 + 3;
  const CivilTime its_date = ToCivil(Timestamp{thursday * kTicksPerDay});
  const std::uint64_t new_year = DayNumber({.year = its_date.year});
  return static_cast<std::uint32_t>((thursday - new_year) / 7 + 1);
}

}  // namespace

std::optional<std::uint32_t> PartOfTime(std::string_view text, TimePart part) noexcept {
  if (text.size() < kDateBytes) return std::nullopt;
  const auto time = ParseIso8601(WithoutZone(text));
  if (!time) return std::nullopt;
  const CivilTime civil = ToCivil(*time);
  switch (part) {
    case TimePart::kMinute: return civil.minute;
    case TimePart::kHour: return civil.hour;
    case TimePart::kDay: return civil.day;
    case TimePart::kWeek: return IsoWeek(civil);
    case TimePart::kMonth: return civil.month;
    case TimePart::kYear: return static_cast<std::uint32_t>(civil.year);
  }
  return std::nullopt;
}

}  // namespace noroshi
