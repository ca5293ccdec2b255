#include "casestore/remarks_today.h"

#include <map>
#include <utility>

namespace noroshi {

Result<RemarkTargets> RemarkTargets::Open(CaseStore& store) {
  NOROSHI_TRY(std::vector<std::string> ids, store.IncidentIds());
  RemarkTargets targets(store);
  for (std::string& id : ids) targets.known_.insert(std::move(id));
  return targets;
}

Result<std::string> RemarkTargets::Today(const std::string& target, const std::string& anchor) {
  const bool gone = target.starts_with("i-") && !known_.contains(target) && !anchor.empty();
  if (!gone) return target;
  NOROSHI_TRY(std::string now, store_->IncidentOf(anchor));
  return now.empty() ? target : std::move(now);
}

Result<CaseRemarks> RemarksToday(CaseStore& store) {
  CaseRemarks remarks;
  NOROSHI_TRY(RemarkTargets targets, RemarkTargets::Open(store));
  NOROSHI_TRY(remarks.notes, store.Notes());
  for (CaseNote& note : remarks.notes) {
    NOROSHI_TRY(note.target, targets.Today(note.target, note.anchor));
  }
  NOROSHI_TRY(std::vector<CaseStatus> statuses, store.Statuses());
  std::map<std::string, CaseStatus> latest;
  for (CaseStatus& status : statuses) {
    NOROSHI_TRY(status.target, targets.Today(status.target, status.anchor));
    const auto [at, fresh] = latest.try_emplace(status.target, status);
    if (!fresh && at->second.at < status.at) at->second = std::move(status);
  }
  for (auto& [target, status] : latest) remarks.statuses.push_back(std::move(status));
  return remarks;
}

}  // namespace noroshi
