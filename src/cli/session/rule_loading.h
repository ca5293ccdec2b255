// Loading rules for a run: from the cache of an earlier one where nothing has changed since.
#pragma once

#include <memory>

#include "base/result.h"
#include "cli/options/rule_options.h"
#include "matcher/matcher.h"
#include "rules/cache/rule_cache.h"
#include "rules/rule_set.h"

namespace noroshi {

// Rules and matcher of a run; the context holds the names both share with the readers.
struct LoadedRules {
  EventContext context;
  RuleSet rules;
  // Null when there is no rule to match.
  std::unique_ptr<Matcher> matcher;
  // What each has taken.
  std::uint64_t rules_ns = 0, matcher_ns = 0;
  // Where what had to be worked out is to be kept; null = nothing is.
  std::unique_ptr<RuleCache> keep;
};

// Fills `loaded`, which the matcher then points into. Loads as LoadRequestedRules does, or finds
// the very same in the cache of the user (rules/cache), unless `options.no_rule_cache`.
[[nodiscard]] Status LoadForRun(const RuleOptions& options, const MatcherOptions& matching,
                                unsigned threads, LoadedRules& loaded);

// Writes down for the next run what LoadForRun had to work out, the rules aside, which it writes
// and maps at once so that they take no memory. For when the run is over: it takes time that the
// first record would have to wait for, and memory that the hunt may need.
void KeepForNextRun(LoadedRules& loaded);

}  // namespace noroshi
