#include "evidence/text/time_format.h"

#include <array>
#include <charconv>
#include <cmath>

#include "evidence/text/time_zone.h"

namespace noroshi {
namespace {

constexpr std::int64_t kSecondsPerQuarter = 15 * 60;
constexpr std::int64_t kSecondsPerDay = 86'400;

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
  return rest.back() == 'Z' || rest.back() == 'z' || rest.find('+') != std::string_view::npos ||
         rest.find('-') != std::string_view::npos;
}

std::optional<Timestamp> ParseIso(std::string_view text, TimeForm form,
                                  const TimeContext& context) noexcept {
  const auto time = ParseIso8601(text);
  if (!time || form != TimeForm::kIsoLocal || NamesZone(text)) return time;
  return FromLocal(*time, context);
}

// A number of units since 1970, with or without fraction.
std::optional<Timestamp> ParseUnix(std::string_view text, std::int64_t units_per_second) noexcept {
  constexpr std::int64_t kMaxSeconds = 100'000'000'000;  // the year 5138
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
  constexpr std::size_t kMillisDigits =
      12;  // seconds have 10 until 2286, milliseconds 12 from 1973
  const bool number = text.find_first_not_of("0123456789.") == std::string_view::npos;
  if (!number) return ParseIso(text, TimeForm::kIsoLocal, context);
  const bool millis = std::min(text.find('.'), text.size()) >= kMillisDigits;
  return ParseUnix(text, millis ? 1000 : 1);
}

}  // namespace

std::optional<Timestamp> ParseTime(std::string_view text, TimeForm form,
                                   const TimeContext& context) noexcept {
  if (text.empty()) return std::nullopt;
  switch (form) {
    case TimeForm::kIso:
    case TimeForm::kIsoLocal: return ParseIso(text, form, context);
    case TimeForm::kUnixSeconds: return ParseUnix(text, 1);
    case TimeForm::kUnixMillis: return ParseUnix(text, 1000);
    case TimeForm::kUnixMicros: return ParseUnix(text, 1'000'000);
    case TimeForm::kUnixNanos: return ParseUnix(text, 1'000'000'000);
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
