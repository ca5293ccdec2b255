#include "evidence/text/time_format.h"

#include <array>
#include <charconv>
#include <cmath>

#include "evidence/text/time_zone.h"

namespace noroshi {
namespace {

constexpr std::int64_t kSecondsPerQuarter = 15 * 60;
constexpr std::int64_t kSecondsPerDay = 24 * 60 * 60;

// Units of Unix time in a second. (Products, not digit separators: pmccabe takes an odd number of
// those for an open quote, and the rest of the file for one function.)
constexpr std::int64_t kMillis = 1000;
constexpr std::int64_t kMicros = 1000 * kMillis;
constexpr std::int64_t kNanos = 1000 * kMicros;

std::int64_t ToUnix(Timestamp time) noexcept {
  return (static_cast<std::int64_t>(time.ticks) - static_cast<std::int64_t>(kUnixEpochTicks)) /
         static_cast<std::int64_t>(kTicksPerSecond);
}

Timestamp Shifted(Timestamp time, std::int64_t seconds) noexcept {
  return {time.ticks + static_cast<std::uint64_t>(seconds * std::int64_t{kTicksPerSecond})};
}

// What a local clock showed, as the instant.
Timestamp FromLocal(Timestamp reading, const TimeContext& context) noexcept {
  if (context.zone == nullptr) return reading;
  const std::int64_t local = ToUnix(reading);
  return Shifted(reading, context.zone->ToUtc(local) - local);
}

// 'Z' or an offset behind the time of day.
bool NamesZone(std::string_view text) noexcept {
  constexpr std::size_t kDateChars = 10;
  if (text.size() <= kDateChars) return false;
  const std::string_view rest = text.substr(kDateChars);
  return rest.back() == 'Z' || rest.back() == 'z' || rest.back() == 'C' || rest.back() == 'T' ||
         rest.find('+') != std::string_view::npos || rest.find('-') != std::string_view::npos;
}

std::optional<Timestamp> ParseIso(std::string_view text, TimeForm form,
                                  const TimeContext& context) noexcept {
  const auto time = ParseIso8601(text);
  if (!time || form != TimeForm::kIsoLocal || NamesZone(text)) return time;
  return FromLocal(*time, context);
}

// A number of units since 1970, with or without fraction.
std::optional<Timestamp> ParseUnix(std::string_view text, std::int64_t units_per_second) noexcept {
  constexpr std::int64_t kMaxSeconds = 100 * std::int64_t{1000 * 1000 * 1000};  // the year 5138
  const std::size_t point = std::min(text.find('.'), text.size());
  std::int64_t whole = 0;
  const char* const end = text.data() + point;
  const auto read = std::from_chars(text.data(), end, whole);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  double fraction = 0;
  if (point < text.size()) {
    const auto rest = std::from_chars(end, text.data() + text.size(), fraction);
    if (rest.ec != std::errc() || rest.ptr != text.data() + text.size()) return std::nullopt;
  }
  if (whole < 0 || whole / units_per_second > kMaxSeconds) return std::nullopt;
  constexpr auto kSecond = static_cast<std::int64_t>(kTicksPerSecond);
  const std::int64_t ticks =
      whole / units_per_second * kSecond + whole % units_per_second * kSecond / units_per_second;
  const double part =
      fraction * static_cast<double>(kSecond) / static_cast<double>(units_per_second);
  return Timestamp{kUnixEpochTicks + static_cast<std::uint64_t>(ticks + std::llround(part))};
}

std::optional<Timestamp> ParseEpochOrIso(std::string_view text, const TimeContext& context) {
  // Of moments between 1973 and 2286: seconds have up to 10 digits, milliseconds 12 or 13...
  constexpr std::size_t kMillisDigits = 12, kMicrosDigits = 15, kNanosDigits = 18;
  const bool number = text.find_first_not_of("0123456789.") == std::string_view::npos;
  if (!number) return ParseIso(text, TimeForm::kIsoLocal, context);
  const std::size_t digits = std::min(text.find('.'), text.size());
  if (digits >= kNanosDigits) return ParseUnix(text, kNanos);
  if (digits >= kMicrosDigits) return ParseUnix(text, kMicros);
  return ParseUnix(text, digits >= kMillisDigits ? kMillis : 1);
}

// A number of at most `digits` digits at the front.
std::optional<std::uint32_t> TakeNumber(std::string_view& text, std::size_t digits) noexcept {
  std::uint32_t number = 0;
  const char* const end = text.data() + std::min(digits, text.size());
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
  return number;
}

bool Take(std::string_view& text, char c) noexcept {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

// 1 to 12; nothing for what is no English month's first three letters.
std::optional<std::uint8_t> TakeMonth(std::string_view& text) noexcept {
  constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
  if (text.size() < 3) return std::nullopt;
  const std::size_t at = kMonths.find(text.substr(0, 3));
  if (at == std::string_view::npos || at % 3 != 0) return std::nullopt;
  text.remove_prefix(3);
  return static_cast<std::uint8_t>(at / 3 + 1);
}

// "13:55:36", with a fraction or not.
bool TakeClock(std::string_view& text, CivilTime& civil) noexcept {
  for (std::uint8_t* part : {&civil.hour, &civil.minute, &civil.second}) {
    if (part != &civil.hour && !Take(text, ':')) return false;
    const auto number = TakeNumber(text, 2);
    if (!number) return false;
    *part = static_cast<std::uint8_t>(*number);
  }
  if (!Take(text, '.') && !Take(text, ',')) return true;
  std::uint32_t unit = kTicksPerSecond / 10;
  for (; !text.empty() && text[0] >= '0' && text[0] <= '9'; text.remove_prefix(1)) {
    civil.ticks += static_cast<std::uint32_t>(text[0] - '0') * unit;
    unit /= 10;
  }
  return true;
}

// "10/Oct/2000:13:55:36 -0700".
std::optional<Timestamp> ParseHttp(std::string_view text, const TimeContext& context) noexcept {
  CivilTime civil;
  const auto day = TakeNumber(text, 2);
  const auto month = Take(text, '/') ? TakeMonth(text) : std::nullopt;
  const auto year = Take(text, '/') ? TakeNumber(text, 4) : std::nullopt;
  if (!day || !month || !year || !Take(text, ':') || !TakeClock(text, civil)) return std::nullopt;
  civil.day = static_cast<std::uint8_t>(*day);
  civil.month = *month;
  civil.year = static_cast<std::int32_t>(*year);
  const auto time = FromCivil(civil);
  if (!time || !Take(text, ' ') || text.size() != 5) return time ? FromLocal(*time, context) : time;
  const bool west = text[0] == '-';
  text.remove_prefix(1);
  const auto offset = TakeNumber(text, 4);
  if (!offset) return std::nullopt;
  const std::int64_t seconds =
      std::int64_t{*offset / 100} * 3600 + std::int64_t{*offset % 100} * 60;
  return Shifted(*time, west ? seconds : -seconds);
}

// The year of a syslog time, wherever it stands: "2020 Oct  5 ..", "Oct  5 2020 ..", ".. 02:11:09
// 2020". Takes what stands before the month off the text. 0 for a year that is no number.
std::optional<std::uint32_t> TakeSyslogYear(std::string_view& text) noexcept {
  const auto number = [](std::string_view digits) { return TakeNumber(digits, 4).value_or(0); };
  if (text.size() > 5 && text[4] == ' ' && text[0] >= '0' && text[0] <= '9') {
    const auto year = number(text);
    text.remove_prefix(5);
    return year;
  }
  constexpr std::size_t kWeekday = 4;
  if (text.size() >= 24 && text[3] == ' ' && text[kWeekday + 3] == ' ')
    text.remove_prefix(kWeekday);
  const std::size_t clock = text.find(':');
  if (clock == std::string_view::npos || clock < 3) return std::nullopt;
  const std::size_t behind = text.find(' ', clock);
  if (behind != std::string_view::npos && text.size() == behind + 5) {
    return number(text.substr(behind + 1));
  }
  // "Oct  5 2020 02": the word before the clock has four digits.
  const std::string_view before = text.substr(0, clock - 2);
  if (before.size() < 9 || before[before.size() - 6] != ' ') return std::nullopt;
  return number(before.substr(before.size() - 5));
}

// "Oct  5 02:11:09": in the last year in which that is not behind `newest`, with a day's grace for
// clocks and zones. "Oct  5 2020 02:11:09" says the year itself.
std::optional<Timestamp> ParseSyslog(std::string_view text, const TimeContext& context) noexcept {
  CivilTime civil;
  const auto year = TakeSyslogYear(text);
  if (year && *year == 0) return std::nullopt;
  const bool has_year = year.has_value();
  const auto month = TakeMonth(text);
  while (Take(text, ' ')) {
  }
  const auto day = TakeNumber(text, 2);
  if (!month || !day || !Take(text, ' ')) return std::nullopt;
  civil.month = *month;
  civil.day = static_cast<std::uint8_t>(*day);
  if (text.size() > 4 && text[4] == ' ') text.remove_prefix(5);  // the year, taken above
  civil.year = has_year ? static_cast<std::int32_t>(*year) : ToCivil(context.newest).year;
  if (!TakeClock(text, civil)) return std::nullopt;
  if (!has_year && context.newest.ticks == 0) return std::nullopt;
  constexpr int kYearsBack = 8;  // 29 February may be that far away
  for (int back = 0; back <= (has_year ? 0 : kYearsBack); ++back, --civil.year) {
    const auto time = FromCivil(civil);
    if (!time) continue;
    if (has_year || time->ticks <= context.newest.ticks + kTicksPerDay) {
      return FromLocal(*time, context);
    }
  }
  return std::nullopt;
}

// "10/5/2020 2:11:09 AM" or "2020/10/05 02:11:09".
std::optional<Timestamp> ParseSlashes(std::string_view text, TimeForm form,
                                      const TimeContext& context) noexcept {
  CivilTime civil;
  const bool year_first = form == TimeForm::kYearSlashes;
  std::uint32_t parts[3] = {};
  for (std::uint32_t& part : parts) {
    if (&part != parts && !Take(text, '/')) return std::nullopt;
    const auto number = TakeNumber(text, 4);
    if (!number) return std::nullopt;
    part = *number;
  }
  static_cast<void>(Take(text, ','));  // 10/5/2020, 2:11:09.123 AM
  if (!Take(text, ' ')) return std::nullopt;
  civil.year = static_cast<std::int32_t>(parts[year_first ? 0 : 2]);
  civil.month = static_cast<std::uint8_t>(std::min(parts[year_first ? 1 : 0], 99U));
  civil.day = static_cast<std::uint8_t>(std::min(parts[year_first ? 2 : 1], 99U));
  if (!TakeClock(text, civil)) return std::nullopt;
  if (text == " AM" || text == " PM") {
    civil.hour = static_cast<std::uint8_t>(civil.hour % 12 + (text == " PM" ? 12 : 0));
  }
  const auto time = FromCivil(civil);
  return time ? std::optional(FromLocal(*time, context)) : time;
}

// "/Date(1601863869123)/", with an offset behind the number or not: the number is UTC.
std::optional<Timestamp> ParseDotNet(std::string_view text) noexcept {
  constexpr std::string_view kOpen = "/Date(", kClose = ")/";
  if (!text.starts_with(kOpen) || !text.ends_with(kClose)) return std::nullopt;
  text = text.substr(kOpen.size(), text.size() - kOpen.size() - kClose.size());
  return ParseUnix(text.substr(0, text.find_first_of("+-", 1)), kMillis);
}

// "Oct 5, 2020 @ 02:11:09.123".
std::optional<Timestamp> ParseKibana(std::string_view text, const TimeContext& context) noexcept {
  CivilTime civil;
  const auto month = TakeMonth(text);
  const auto day = month && Take(text, ' ') ? TakeNumber(text, 2) : std::nullopt;
  const bool comma = day && Take(text, ',') && Take(text, ' ');
  const auto year = comma ? TakeNumber(text, 4) : std::nullopt;
  if (!year || !text.starts_with(" @ ")) return std::nullopt;
  text.remove_prefix(3);
  civil.month = *month;
  civil.day = static_cast<std::uint8_t>(*day);
  civil.year = static_cast<std::int32_t>(*year);
  if (!TakeClock(text, civil)) return std::nullopt;
  const auto time = FromCivil(civil);
  return time ? std::optional(FromLocal(*time, context)) : time;
}

}  // namespace

std::optional<Timestamp> ParseTime(std::string_view text, TimeForm form,
                                   const TimeContext& context) noexcept {
  if (text.empty()) return std::nullopt;
  switch (form) {
    case TimeForm::kIso:
    case TimeForm::kIsoLocal: return ParseIso(text, form, context);
    case TimeForm::kUnixSeconds: return ParseUnix(text, 1);
    case TimeForm::kUnixMillis: return ParseUnix(text, kMillis);
    case TimeForm::kUnixMicros: return ParseUnix(text, kMicros);
    case TimeForm::kUnixNanos: return ParseUnix(text, kNanos);
    case TimeForm::kHttp: return ParseHttp(text, context);
    case TimeForm::kSyslog: return ParseSyslog(text, context);
    case TimeForm::kUsSlashes:
    case TimeForm::kYearSlashes: return ParseSlashes(text, form, context);
    case TimeForm::kDotNet: return ParseDotNet(text);
    case TimeForm::kKibana: return ParseKibana(text, context);
    case TimeForm::kEpochOrIso: return ParseEpochOrIso(text, context);
  }
  return std::nullopt;
}

std::optional<Timestamp> ParseWitnessedTime(std::string_view local, std::string_view received_local,
                                            std::string_view received_utc) noexcept {
  const auto clock = ParseIso8601(local);
  const auto here = ParseIso8601(received_local);
  const auto there = ParseIso8601(received_utc);
  if (!clock || !here || !there) return std::nullopt;
  const std::int64_t apart = ToUnix(*there) - ToUnix(*here);
  if (std::abs(apart) > kSecondsPerDay) return std::nullopt;
  const std::int64_t quarters =
      (apart + (apart < 0 ? -kSecondsPerQuarter : kSecondsPerQuarter) / 2) / kSecondsPerQuarter;
  return Shifted(*clock, quarters * kSecondsPerQuarter);
}

}  // namespace noroshi
