#include "evidence/text/posix_zone.h"

#include <charconv>

namespace noroshi {
namespace {

constexpr std::int64_t kSecondsPerDay = 86'400;

// Days since 1970 of a date of the Gregorian calendar.
std::int64_t DaysOf(std::int32_t year, std::int32_t month, std::int32_t day) noexcept {
  const std::int64_t y = month <= 2 ? year - 1 : year;
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146'097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
         719'468;
}

bool IsLeap(std::int32_t year) noexcept {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

// Eats the text from its front.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  [[nodiscard]] bool at_end() const noexcept { return text_.empty(); }
  bool Take(char c) noexcept {
    if (text_.empty() || text_[0] != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  std::optional<std::int32_t> Number() noexcept {
    std::int32_t number = 0;
    const auto read = std::from_chars(text_.data(), text_.data() + text_.size(), number);
    if (read.ec != std::errc() || text_[0] == '-') return std::nullopt;
    text_.remove_prefix(static_cast<std::size_t>(read.ptr - text_.data()));
    return number;
  }
  // Letters, or anything in <>.
  bool Name() noexcept {
    std::size_t size = 0;
    if (!text_.empty() && text_[0] == '<') {
      size = text_.find('>');
      if (size == std::string_view::npos) return false;
      ++size;
    } else {
      while (size < text_.size() && IsLetter(text_[size])) ++size;
    }
    text_.remove_prefix(size);
    return size >= 3;
  }
  // [+-]hh[:mm[:ss]] in seconds.
  std::optional<std::int32_t> Clock() noexcept {
    const bool negative = Take('-');
    if (!negative) Take('+');
    std::int32_t seconds = 0;
    for (const std::int32_t unit : {3600, 60, 1}) {
      if (unit != 3600 && !Take(':')) break;
      const auto part = Number();
      if (!part || *part > 167) return std::nullopt;  // RFC 8536 allows a week
      seconds += *part * unit;
    }
    return negative ? -seconds : seconds;
  }

 private:
  static bool IsLetter(char c) noexcept { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

  std::string_view text_;
};

bool ReadWeekday(Reader& in, ZoneChangeDay& day) noexcept {
  const auto month = in.Number();
  const auto week = in.Take('.') ? in.Number() : std::nullopt;
  const auto weekday = in.Take('.') ? in.Number() : std::nullopt;
  if (!month || !week || !weekday) return false;
  if (*month < 1 || *month > 12 || *week < 1 || *week > 5 || *weekday > 6) return false;
  day.month = *month;
  day.week = *week;
  day.day = *weekday;
  return true;
}

bool ReadDay(Reader& in, ZoneChangeDay& day) noexcept {
  if (in.Take('M')) {
    if (!ReadWeekday(in, day)) return false;
  } else {
    day.form = in.Take('J') ? ZoneChangeDay::Form::kJulian : ZoneChangeDay::Form::kZeroBasedDay;
    const auto number = in.Number();
    if (!number || *number > 365) return false;
    day.day = *number;
  }
  if (!in.Take('/')) return true;
  const auto clock = in.Clock();
  if (clock) day.seconds = *clock;
  return clock.has_value();
}

std::int64_t WeekdayOf(const ZoneChangeDay& day, std::int32_t year) noexcept {
  const std::int64_t first = DaysOf(year, day.month, 1);
  const std::int64_t weekday = ((first + 4) % 7 + 7) % 7;  // 1970-01-01 was a Thursday
  std::int64_t found = first + (day.day - weekday + 7) % 7 + 7 * (day.week - 1);
  const std::int64_t next_month =
      day.month == 12 ? DaysOf(year + 1, 1, 1) : DaysOf(year, day.month + 1, 1);
  while (found >= next_month) found -= 7;
  return found;
}

}  // namespace

std::int64_t PosixZone::At(const ZoneChangeDay& day, std::int32_t year,
                           std::int32_t offset) noexcept {
  std::int64_t days = 0;
  switch (day.form) {
    case ZoneChangeDay::Form::kWeekday: days = WeekdayOf(day, year); break;
    case ZoneChangeDay::Form::kZeroBasedDay: days = DaysOf(year, 1, 1) + day.day; break;
    case ZoneChangeDay::Form::kJulian:
      days = DaysOf(year, 1, 1) + day.day - 1 + (IsLeap(year) && day.day >= 60 ? 1 : 0);
      break;
  }
  return days * kSecondsPerDay + day.seconds - offset;
}

std::optional<PosixZone> ParsePosixZone(std::string_view text) noexcept {
  Reader in(text);
  PosixZone zone;
  if (!in.Name()) return std::nullopt;
  const auto standard = in.Clock();
  if (!standard) return std::nullopt;
  zone.standard = zone.summer = -*standard;  // POSIX counts westwards
  if (in.at_end()) return zone;
  zone.has_summer = true;
  if (!in.Name()) return std::nullopt;
  zone.summer = zone.standard + 3600;
  if (!in.Take(',')) {
    const auto summer = in.Clock();
    if (!summer || !in.Take(',')) return std::nullopt;
    zone.summer = -*summer;
  }
  if (!ReadDay(in, zone.to_summer) || !in.Take(',') || !ReadDay(in, zone.to_standard)) {
    return std::nullopt;
  }
  return in.at_end() ? std::optional(zone) : std::nullopt;
}

}  // namespace noroshi
