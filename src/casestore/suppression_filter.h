// SuppressionFilter: which findings people hold for harmless, and how many that were. What is left
// out is counted, so that a report can say so.
//
// One owner. Cost: a look-up a finding.
//
// The rule's id is compared as a whole: an empty id suppresses nothing. Two suppressions for one
// rule and host are no error; the first of them counts.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "casestore/case_rows.h"

namespace noroshi {

// `at`: the moment by which suppressions are in force or have ended.
[[nodiscard]] bool InForce(const CaseSuppression& suppression, Timestamp at) noexcept;

class SuppressionFilter {
 public:
  struct Row {
    CaseSuppression suppression;
    bool in_force = false;
    std::uint64_t left_out = 0;  // findings, so far
  };

  SuppressionFilter(std::vector<CaseSuppression> suppressions, Timestamp at);

  // Counts and tells whether a finding is to be left out. Hosts are compared without case, like
  // Windows does; ids of rules exactly.
  [[nodiscard]] bool LeavesOut(std::string_view rule_id, std::string_view host);

  // In the order in which they were given.
  [[nodiscard]] const std::vector<Row>& rows() const noexcept { return rows_; }

 private:
  std::vector<Row> rows_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_rule_;  // those in force
};

}  // namespace noroshi
