// The engine of `noroshi rules test`: runs rules over the example events that lie beside them.
//
// Beside NAME.yml stands NAME.events.jsonl, one case a line:
//
//   {"expect":"match","note":"why","event":{"Channel":"Security","EventID":4688,...}}
//   {"expect":"none","note":"why","event":{...},"rule":"id, where the file holds several"}
//   {"expect":"match","note":"why","findings":1,"events":[{"at":"0s","event":{...}},
//                                                        {"at":"90s","event":{...}}]}
//
// A case of `events` is for correlations: it matches when one of the file raises a finding
// (`findings`: exactly so many). An event's members are System fields by their Sigma names or
// payload fields; a list makes a field of several values; members of an object "EventData" or
// "UserData" are payload fields whatever their name. The events go through the same matcher as
// evidence does.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "rules/rule_set.h"

namespace noroshi {

struct RuleTestFailure {
  // Of the events file, or of the rule when it has none.
  std::string path;
  // From 1; 0 = the whole file.
  std::uint64_t line = 0;
  // "expected a match, there was none: <note>".
  std::string message;
};

struct RuleTestReport {
  std::uint64_t rule_files = 0;
  std::uint64_t rules = 0;
  std::uint64_t cases = 0;
  std::uint64_t passed = 0;
  // Rule files with no events file beside them.
  std::vector<std::string> without_events;
  // No matching, or no non-matching, case.
  std::vector<std::string> one_sided;
  // In the order of files and lines.
  std::vector<RuleTestFailure> failures;

  [[nodiscard]] bool ok() const noexcept { return failures.empty(); }
  // What `rules test` prints: failures, omissions, one line of counts.
  [[nodiscard]] std::string ToString() const;
};

// Runs the cases of every rule file below `paths` (files or folders). Rules that cannot be used,
// events files that cannot be read and lines that are no case are failures. kNotFound when a path
// does not exist.
Result<RuleTestReport> RunRuleTests(const std::vector<std::string>& paths,
                                    const LoadOptions& options);

}  // namespace noroshi
