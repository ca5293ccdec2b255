// CompileRules: rules to flat arrays. The stages, in order: number the truths, write each program's
// condition as steps, file the programs under what wakes them and under the channels they look at.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "matcher/compiled_rules.h"
#include "matcher/matcher.h"

namespace noroshi {

struct Compilation {
  CompiledRules rules;
  std::vector<Matcher::Refused> refused;  // in RuleIndex order; they have no programs
};

// `rules` must outlive the result.
[[nodiscard]] std::unique_ptr<Compilation> CompileRules(const std::vector<Rule>& rules);

}  // namespace noroshi
