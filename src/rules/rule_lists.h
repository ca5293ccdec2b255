// Lists beside rules, read only when a user points at them: which rules to leave out, which to
// keep, which level to give them, and what placeholders stand for. The forms are those of
// hayabusa-rules (exclude_rules.txt, noisy_rules.txt, proven_rules.txt, level_tuning.txt), S-13.4,
// and one text file per placeholder, S-12.4.
//
// All lists are text, one entry a line; '#' starts a comment, blank lines mean nothing. Errors:
// kNotFound or kIo with the path. Safe from any thread.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "rules/rule_set.h"

namespace noroshi {

// Rule ids in lower case.
using RuleIdList = std::set<std::string>;

[[nodiscard]] Result<RuleIdList> ReadRuleIdList(const std::string& path);

// "id,new_level" a line; a heading line is skipped, and so is a line whose level is none.
[[nodiscard]] Result<std::map<std::string, Level>> ReadLevelTuning(const std::string& path);

// The files of a folder: placeholder = file name without ".txt", entries = its lines, for
// LoadOptions::placeholders. Only here '#' is an ordinary character: entries are literal text.
[[nodiscard]] Result<std::map<std::string, std::vector<std::string>>> ReadPlaceholderLists(
    const std::string& folder);

// Moves the listed rules (or those not listed) to `not_used` as kExcluded; `why` says by what list.
// Links the set again: correlations that lose a rule they need become idle, and are listed so.
void ExcludeListed(RuleSet& set, const RuleIdList& ids, const std::string& why);
void ExcludeUnlisted(RuleSet& set, const RuleIdList& ids, const std::string& why);

// Gives listed rules their new level. Ids that no rule has are passed over: such lists are written
// for larger sets.
void TuneLevels(RuleSet& set, const std::map<std::string, Level>& levels);

}  // namespace noroshi
