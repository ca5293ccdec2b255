// Beacon: a series of contacts worth a look, with its score and the numbers that make it.
//
// Plain values that own their texts; pure functions, safe from any thread. docs/design/analytics.md
// has the formula and what it was tried on.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analytics/beacons/series.h"

namespace noroshi {

// Where a contact's record is. `file` is the caller's number for the file.
struct ContactPlace {
  std::uint64_t file = 0;
  // In bytes; the physical line, 0 for binary evidence; 0 where the record has none.
  std::uint64_t offset = 0, line = 0, record_id = 0;
  Timestamp time;
};

inline constexpr std::size_t kBeaconPlaces = 8;  // a person checks no more

struct Beacon {
  std::string source, destination, address, program, channel;
  SeriesFeatures series;
  // All records, bursts not joined.
  std::uint64_t contacts = 0;
  // Of all contacts together, each as its ContactPoint has it.
  std::uint64_t bytes = 0;
  // Of the contacts, those whose log tells their form (contacts/contact.h).
  std::uint64_t reads = 0, posts = 0, sealed = 0;
  // With contacts to the destination.
  std::uint64_t sources = 0;
  bool via_proxy = false, internal = false;
  // ScoreOfBeacon of it, 0 to 100.
  double score = 0;
  // UTC, of the first and the last contact.
  Timestamp first, last;
  // The first and the last, and some between.
  std::vector<ContactPlace> places;
};

// 0 to 100: how much the series looks like a program that calls home and nothing else does.
// Weights and their reasons stand in the source. `all_sources`: in all evidence.
[[nodiscard]] double ScoreOfBeacon(const Beacon& beacon, std::uint64_t all_sources);

// From here on a hunt makes a finding of it, unless it is internal. Programs that call in office
// hours only, or for some days, come to 55 to 65; in the traffic known to be ordinary nothing else
// lies there: updaters of many machines stay below 20.
inline constexpr double kBeaconFinding = 55;

// What a series is made of, where the logs tell: requests that only read, or only post, in the
// clear, or encrypted ones. Programs for remote control differ in that; a few records of another
// kind, such as a redirect, change nothing. kAny: not told, or a mixture.
enum class BeaconForm : std::uint8_t { kAny, kReads, kPosts, kSealed };
[[nodiscard]] BeaconForm FormOfBeacon(const Beacon& beacon) noexcept;

// A program that fetches for a script, not for a person: its user agent or image says so.
[[nodiscard]] bool IsScriptAgent(std::string_view program);

// "6.1 h", "5.0 min", "12 s". For people; days too are told in hours.
[[nodiscard]] std::string IntervalText(double seconds);

}  // namespace noroshi
