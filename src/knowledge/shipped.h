// The knowledge that travels with the program: ATT&CK's ids, names and relations, what public
// reports say of the groups that attack Japan, and which technique ids moved (knowledge/*.tsv).
//
// Read on first call, then one object for the whole run; safe from any thread. Costs some 30 ms and
// 10 MB, paid only by commands that ask.
#pragma once

#include <string>

#include "base/result.h"
#include "knowledge/model.h"

namespace noroshi {

[[nodiscard]] const Knowledge& ShippedKnowledge();

// The shipped knowledge with a table of `noroshi knowledge import` in place of the shipped ATT&CK
// table. Error: `table` is no table.
[[nodiscard]] Result<Knowledge> KnowledgeWith(std::string_view table);

// ATT&CK alone, with the ids that moved: without what other reports say. For benchmarks, whose
// answers must not come from elsewhere. `table` as above; empty: the shipped one.
[[nodiscard]] Result<Knowledge> AttackKnowledge(std::string_view table = {});

}  // namespace noroshi
