// RemarksToday: what people wrote down, told of what it is about now.
//
// A remark on an incident is tied to one of its findings (its anchor). When later hunts have made
// the incident another one, with another id, the remark is about the incident that holds the
// anchor. So an incident may come to have several statuses, its own and those of incidents that
// went up in it: the one that was set last stands.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "casestore/case_store.h"

namespace noroshi {

// Finds the target of one remark. One owner; `store` must outlive it.
class RemarkTargets {
 public:
  // Reads the ids of all incidents.
  [[nodiscard]] static Result<RemarkTargets> Open(CaseStore& store);

  // The target itself while there is such an incident, and for findings; else the incident that
  // holds the anchor. The target as it was where none does. Cost: a query for incidents that are
  // gone.
  [[nodiscard]] Result<std::string> Today(const std::string& target, const std::string& anchor);

 private:
  explicit RemarkTargets(CaseStore& store) : store_(&store) {}
  CaseStore* store_;
  std::set<std::string, std::less<>> known_;
};

// Each with its target of today. Notes in the order of being written; statuses by target, one each.
struct CaseRemarks {
  std::vector<CaseNote> notes;
  std::vector<CaseStatus> statuses;
};
[[nodiscard]] Result<CaseRemarks> RemarksToday(CaseStore& store);

}  // namespace noroshi
