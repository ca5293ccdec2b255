#include "analytics/beacons/beacon.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/case_fold.h"

namespace noroshi {
namespace {

// What a regular series is worth; sums up to 1. Regularity is what a beacon is; people sleep, which
// programs do not; the size of an idle check-in hardly changes, but tasks and answers do.
constexpr double kRegularity = 0.55, kClock = 0.25, kSize = 0.15, kBase = 0.05;
// A series as long as this many contacts needs no more proof; few contacts are made up for by days:
// a call every six hours has only 120 in a month.
constexpr double kManyContacts = 300;
constexpr double kDaysWorth = 0.35, kManyDays = 28;
// A stretch of less than half a day may be one sitting, a film or a large download.
constexpr double kShortDays = 0.5;
// Up to this many sources a destination is rare. Each doubling costs this much, for updaters and
// portals are regular and everywhere.
constexpr double kRareSources = 3, kPerDoubling = 0.35, kLeastPrevalence = 0.05;
// In a network of a few computers sharing a destination says little, until most of them do.
constexpr std::uint64_t kSmallNetwork = 25, kSeveral = 5;
constexpr double kLeastInSmall = 0.6, kLeastOfMost = 0.3;
constexpr double kScript = 1.15;  // a script's own agent on a regular series

double LeastPrevalence(std::uint64_t sources, std::uint64_t all) {
  if (all > kSmallNetwork) return kLeastPrevalence;
  return sources >= kSeveral && 2 * sources > all ? kLeastOfMost : kLeastInSmall;
}

double Prevalence(std::uint64_t sources, std::uint64_t all) {
  const double doublings = std::log2(std::max(static_cast<double>(sources) / kRareSources, 1.0));
  return std::max(LeastPrevalence(sources, all), 1 - kPerDoubling * doublings);
}

double Evidence(const SeriesFeatures& series) {
  const double contacts = std::log(static_cast<double>(series.contacts)) / std::log(kManyContacts);
  const double days = std::min(series.days / kManyDays, 1.0) * kDaysWorth;
  return std::min(1.0, contacts + days) * std::min(series.days / kShortDays, 1.0);
}

}  // namespace

double ScoreOfBeacon(const Beacon& beacon, std::uint64_t all_sources) {
  const SeriesFeatures& series = beacon.series;
  if (series.contacts < kMinContacts) return 0;
  const double shape = kRegularity * series.regularity + kClock * series.round_the_clock +
                       kSize * series.size_regularity + kBase;
  double score = 100 * shape * Evidence(series) * Prevalence(beacon.sources, all_sources);
  if (IsScriptAgent(beacon.program)) score *= kScript;
  return std::min(score, 100.0);
}

BeaconForm FormOfBeacon(const Beacon& beacon) noexcept {
  constexpr std::uint64_t kNearlyAll = 20;  // one of so many may be of another kind
  const std::uint64_t told = beacon.reads + beacon.posts + beacon.sealed;
  const auto mostly = [&](std::uint64_t part) {
    return part >= kMinContacts && (told - part) * kNearlyAll <= told;
  };
  if (mostly(beacon.posts)) return BeaconForm::kPosts;
  if (mostly(beacon.reads)) return BeaconForm::kReads;
  if (mostly(beacon.sealed)) return BeaconForm::kSealed;
  return BeaconForm::kAny;
}

bool IsScriptAgent(std::string_view program) {
  const std::string folded = Folded(program);
  for (const std::string_view mark :
       {"powershell", "python", "curl/", "wget/", "go-http-client", "winhttp", "\\wscript.exe",
        "\\cscript.exe", "\\mshta.exe", "\\rundll32.exe", "\\regsvr32.exe"}) {
    if (folded.find(mark) != std::string::npos) return true;
  }
  return false;
}

std::string IntervalText(double seconds) {
  if (seconds >= 3'600) return fmt::format("{:.1f} h", seconds / 3'600);
  if (seconds >= 60) return fmt::format("{:.1f} min", seconds / 60);
  return fmt::format("{:.0f} s", seconds);
}

}  // namespace noroshi
