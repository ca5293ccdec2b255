// Made-up observations and the shipped examples, for tests and for looking at the page.
#pragma once

#include <string>
#include <string_view>

#include "trend/trend_builder.h"

namespace noroshi {

// What the text of a hostile file may hold: markup, Markdown, a formula, a terminal's escape
// sequence, text that reads backwards, bytes that end a script.
inline constexpr std::string_view kHostileText =
    "=cmd|' /C calc'!A1 <img src=x onerror=alert(1)></script> [a](javascript:alert(2)) `c` **b** "
    "| \x1b[2J\x1b]0;owned\x07 \xE2\x80\xAEtxt.exe \xC2\x9B"
    "31m https://evil.example www.evil.example "
    "{a|b} \xE2\x80\xA8 & $x$ a@evil.example";

// A line of an observation file with `text` wherever a text may stand.
[[nodiscard]] std::string HostileLine(std::string_view text = kHostileText);

// The set of one file's text; every line must be good.
[[nodiscard]] ObservationSet SetOf(std::string_view lines);

// examples/: the announced report of fiscal 2020, compared with 2019. REQUIRES: the working folder
// is the root of the sources.
[[nodiscard]] TrendDocument ExampleTrend();
// A year in which every text, name and rule is hostile.
[[nodiscard]] TrendDocument HostileTrend();
// Observations of many kinds: techniques, indicators, overlapping bars, bad lines, long names.
[[nodiscard]] TrendDocument FullTrend();

}  // namespace noroshi
