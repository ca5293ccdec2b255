// The rows of a case store as plain values. All but CaseFinding own their texts. Times are UTC,
// zero = none; sizes and offsets are bytes.
//
// Nothing here checks a value: what is wrong or too long is refused by CaseStore and CaseWriter
// with a Status. Texts may come from evidence or from people: whoever shows them escapes them.
//
// Rows are written in one transaction of a hunt and read by any number of readers later; the schema
// (schema.h) has a column for each member, and its version changes when one is added.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "finding/level.h"

namespace noroshi {

// A hunt that was written into the case. Hunts with the same key read the same inputs: of these the
// last one's counts stand for all, while findings of all stay.
struct CaseHunt {
  std::uint64_t number = 0;  // given by the store
  std::string key;
  Timestamp at;
  std::string engine_version, rule_set_hash;
  std::string inputs;           // JSON: list of paths as given
  std::string rules_by_source;  // JSON: {"sigma": 3719}
  std::uint64_t files = 0, files_not_read = 0;
  std::uint64_t bytes_used = 0, bytes_damaged = 0, bytes_padding = 0;
  Timestamp first_event, last_event;
  bool interrupted = false;
  std::string manifest;  // run.json
  std::uint64_t suspect_files_not_listed = 0;
};

// A rule that matched; `body` is the caller's JSON with its words.
struct CaseRule {
  std::uint64_t number = 0;  // given by the store
  std::string id, path, title, body;
  Level level{};
};

// Borrows its texts from whoever writes it, for the time of one call: a hunt may have millions, and
// none of them is copied. Its id is a hash of what was found, so the same finding of a later hunt
// is the same row.
struct CaseFinding {
  std::string_view id, host, line;  // line: of findings.jsonl
  Timestamp time;
  std::uint64_t rule = 0;  // CaseRule::number
};

// A user, host, address or file that an incident is about; `kind` is the incident builder's word.
struct CaseEntity {
  std::string kind, value, hosts;  // hosts: JSON list
};

// What findings add up to, with the nearest intrusion set and how sure that is. `findings` are ids
// of CaseFinding, in the order of the incident.
struct CaseIncident {
  std::string id;
  Level level{};
  double score = 0;
  Timestamp first_seen, last_seen;
  std::string title_ja, title_en;
  bool abstained = true;
  std::string set_id, set_name;  // the nearest intrusion set; "" = none
  std::uint64_t confidence = 0;  // 0 to 100
  std::string body;              // JSON, as in incidents.json
  std::vector<std::string> findings;
  std::vector<CaseEntity> entities;
};

// Evidence that could not be used, as the loss ledger has it: so many places of one kind in one
// file. A size or a number of records that nobody can know is 0.
struct CaseLoss {
  std::string path, kind, detail;
  std::uint64_t count = 0, lost_bytes = 0, lost_records = 0, first_offset = 0;
};

// A file that a scan found something in, once for each hunt that did; `body` is the caller's JSON.
struct CaseSuspectFile {
  std::string path, host, body;
  Level level{};  // of its gravest finding
};

// How many records came from each channel and each host.
enum class CaseRecordKind : std::uint8_t { kChannel, kHost };
// Under this name the records of channels that were not told apart are counted.
inline constexpr std::string_view kOtherChannels = "\n";
struct CaseRecords {
  CaseRecordKind kind{};
  std::string name;
  std::uint64_t count = 0;
};

// Rules for a technique, by what they could see.
struct CaseSight {
  std::string technique;
  std::uint64_t blind = 0, quiet = 0, seen = 0;
};

// Loaded rules that aim at intrusion sets or software, as run.json counts them: how many, and how
// many of them could see.
struct CaseAim {
  std::string source, aims, techniques;  // the last two: JSON, lists of texts
  std::uint64_t rules = 0, visible = 0, beside = 0;
};

// Records that rules wait for and no evidence had: how many rules, and how many of those of level
// high and above. `event_id` 0: any record of the channel.
struct CaseMissing {
  std::string channel, log_source;
  std::uint64_t event_id = 0, rules = 0, high_rules = 0;
};

// A rule that took no part, and why; `line` is that of its file, from 1, 0 = the file as a whole.
struct CaseRuleNotUsed {
  std::string reason, id, title, path, detail;
  std::uint64_t line = 0;
};

// What a person wrote down about a finding or incident. `anchor` is a finding of the incident, so
// that the remark finds its incident again when later hunts have made it another one.
struct CaseNote {
  std::uint64_t number = 0;
  std::string target, anchor, author, text;
  Timestamp at;
};

// Where the work on a finding or incident stands. The numbers are in the store: add at the end
// only.
enum class CaseState : std::uint8_t { kOpen, kInProgress, kConfirmed, kDismissed, kClosed };
inline constexpr std::array<std::string_view, 5> kCaseStates = {"open", "in_progress", "confirmed",
                                                                "dismissed", "closed"};
// As options and JSON have it; a literal.
[[nodiscard]] inline std::string_view CaseStateName(CaseState state) noexcept {
  return kCaseStates[static_cast<std::size_t>(state)];
}
// Exact; nothing for any other word.
[[nodiscard]] std::optional<CaseState> ParseCaseState(std::string_view name) noexcept;

// The state that somebody gave to a finding or incident, and why. A target has one: a later one
// takes its place. Of several that have come to stand for one incident the latest is today's
// (remarks_today.h).
struct CaseStatus {
  std::string target, anchor, author, reason;
  CaseState state{};
  Timestamp at;
};

// Findings of a rule that a person holds for harmless, on one host or all, with the reason, until a
// day. They are left out of reports and incidents, and counted.
struct CaseSuppression {
  std::uint64_t number = 0;
  std::string rule, host;  // rule: id; host: "" = all
  std::string author, reason;
  Timestamp at, expires;  // not in force from `expires` on
};

}  // namespace noroshi
