// `noroshi trend`: reads observation files, builds the report and writes it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/options/rule_options.h"
#include "trend/trend_document.h"

namespace noroshi {

struct TrendSessionRequest {
  std::vector<std::string> paths;
  // By the calendar year in which they begin; nothing = the latest with a sighting, and no
  // comparison.
  std::optional<int> fiscal_year, compare;
  // Made when it is not there; files of an earlier report in it are replaced.
  std::string out_dir = "noroshi-trend";
  std::string language = "en";
  RuleOptions rules;
};

// Returns an ExitCode: kExitNotAllUsed when lines of the files could not be used. Says on stderr
// which, and why.
[[nodiscard]] int RunTrendSession(const TrendSessionRequest& request);

// The rules that name a detection idea of a stage ("D2-14" is of the second): noroshi's own.
[[nodiscard]] std::vector<TrendRule> TrendRulesOf(const RuleSet& rules);

}  // namespace noroshi
