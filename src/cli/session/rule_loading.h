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
  // Where it is to be kept what the rules were loaded from; null = nowhere.
  std::unique_ptr<RuleCache> keep;
};

// Fills `loaded`, which the matcher then points into. Loads as LoadRequestedRules does, or finds
// the very same in the cache of the user (rules/cache), unless `options.no_rule_cache`. What it had
// to work out is written and mapped at once, so that it takes no memory: in the cache, else in
// files without a name in `spill_folder` ("" = in memory after all).
[[nodiscard]] Status LoadForRun(const RuleOptions& options, const MatcherOptions& matching,
                                unsigned threads, const std::string& spill_folder,
                                LoadedRules& loaded);

// Writes down for the next run what the rules were loaded from, if LoadForRun had to load them. For
// when the run is over: it looks at every file, and the first record need not wait for that.
void KeepForNextRun(LoadedRules& loaded);

}  // namespace noroshi
