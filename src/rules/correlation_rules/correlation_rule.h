// CorrelationRule: a correlation document, or the aggregation behind a detection's condition,
// checked and lowered to the form the correlator evaluates (Sigma spec, chapters 8 and 9). What is
// said of it to people (title, level, techniques) stands in a Rule of its own like any other's.
//
// Plain data. Made by sigma/correlation.cc, joined to the rules it names by link.cc, then
// immutable and safe from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "event/taxonomy.h"  // FieldScope
#include "rules/rule.h"

namespace noroshi {

// What is measured in a window of time.
enum class Measure : std::uint8_t {
  // event_count, count(): how many events.
  kEvents,
  // value_count, count(F): distinct texts of the fields, compared exactly (S-9.7).
  kDistinct,
  // Temporal: different rules that occur.
  kRules,
  // temporal_ordered: rules that occur one after the other in the listed order.
  kChain,
  // value_sum and what follows: over the events whose field is a number.
  kSum,
  kAverage,
  // Of an even number of values, the mean of the middle two.
  kMedian,
  // By nearest rank: always one of the values.
  kPercentile,
  // Legacy min(F) and max(F).
  kMinimum,
  kMaximum,
};

enum class CorrelationOp : std::uint8_t {
  kGreater,
  kGreaterEqual,
  kLess,
  kLessEqual,
  kEqual,
  kNotEqual
};
[[nodiscard]] std::string_view CorrelationOpText(CorrelationOp op) noexcept;  // ">=", ...

// Several are ANDed: a range (S-9.3).
struct CorrelationTest {
  CorrelationOp op{};
  Number number;
};

// A boolean over which sources occur, in postfix form: the text condition of temporal (S-9.4).
struct PresenceStep {
  enum class Kind : std::uint8_t { kSource, kAtLeast, kNot, kAnd, kOr };
  Kind kind = Kind::kSource;
  // kAtLeast: how many of `sources` must occur.
  std::uint32_t least = 0;
  std::vector<std::uint32_t> sources = {};  // kSource: one
};

// Which findings come of windows that satisfy.
enum class Reporting : std::uint8_t {
  // One a maximal run of windows (S-9.6).
  kClusters,
  // One a window, and the next window begins behind it (S-8.2).
  kRestarts,
};

// Where a source has a group-by or measured field.
struct CorrelationField {
  std::string name;  // as the rule's events have it
  FieldScope scope = FieldScope::kAuto;
  // When the source is a correlation: index into its group_by.
  std::uint32_t slot = 0;
};

// One entry under `rules`.
struct CorrelationSource {
  // Id or name, as written; empty = the correlation's own detection.
  std::string target;
  std::uint32_t line = 0, column = 0;

  // Set by linking.
  std::uint32_t rule = 0;  // index into RuleSet::rules
  // Index into RuleSet::correlations; kNone = a detection.
  std::uint32_t correlation = kNone;
  // One for each of CorrelationRule::group_by.
  std::vector<CorrelationField> group_fields;
  // One for each of CorrelationRule::values.
  std::vector<CorrelationField> value_fields;

  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
};

// aliases: {alias: {target: field}} (S-9.12).
struct CorrelationAlias {
  std::string alias, target, field;
  std::uint32_t line = 0, column = 0;
};

// More rules under one correlation than any author lists; presence is a 64-bit mask.
inline constexpr std::size_t kMaxCorrelationSources = 64;
// Correlations over correlations over ...: each level sorts its events once more.
inline constexpr std::uint32_t kMaxCorrelationDepth = 8;
// Correlations in one set; their events' sort keys have 16 bits for the number.
inline constexpr std::size_t kMaxCorrelations = std::size_t{1} << 16;
// No timespan: the whole input is one window (S-8.1).
inline constexpr std::uint64_t kNoTimespan = ~std::uint64_t{0};

struct CorrelationRule {
  // With `document` and `id`: the Rule that has its words.
  std::string path;
  std::uint32_t document = 0;
  std::string id;
  std::uint32_t line = 0, column = 0;

  // "value_count"; "count" of a legacy aggregation.
  std::string type;
  Measure measure{};
  Reporting reporting = Reporting::kClusters;
  std::vector<CorrelationTest> tests;
  // Temporal's text condition, where the rule has one: it then stands instead of tests.
  std::vector<PresenceStep> presence;
  // kPercentile, 0 to 100.
  double percentile = 0;
  // In ticks of 100 ns; two events exactly so far apart are still in one window.
  std::uint64_t timespan = kNoTimespan;
  // "value_count(TargetUserName) > 3 in 5m".
  std::string shown;

  // As written; none = one group.
  std::vector<std::string> group_by;
  // Fields measured, as written.
  std::vector<std::string> values;
  std::vector<CorrelationAlias> aliases;
  std::vector<CorrelationSource> sources;
  // Its sources raise findings of their own all the same (S-9.13).
  bool generate = false;
  // No level of its own: the highest of its sources.
  bool takes_level = false;

  // Set by linking. Index into RuleSet::rules.
  std::uint32_t rule = 0;
  // 0: detections only; else above its deepest source.
  std::uint32_t depth = 0;
  // Only feeds other correlations.
  bool silent = false;

  // A condition that more events in a window can only bring nearer, so a window is judged as it
  // fills. Any other is judged when its window cannot grow any more (S-9.6).
  [[nodiscard]] bool judged_rising() const noexcept;
};

}  // namespace noroshi
