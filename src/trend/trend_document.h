// TrendDocument: all that a trend report shows, counted and ordered. BuildTrend fills it; every
// renderer (JSON, Markdown, HTML) reads this and nothing else.
//
// Plain values that own their texts; const access is safe from any number of threads. Versioned:
// schema/trend.schema.json describes its JSON form. Observations are referred to by their ids.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "finding/level.h"
#include "trend/observation.h"
#include "trend/observation_file.h"

namespace noroshi {

inline constexpr int kTrendSchemaVersion = 1;

// Who acts, as far as the sources say. A set is known by the text of its name; ASCII case does not
// matter, and no aliases are joined. Where the campaign is not stated, the only malware stated
// keeps apart what a source keeps apart ("APT10 with LODEINFO"). All empty = not stated.
struct TrendActor {
  std::string set, campaign, tool;

  friend bool operator==(const TrendActor&, const TrendActor&) = default;
};

// A row of the chart with more lanes than this fills the page; the tables still have all.
inline constexpr unsigned kMaxTrendLanes = 8;

// One observation on the timeline. Months count from the first of the year, 0 to 11.
struct TrendSpan {
  int first = 0, last = 0;
  Reach reach{};
  // Spans that overlap in one row lie in different lanes.
  unsigned lane = 0;
  std::string observation;
};
// All bars of one actor. Declines have none: they do not say when something was still seen.
struct TrendRow {
  TrendActor actor;
  // The most exact of the spans.
  std::array<Reach, kMonthsOfYear> months{};
  std::vector<TrendSpan> spans;
  unsigned lanes = 0;
  // Lane kMaxTrendLanes: the row would grow too high.
  std::uint64_t spans_not_drawn = 0;
};

// Sightings of one sector. A sighting of two sectors counts in both.
struct TrendSector {
  std::optional<std::string> sector;  // nothing = not stated
  std::vector<std::string> observations;
};

// What the year's observations say of one actor, together.
struct TrendGroup {
  TrendActor actor;
  Activity activity = Activity::kNotStated;  // the first that is stated
  std::vector<std::string> malware, sectors, techniques, mapped_techniques;
  std::vector<std::string> observations;
};

// A fiscal year, from the observations whose period touches it; periods are cut at its ends.
struct TrendYear {
  int fiscal_year = 0;
  // That reach into the year: by period, then as read.
  std::vector<Observation> observations;
  // Named actors by first month and name, then "not stated".
  std::vector<TrendRow> timeline;
  // 0 to 11: no sighting's period touches them.
  std::vector<int> silent_months;
  // By count, then name; not stated last.
  std::vector<TrendSector> sectors;
  // Actors of activities and traits, as first met.
  std::vector<TrendGroup> groups;
};

// One actor in two years. What a year's observations do not say of it is kNotStated.
struct TrendChange {
  TrendActor actor;
  bool named_before = false, named_now = false;
  Activity before = Activity::kNotStated, now = Activity::kNotStated;
};

// A rule of noroshi's own, for the part on detection and mitigation.
struct TrendRule {
  std::string id, title, title_ja, path, mitigation_en, mitigation_ja;
  Level level{};
  Stage stage{};
  std::vector<std::string> techniques;
  bool relevant = false;  // shares a technique with the year's observations
};

// The report. Rules, sources and lists are complete; only causes of rejected lines are cut
// (kMaxRejectedShown), and the count says so.
// Texts come from files of observations and from rules: they are plain, and each renderer escapes
// them. Memory follows the observations of the two years.
struct TrendDocument {
  ReportLanguage language = ReportLanguage::kEnglish;  // shown first
  std::string engine_version;
  Timestamp generated_at;
  std::vector<std::string> inputs;

  TrendYear year;
  std::optional<TrendYear> compared;
  std::vector<TrendChange> changes;  // empty without a year to compare with
  // Of both years, in order of first use.
  std::vector<Words> sources;
  // By stage, relevance to the year, level, title.
  std::vector<TrendRule> rules;

  std::uint64_t outside = 0;  // observations of neither year
  std::uint64_t undated = 0;  // observations without any period
  std::vector<RejectedLine> rejected;
  std::uint64_t rejected_count = 0;
};

}  // namespace noroshi
