#include "base/time.h"

#include "base/number_text.h"

namespace noroshi {
namespace {

// Days since 1601-01-01 of a civil date, and back. Howard Hinnant's era algorithm: a 400-year
// era has 146,097 days; years start in March so that the leap day is the last one.
constexpr std::int64_t kDaysFromCivilZeroTo1601 = 584'694;  // 0000-03-01 .. 1601-01-01

constexpr std::int64_t DaysSince1601(std::int64_t year, unsigned month, unsigned day) noexcept {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const auto year_of_era = static_cast<unsigned>(year - era * 400);
  const unsigned day_of_year = (153 * (month + (month > 2 ? -3U : 9U)) + 2) / 5 + day - 1;
  const unsigned day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + static_cast<std::int64_t>(day_of_era) - kDaysFromCivilZeroTo1601;
}
static_assert(DaysSince1601(1601, 1, 1) == 0);
static_assert(DaysSince1601(1970, 1, 1) == 134'774);

constexpr unsigned DaysInMonth(std::int64_t year, unsigned month) noexcept {
  constexpr unsigned kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return kDays[month - 1] + (month == 2 && leap ? 1 : 0);
}

// Reads exactly `width` digits at `at`; moves `at`. Returns -1 when they are not there.
int ReadDigits(std::string_view text, std::size_t& at, std::size_t width) noexcept {
  if (text.size() - at < width) return -1;
  int value = 0;
  for (std::size_t i = 0; i < width; ++i) {
    const char c = text[at + i];
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  at += width;
  return value;
}

bool Accept(std::string_view text, std::size_t& at, char wanted) noexcept {
  if (at >= text.size() || text[at] != wanted) return false;
  ++at;
  return true;
}

// Reads ".1234567"; digits behind the seventh are finer than a tick and are dropped.
bool ReadFraction(std::string_view text, std::size_t& at, std::uint32_t& ticks) noexcept {
  if (!Accept(text, at, '.') && !Accept(text, at, ',')) return true;
  std::uint32_t unit = kTicksPerSecond / 10;
  const std::size_t start = at;
  for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, unit /= 10) {
    ticks += static_cast<std::uint32_t>(text[at] - '0') * unit;
  }
  return at > start && at - start <= 9;
}

// Reads the zone; `minutes` is what UTC lacks to the local time.
bool ReadZone(std::string_view text, std::size_t& at, int& minutes) noexcept {
  if (at == text.size() || Accept(text, at, 'Z')) return at == text.size();
  const int sign = text[at] == '+' ? 1 : text[at] == '-' ? -1 : 0;
  if (sign == 0) return false;
  ++at;
  const int hour = ReadDigits(text, at, 2);
  Accept(text, at, ':');
  const int minute = ReadDigits(text, at, 2);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return false;
  minutes = sign * (hour * 60 + minute);
  return at == text.size();
}

}  // namespace

CivilTime ToCivil(Timestamp time) noexcept {
  const std::uint64_t of_day = time.ticks % kTicksPerDay;
  const auto days = static_cast<std::int64_t>(time.ticks / kTicksPerDay) + kDaysFromCivilZeroTo1601;
  const std::int64_t era = days / 146'097;
  const auto day_of_era = static_cast<unsigned>(days - era * 146'097);
  const unsigned year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const unsigned day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const unsigned shifted_month = (5 * day_of_year + 2) / 153;  // March = 0
  CivilTime civil;
  civil.day = static_cast<std::uint8_t>(day_of_year - (153 * shifted_month + 2) / 5 + 1);
  civil.month =
      static_cast<std::uint8_t>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
  civil.year = static_cast<std::int32_t>(year_of_era + era * 400 + (civil.month <= 2 ? 1 : 0));
  const std::uint64_t seconds = of_day / kTicksPerSecond;
  civil.hour = static_cast<std::uint8_t>(seconds / 3600);
  civil.minute = static_cast<std::uint8_t>(seconds / 60 % 60);
  civil.second = static_cast<std::uint8_t>(seconds % 60);
  civil.ticks = static_cast<std::uint32_t>(of_day % kTicksPerSecond);
  return civil;
}

std::optional<Timestamp> FromCivil(const CivilTime& civil) noexcept {
  if (civil.year < 1601 || civil.year > 60'000 || civil.month < 1 || civil.month > 12 ||
      civil.day < 1 || civil.day > DaysInMonth(civil.year, civil.month) || civil.hour > 23 ||
      civil.minute > 59 || civil.second > 60 || civil.ticks >= kTicksPerSecond) {
    return std::nullopt;
  }
  const auto days = static_cast<std::uint64_t>(DaysSince1601(civil.year, civil.month, civil.day));
  const std::uint64_t seconds = civil.hour * 3600ULL + civil.minute * 60ULL + civil.second;
  return Timestamp{days * kTicksPerDay + seconds * kTicksPerSecond + civil.ticks};
}

std::size_t WriteIso8601(Timestamp time, char* out) noexcept {
  const CivilTime civil = ToCivil(time);
  char* at = out;
  if (civil.year > 9999) {
    *at++ = '+';  // ISO 8601's expanded years carry a sign
    at = WriteDecimal(static_cast<std::uint64_t>(civil.year), at);
  } else {
    at = WriteTwoDigits(static_cast<std::uint32_t>(civil.year) / 100, at);
    at = WriteTwoDigits(static_cast<std::uint32_t>(civil.year) % 100, at);
  }
  const auto add = [&at](char before, std::uint32_t two_digits) {
    *at++ = before;
    at = WriteTwoDigits(two_digits, at);
  };
  add('-', civil.month);
  add('-', civil.day);
  add('T', civil.hour);
  add(':', civil.minute);
  add(':', civil.second);
  add('.', civil.ticks / 100'000);
  at = WriteTwoDigits(civil.ticks / 1'000 % 100, at);
  at = WriteTwoDigits(civil.ticks / 10 % 100, at);
  *at++ = static_cast<char>('0' + civil.ticks % 10);
  *at++ = 'Z';
  return static_cast<std::size_t>(at - out);
}

std::string ToIso8601(Timestamp time) {
  char text[kIso8601Bytes];
  return {text, WriteIso8601(time, text)};
}

std::optional<Timestamp> ParseIso8601(std::string_view text) noexcept {
  std::size_t at = 0;
  const int year = ReadDigits(text, at, 4);
  if (year < 0 || !Accept(text, at, '-')) return std::nullopt;
  const int month = ReadDigits(text, at, 2);
  if (month < 0 || !Accept(text, at, '-')) return std::nullopt;
  const int day = ReadDigits(text, at, 2);
  if (day < 0) return std::nullopt;
  CivilTime civil{.year = year,
                  .month = static_cast<std::uint8_t>(month),
                  .day = static_cast<std::uint8_t>(day)};
  int zone_minutes = 0;
  if (at < text.size()) {
    if (!Accept(text, at, 'T') && !Accept(text, at, ' ')) return std::nullopt;
    const int hour = ReadDigits(text, at, 2);
    if (hour < 0 || !Accept(text, at, ':')) return std::nullopt;
    const int minute = ReadDigits(text, at, 2);
    if (minute < 0) return std::nullopt;
    const int second = Accept(text, at, ':') ? ReadDigits(text, at, 2) : 0;
    if (second < 0 || !ReadFraction(text, at, civil.ticks)) return std::nullopt;
    civil.hour = static_cast<std::uint8_t>(hour);
    civil.minute = static_cast<std::uint8_t>(minute);
    civil.second = static_cast<std::uint8_t>(second);
    // Many programs set the zone off by a blank.
    const std::string_view rest = text.substr(at);
    if (rest == " UTC" || rest == " GMT") at = text.size();
    if (rest.starts_with(" +") || rest.starts_with(" -")) ++at;
    if (!ReadZone(text, at, zone_minutes)) return std::nullopt;
  }
  const auto local = FromCivil(civil);
  if (!local) return std::nullopt;
  const std::int64_t shift = zone_minutes * 60LL * static_cast<std::int64_t>(kTicksPerSecond);
  if (static_cast<std::int64_t>(local->ticks) < shift) return std::nullopt;  // before 1601
  return Timestamp{local->ticks - static_cast<std::uint64_t>(shift)};
}

}  // namespace noroshi
