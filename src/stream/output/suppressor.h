// Suppressor: takes findings out that an allow-list names, and keeps the account: how many by each
// of its rows, and a copy of every line in suppressed.jsonl.
//
// One owner, the thread that merges. A finding's line is parsed only when some row fits its rule.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "environment/allow_list.h"
#include "rules/rule_set.h"
#include "stream/hunt_summary.h"
#include "stream/output/incident_input.h"

namespace noroshi {

// With a row for each of the list's, nothing counted.
[[nodiscard]] SuppressionTotals NewTotals(const AllowList& list);

// Results do not depend on threads: findings come in their total order. Cost: a look at a table for
// a rule without a row; else the parsing of one line and the tests of its rows.
class Suppressor {
 public:
  // Both must outlive this.
  Suppressor(const AllowList& list, const RuleSet& rules)
      : list_(list), rules_(rules), rows_(rules.rules.size()) {}

  // `totals` are from NewTotals. Whether the finding is hidden; then it is counted in `totals`, and
  // `hidden_line` is what suppressed.jsonl says of it.
  bool Hides(std::uint32_t rule, std::string_view line, std::string& hidden_line,
             SuppressionTotals& totals);

 private:
  const std::vector<std::uint32_t>& RowsFor(std::uint32_t rule);

  const AllowList& list_;
  const RuleSet& rules_;
  std::vector<std::optional<std::vector<std::uint32_t>>> rows_;  // by rule, once asked for
  IncidentLineReader lines_;
};

}  // namespace noroshi
