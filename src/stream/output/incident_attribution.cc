#include "stream/output/incident_attribution.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "attribution/model.h"
#include "base/time.h"
#include "knowledge/shipped.h"

namespace noroshi {

ObservedIncident ObservedOf(const Incident& incident, const std::vector<std::string>& blind) {
  ObservedIncident observed;
  observed.id = incident.id;
  observed.title = incident.title.en;
  for (const IncidentTechnique& technique : incident.techniques) {
    observed.techniques.push_back(technique.id);
  }
  observed.hints = incident.families;
  observed.blind = blind;
  if (incident.first_seen.ticks != 0) {
    observed.circumstances.first_year = ToCivil(incident.first_seen).year;
    observed.circumstances.last_year = ToCivil(incident.last_seen).year;
  }
  return observed;
}

bool IsDistinctive(const SetEvidence& evidence) noexcept {
  return std::ranges::any_of(evidence.for_set, [](const EvidenceItem& item) {
    switch (item.kind) {
      case EvidenceKind::kSoftware:
      case EvidenceKind::kMark:
      case EvidenceKind::kHint: return true;
      case EvidenceKind::kTechnique: return item.users <= kFewSets;
      case EvidenceKind::kFamily:
      case EvidenceKind::kAbsent:
      case EvidenceKind::kPeriod:
      case EvidenceKind::kTarget: return false;
    }
    return false;
  });
}

std::vector<Attribution> AttributeIncidents(const IncidentSet& set,
                                            const std::vector<std::string>& blind,
                                            unsigned threads) {
  std::vector<Attribution> answers(std::min(set.incidents.size(), kMostAttributed));
  if (answers.empty()) return answers;
  const Attributor attributor(ShippedKnowledge(), ShippedModel());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < answers.size(); i = next++) {
      Attribution& answer = answers[i];
      answer = attributor.Answer(ObservedOf(set.incidents[i], blind));
      if (answer.abstained || IsDistinctive(answer.ranked.front().evidence)) continue;
      answer.abstained = true;
      answer.reason = Abstention::kManyFit;
    }
  };
  std::vector<std::jthread> others;
  const std::size_t wanted = std::min<std::size_t>(std::max(threads, 1U), answers.size());
  for (std::size_t i = 1; i < wanted; ++i) others.emplace_back(work);
  work();
  others.clear();  // joins
  return answers;
}

}  // namespace noroshi
