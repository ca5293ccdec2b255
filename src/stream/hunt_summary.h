// HuntSummary: what a hunt found and did not find, counted. Small; the base of run.json, the
// terminal summary and the exit code.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "environment/allow_list.h"
#include "finding/level.h"
#include "matcher/matcher.h"
#include "report/report_document.h"
#include "rules/rule_set.h"
#include "stream/hunt_profile.h"
#include "stream/input/input_list.h"
#include "stream/input/loss_ledger.h"
#include "stream/input/name_counts.h"
#include "stream/input/scanned_files.h"
#include "stream/input/seen_kinds.h"
#include "stream/input/source_summary.h"
#include "stream/output/incident_brief.h"

namespace noroshi {

// Computer names are free text: evidence can make up any number. Beyond this many they are counted
// together.
inline constexpr std::size_t kMaxSummaryHosts = 20'000;

// What correlations were given and could not take.
struct CorrelationTotals {
  // Matches that took part, once for each correlation.
  std::uint64_t events = 0;
  // Matches without time, group or measurable value.
  std::uint64_t left_out = 0;
  // Groups whose window was too large.
  std::uint64_t limits = 0;
};

// Wall-clock time of each stage by the caller's clock; zero where the caller has none.
struct StageTimes {
  std::uint64_t rules_ns = 0, matcher_ns = 0, list_ns = 0, hash_ns = 0, scan_ns = 0, merge_ns = 0,
                report_ns = 0, correlate_ns = 0;
  // When the program began, by the host's clock.
  std::uint64_t started_ns = 0;
};

// What was known from earlier runs, and what became of writing down this one.
struct JournalTotals {
  // Files as a whole; units, of all files.
  std::uint64_t known_files = 0, known_units = 0;
  // Known, and not there any more or changed.
  std::uint64_t files_gone = 0;
  // Why it could not be kept; "" = it was.
  std::string problem;
};

// Findings that the environment's allow-lists hide. They are in none of the other counts.
struct SuppressionTotals {
  struct Row {
    AllowRow row;
    std::uint64_t count = 0;
    LevelCounts by_level{};
  };
  std::uint64_t count = 0;
  std::vector<Row> rows;  // in the order of AllowList::rows(); expired ones too
};

// Filled by RunHunt, then only read. Ordered maps, so that what is printed from it has one order.
struct HuntSummary {
  InputList inputs;
  SourceSummaries sources;
  LossLedger ledger;
  std::vector<NotUsedRule> refused_rules;  // loaded, but the matcher's engines refused them

  std::uint64_t records = 0, findings = 0;
  LevelCounts findings_by_level{};
  std::vector<std::uint64_t> findings_by_rule;  // by RuleIndex
  std::map<std::string, LevelCounts, std::less<>> findings_by_host;
  LevelCounts findings_on_other_hosts{};  // beyond kMaxSummaryHosts
  NameCounts records_by_channel, records_by_host;
  SeenKinds kinds;
  Timestamp first_event, last_event;  // of the records that rules looked at, doubtful ones left out
  MatcherStats matcher;
  CorrelationTotals correlation;
  SuppressionTotals suppressed;
  IncidentBriefs incidents;
  JournalTotals journal;
  ScanTotals scan;
  StageTimes times;
  std::optional<HuntProfile> profile;  // when HuntOptions::profile asks for it
  std::uint64_t peak_memory_bytes = 0;
  bool interrupted = false;
  std::vector<std::string> outputs;  // names of the files written, in `out_dir`
  std::string case_file;             // path of the case store the hunt went into; "" = none

  // Evidence was damaged, refused or not reached, or a value was too hard for a rule's expression.
  [[nodiscard]] bool evidence_incomplete() const noexcept;
};

// True for reasons that somebody should mend: the rule was asked for and is not evaluated. Rules
// left out on purpose (status, level, no such evidence, not yet evaluated) are not among them.
[[nodiscard]] bool IsRuleProblem(NotUsedReason reason) noexcept;

// The exit status of a hunt that ran: 0, or 3 when some evidence or rules could not be used.
inline constexpr int kExitDone = 0, kExitIncomplete = 3;
[[nodiscard]] int ExitStatus(const HuntSummary& summary, const RuleSet& rules) noexcept;

}  // namespace noroshi
