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

// TO ADD A MEMBER to CompiledRules or a part of it: name it in matcher/cache/matcher_image.cc,
// which does not compile until that is done, and check in check_rules.cc what the run side relies
// on.

// `rules` must outlive the result. The same result for any number of threads.
[[nodiscard]] std::unique_ptr<Compilation> CompileRules(const RuleList& rules,
                                                        unsigned threads = 1);

}  // namespace noroshi
