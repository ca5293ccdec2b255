// Reads techniques and tactics from a rule's tags.
//
// Tags of other namespaces ("cve.", "car.") say nothing here and stay in `rule.tags`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/rule.h"

namespace noroshi::sigma {

// What a rule of ours says under "families" (sets and software it aims at) is kept as tags of this
// namespace: "family.LODEINFO", and where it says how well that is founded "family.LODEINFO [R1]".
inline constexpr std::string_view kFamilyTag = "family.";

// Whom a rule aims at, by name or id: its families but "any", and the ids of groups and software
// among its tags ("attack.g0045", "attack.s0627" as "G0045", "S0627"). In the order of the tags,
// without repeats. A name keeps the mark behind it: "LODEINFO [R1]". Pure.
[[nodiscard]] std::vector<std::string> AimsOf(const Rule& rule);

// Fills `rule.techniques` and `rule.tactics` from `rule.tags`, sorted, without repeats:
// "attack.t1059.001" and a bare "t1059.001" are techniques; any other word behind "attack." that is
// not the id of a group, software, campaign or tactic is a tactic, '_' read as '-'. Case does not
// matter. New tactic names are kept as they come.
void ReadAttackTags(Rule& rule);

}  // namespace noroshi::sigma
