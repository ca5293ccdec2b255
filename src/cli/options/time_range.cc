#include "cli/options/time_range.h"

#include <CLI/CLI.hpp>

namespace noroshi {
namespace {

Result<std::optional<Timestamp>> ParseTime(const std::string& text, const char* option) {
  if (text.empty()) return std::optional<Timestamp>{};
  const std::optional<Timestamp> time = ParseIso8601(text);
  if (!time) {
    return Error{ErrorCode::kInvalid, 0, option,
                 "'" + text + "' is no time; write 2020-10-05, or 2020-10-05T02:11:09+09:00"};
  }
  return time;
}

}  // namespace

void AddTimeRangeOptions(CLI::App& app, TimeRangeText& text) {
  app.add_option("--from", text.from, "only events at or after this time (UTC)")
      ->option_text("TIME");
  app.add_option("--to", text.to, "only events before this time (UTC)")->option_text("TIME");
}

Result<TimeRange> ParseTimeRange(const TimeRangeText& text) {
  TimeRange range;
  NOROSHI_TRY(range.from, ParseTime(text.from, "--from"));
  NOROSHI_TRY(range.to, ParseTime(text.to, "--to"));
  if (range.from && range.to && range.to->ticks <= range.from->ticks) {
    return Error{ErrorCode::kInvalid, 0, "--to",
                 "no event lies before " + text.to + " and not before --from " + text.from +
                     "; --to must be later"};
  }
  return range;
}

}  // namespace noroshi
