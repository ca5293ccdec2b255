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
  observed.of_rules = true;
  for (const IncidentTechnique& technique : incident.techniques) {
    observed.techniques.push_back(technique.id);
  }
  observed.hints = incident.families;
  MarkOwnForms(observed);
  observed.blind = blind;
  if (incident.first_seen.ticks != 0) {
    observed.circumstances.first_year = ToCivil(incident.first_seen).year;
    observed.circumstances.last_year = ToCivil(incident.last_seen).year;
  }
  return observed;
}

bool LogsWereEmptied(const Incident& incident) {
  return std::ranges::any_of(incident.techniques, [](const IncidentTechnique& technique) {
    return technique.id == "T1685.005" || technique.id == "T1070.001";
  });
}

std::set<AimKey> FiredAims(const Incident& incident) {
  std::set<AimKey> fired;
  for (const IncidentRule& rule : incident.rules) {
    if (!rule.families.empty()) fired.insert({rule.source, rule.families, rule.techniques});
  }
  return fired;
}

const Attributor& ShippedAttributor() {
  static const Attributor attributor(ShippedKnowledge(), ShippedModel());
  return attributor;
}

std::vector<Attribution> AttributeIncidents(const IncidentSet& set, const AttributionSight& sight,
                                            unsigned threads) {
  std::vector<Attribution> answers(std::min(set.incidents.size(), kMostAttributed));
  if (answers.empty()) return answers;
  const Attributor& attributor = ShippedAttributor();
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < answers.size(); i = next++) {
      ObservedIncident observed = ObservedOf(set.incidents[i], sight.blind);
      if (!sight.aims.empty()) {
        const Incident& incident = set.incidents[i];
        observed.aims = TallyAims(
            attributor.library(), sight.aims, FiredAims(incident),
            LogsWereEmptied(incident) ? AimSilence::kSpeaksBesideLogs : AimSilence::kSpeaks);
      }
      answers[i] = attributor.Answer(observed);
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
