#include "correlation/correlator.h"

#include <utility>

namespace noroshi {

void Correlator::Take(CorrelationEvent event, std::uint64_t hash) {
  if (event.correlation != correlation_ || hash != hash_) {
    Finish();
    correlation_ = event.correlation;
    hash_ = hash;
  }
  if (last_ == nullptr || event.texts != last_texts_) {
    const auto [group, fresh] =
        groups_.try_emplace(event.texts->group_key, rules_[correlation_], correlation_, sink_);
    last_ = &group->second;
    last_texts_ = event.texts;
  }
  last_->Add(std::move(event));
}

void Correlator::Finish() {
  for (auto& [key, group] : groups_) group.Close();
  groups_.clear();
  last_ = nullptr;
}

}  // namespace noroshi
