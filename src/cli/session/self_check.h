// SelfCheck: one intrusion set's techniques, gone through against one's own evidence: found; not
// found although it could have been; or not to be seen, and what to switch on.
//
// "Not found" is only said where records of the kind a rule reads are there. What no rule looks for
// is said to be so: it is no all-clear.
//
// Plain values that own their texts; pure.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/visibility/advice.h"
#include "analytics/visibility/visibility.h"
#include "base/result.h"
#include "finding/level.h"
#include "knowledge/model.h"
#include "rules/rule_set.h"

namespace noroshi {

enum class CheckState : std::uint8_t {
  kFound,
  kNotFound,  // a rule could have fired on some host, and did not
  kQuiet,     // logs are there, without a record of the kind: it did not happen, or is not recorded
  kBlind,     // no log that shows it
  kNoRule     // no rule looks for it
};
inline constexpr std::size_t kCheckStates = 5;
[[nodiscard]] std::string_view CheckStateName(CheckState state) noexcept;  // "found", "not_found"

// What people read of each row.
inline constexpr std::size_t kCheckRules = 3, kCheckAdvice = 3, kCheckReports = 3;

struct CheckRow {
  std::string id, name;
  std::string tactics;               // ATT&CK's short names, '|' between
  Mark mark{};                       // how well it is founded that the set does this
  std::vector<std::string> reports;  // the first few that say so
  CheckState state{};
  std::uint64_t findings = 0;
  Level level{};  // of the gravest finding
  // Titles of rules with findings, the first few, in both languages.
  std::vector<std::string> fired, fired_ja;
  std::uint64_t rules = 0;     // that look for it
  SightCounts hosts{};         // blind, quiet, seen, by the best rule on each
  std::vector<Advice> advice;  // for what is quiet or blind, most rules first
};

struct SelfCheck {
  std::string name;              // as knowledge has it
  std::vector<std::string> ids;  // of the set or campaign, and campaigns attributed to it
  std::vector<CheckRow> rows;    // found first, then by state, then by id
  std::array<std::uint64_t, kCheckStates> counts{};
  std::uint64_t hosts = 0;
};

// What the evidence gave. All borrowed.
struct CheckEvidence {
  const RuleSet& rules;
  const std::vector<std::uint64_t>& findings_by_rule;  // by rule index
  std::span<const RuleNeed> needs;
  const Visibility& visibility;
  std::uint64_t hosts = 0;
};

// The sets and campaigns of a name in any spelling. kNotFound when it names none; kInvalid when it
// names only software or techniques.
[[nodiscard]] Result<std::vector<EntityIndex>> GroupsOf(const Knowledge& knowledge,
                                                        std::string_view name);

// A row for each technique that the groups are said to use, once, however many say so. Linear in
// the rules' techniques and the group's relations, and hosts for each rule that looks for one.
// `groups`: of GroupsOf, at least one.
[[nodiscard]] SelfCheck CheckGroup(const Knowledge& knowledge,
                                   const std::vector<EntityIndex>& groups,
                                   const CheckEvidence& evidence);

}  // namespace noroshi
