// Reads techniques and tactics from a rule's tags.
//
// Tags of other namespaces ("cve.", "car.") say nothing here and stay in `rule.tags`.
#pragma once

#include "rules/rule.h"

namespace noroshi::sigma {

// Fills `rule.techniques` and `rule.tactics` from `rule.tags`, sorted, without repeats:
// "attack.t1059.001" and a bare "t1059.001" are techniques; any other word behind "attack." that is
// not the id of a group, software, campaign or tactic is a tactic, '_' read as '-'. Case does not
// matter. New tactic names are kept as they come.
void ReadAttackTags(Rule& rule);

}  // namespace noroshi::sigma
