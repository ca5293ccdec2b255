// Joins the files of one load into a RuleSet: references between documents are resolved here, once
// everything has been read.
#pragma once

#include <vector>

#include "rules/rule_set.h"
#include "rules/sigma/file_loader.h"

namespace noroshi::sigma {

// `files` in the order of their paths, `rules` those of all files in any order.
[[nodiscard]] RuleSet Assemble(std::vector<LoadedFile> files, RuleList rules);

}  // namespace noroshi::sigma
