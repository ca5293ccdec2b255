#include "correlation/correlator.h"

#include <utility>

namespace noroshi {

void Correlator::Take(CorrelationEvent event, std::uint64_t hash) {
  if (event.correlation != correlation_ || hash != hash_) {
    Finish();
    correlation_ = event.correlation;
    hash_ = hash;
  }
  const auto [group, fresh] =
      groups_.try_emplace(GroupKey(event.group), rules_[correlation_], correlation_, sink_);
  group->second.Add(std::move(event));
}

void Correlator::Finish() {
  for (auto& [key, group] : groups_) group.Close();
  groups_.clear();
}

}  // namespace noroshi
