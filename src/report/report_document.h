// ReportDocument: everything a report shows, small and already counted. ReportBuilder fills it
// while the hunt merges findings; every renderer (HTML, later Markdown, STIX, web) reads this and
// nothing else.
//
// Bounded: findings are grouped by rule and host, and each group keeps its first samples only; the
// counts are always complete. Plain values that own their texts; const access is safe from any
// number of threads. Times are UTC; a zero Timestamp means there is none. Versioned:
// schema/report.schema.json describes its JSON form.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "attribution/attribution.h"
#include "base/time.h"
#include "finding/level.h"
#include "incident/incident.h"
#include "report/suspect_file.h"

namespace noroshi {

inline constexpr int kReportSchemaVersion = 2;
inline constexpr std::size_t kReportIncidents =
    50;  // a person reads no more; incidents.json has all

using LevelCounts = std::array<std::uint64_t, kLevelCount>;  // indexed by Level

// Why a rule matched: `value` of `field` fits `pattern`, in the rule's `selection`.
struct ReportReason {
  std::string selection, field, value, pattern;
};

// A record that a correlation joined with others.
struct ReportMember {
  Timestamp time;
  std::string rule, host, path;  // the rule's id
  std::uint64_t record_id = 0, offset = 0;
};

// One finding in full: where it lies, what it shows, why it is one.
struct ReportFinding {
  std::string id;
  Timestamp time;
  std::string channel, provider, path;
  std::uint32_t event_id = 0;
  std::uint64_t record_id = 0;
  std::uint64_t offset = 0;
  // "recovered", "suspect", "value_cut", ...
  std::vector<std::string> marks;
  std::vector<std::pair<std::string, std::string>> fields;
  std::vector<ReportReason> reasons;
  // Of a correlation, the first; else none.
  std::vector<ReportMember> members;
  // How many there are.
  std::uint64_t member_count = 0;
};

// All findings of one rule on one host.
struct ReportGroup {
  std::string host;
  std::uint64_t count = 0;
  Timestamp first_seen, last_seen;
  // The earliest; see ReportLimits.
  std::vector<ReportFinding> samples;
};

// A rule that matched: its words for the reader, and what it found.
struct ReportRule {
  std::string id, title, title_ja, source, path, author, description;
  std::string mitigation_en, mitigation_ja;
  Level level{};
  std::vector<std::string> techniques, tactics, references, false_positives;
  std::uint64_t count = 0;
  // By count, then host.
  std::vector<ReportGroup> groups;
  // Findings of this rule on hosts without a group of their own (ReportLimits::groups).
  std::uint64_t count_not_grouped = 0;
};

// A computer by the name its events give; "" for events that give none.
struct ReportHost {
  std::string name;
  LevelCounts findings{};
  std::uint64_t records = 0;
  // Of the findings; zero when there are none.
  Timestamp first_seen, last_seen;
};

// Findings by what the rules say they are about. A finding of a rule with two tactics counts in
// both, so these sums may exceed the total.
struct ReportTactic {
  std::string tactic;  // "initial-access"; "" = rules that name none
  LevelCounts findings{};
  std::map<std::string, LevelCounts> techniques;  // "T1059.001"
};

// Findings over time. The bulk sets the scale: up to 1 % may lie outside, so that one record with a
// wrong clock does not squeeze the rest into a single bar. Widths are whole minutes to years.
struct ReportTimeline {
  Timestamp start;
  std::uint64_t bucket_seconds = 86'400;
  // Contiguous from `start`, at most 200.
  std::vector<LevelCounts> buckets;
  // Before the first or behind the last bucket.
  LevelCounts outside{};
  // The record has no usable time.
  LevelCounts undated{};
};

// One row of the loss ledger: everything of one kind in one file.
struct ReportLoss {
  std::string path;
  std::string kind;  // DamageKindName
  std::uint64_t count = 0, lost_bytes = 0, lost_records = 0, first_offset = 0;
  std::string detail;
};

// A rule that was loaded and could not be, or was not to be, evaluated.
struct ReportRuleNotUsed {
  std::string reason;  // NotUsedReasonName
  std::string id, title, path, detail;
  std::uint32_t line = 0;
};

// What the hunt itself knows of the run; the builder passes it on.
struct ReportRun {
  std::string language = "en";  // shown first; the reader can switch
  std::string engine_version, rule_set_hash;
  Timestamp generated_at;
  std::vector<std::string> inputs;
  bool interrupted = false;  // Ctrl-C: the counts are of what had been read
  std::uint64_t files = 0, files_not_read = 0, bytes = 0;
  std::uint64_t bytes_used = 0, bytes_damaged = 0, bytes_padding = 0;
  Timestamp first_event, last_event;                     // of all records read
  std::map<std::string, std::uint64_t> rules_by_source;  // evaluated: "sigma" -> 3719
};

// A technique that rules which matched name, where ATT&CK places it.
struct ReportTechnique {
  std::string id;                    // as the rules have it
  std::vector<std::string> tactics;  // sorted by their order in ATT&CK; "" = none is known
  LevelCounts findings{};
  std::uint64_t hosts = 0;
};

// What would have stopped some of what was found.
struct ReportMitigation {
  std::string id;     // "M1026"; "" = the words of rules
  TwoLanguages text;  // of rules; for ATT&CK's the name, in both languages the same
  // Each rule on each host counts by its level (mitigation.h): what the order goes by.
  std::uint64_t points = 0;
  LevelCounts findings{};
  std::uint64_t hosts = 0;
  std::vector<std::string> techniques;  // found ones that it is about, sorted
  std::vector<std::uint32_t> rules;     // indexes of ReportDocument::rules, ascending
};

// A value in findings that could be searched for elsewhere.
struct ReportIndicator {
  EntityKind kind{};
  std::string value;     // as evidence has it
  std::string text;      // the same so that no program takes it for a link: "198[.]51[.]100[.]7"
  bool expires = false;  // addresses, names and hashes are changed within weeks
  Level level{};         // of the gravest finding
  std::uint64_t findings = 0;      // of those shown in full
  std::vector<std::string> hosts;  // the first few
  std::uint64_t host_count = 0;
  Timestamp first_seen, last_seen;
};

// Evidence that rules ask for and that is not there, and how to have it next time.
struct ReportMissingEvidence {
  std::string channel;  // "" = noroshi has no reader for it; then `log_source` says what it is
  std::uint32_t event_id = 0;  // 0 = the whole channel
  std::string log_source;
  std::uint64_t rules = 0, high_rules = 0;  // blind without it; of these, level high or critical
  TwoLanguages advice;
};

// What the evidence lets the rules see. Counts are blind, quiet (the log is there, no such record),
// seen.
struct ReportVisibility {
  bool judged = false;
  std::array<std::uint64_t, 3> rules{}, techniques{};
  std::vector<std::string> blind_techniques;   // no rule for them can see; sorted
  std::vector<ReportMissingEvidence> missing;  // most rules first, the first few
  std::uint64_t missing_not_listed = 0;
};

// What people wrote into a case about a finding or an incident.
struct ReportNote {
  std::string target, author, text;  // target: id of the finding, or of the incident as it is today
  Timestamp at;
};
struct ReportState {
  std::string target, state, author, reason;  // state: "open", "dismissed", ...
  Timestamp at;
};
// Findings of a rule that are left out because a person holds them for harmless.
struct ReportSuppression {
  std::string rule, title, host, author, reason;  // host: "" = all
  Timestamp at, expires;
  bool in_force = false;
  std::uint64_t left_out = 0;  // findings
};
struct ReportCase {
  std::uint64_t hunts = 0;  // 0: the report is of a hunt, not of a case
  std::vector<ReportNote> notes;
  std::vector<ReportState> states;
  std::vector<ReportSuppression> suppressions;
};

struct ReportDocument {
  ReportRun run;

  std::uint64_t records = 0, findings = 0, rules_matched = 0;
  LevelCounts findings_by_level{};
  Timestamp first_finding, last_finding;                    // of all findings with a time
  std::map<std::string, std::uint64_t> records_by_channel;  // which logs were there at all

  IncidentSet incidents;  // the gravest kReportIncidents, without their lists of finding ids
  std::vector<Attribution> attributions;  // of these incidents, in their order; or none
  std::uint64_t incidents_not_listed = 0;

  ReportTimeline timeline;
  std::vector<ReportHost> hosts;      // gravest first
  std::vector<ReportTactic> tactics;  // in the order of ATT&CK
  // AddKnowledge (knowledge_sections.h) fills these: by id; ATT&CK's names of all techniques named.
  std::vector<ReportTechnique> techniques;
  std::map<std::string, std::string> technique_names;
  std::vector<ReportMitigation> mitigations, attack_mitigations;  // most points first
  std::vector<ReportIndicator> indicators;                        // FindIndicators: gravest first
  std::uint64_t indicators_not_listed = 0;
  ReportVisibility visibility;
  ReportCase case_file;
  std::vector<ReportSuspectFile> suspect_files;  // gravest first
  std::uint64_t suspect_files_not_listed = 0;
  std::vector<ReportRule> rules;   // gravest level first, then by count, then title
  std::vector<ReportLoss> losses;  // as added: by path, offset, kind
  std::map<std::string, std::uint64_t> rules_not_used_by_reason;
  std::vector<ReportRuleNotUsed> rules_not_used;

  // What the limits kept out of the lists above. Every total stays exact.
  std::uint64_t samples = 0;            // findings shown in full
  bool hosts_cut = false;               // some hosts have no row in `hosts`
  bool channels_cut = false;            // likewise in `records_by_channel`
  std::uint64_t losses_not_listed = 0;  // rows
  std::uint64_t rules_not_used_not_listed = 0;
};

}  // namespace noroshi
