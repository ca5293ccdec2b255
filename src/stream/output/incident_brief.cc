#include "stream/output/incident_brief.h"

#include <algorithm>

#include "attribution/words.h"

namespace noroshi {

IncidentBriefs BriefsOf(const IncidentSet& set, const std::vector<Attribution>& attributions) {
  IncidentBriefs briefs;
  briefs.count = set.incidents.size();
  for (std::size_t i = 0; i < std::min(briefs.count, IncidentBriefs::kMost); ++i) {
    const Incident& incident = set.incidents[i];
    IncidentBrief brief{.level = incident.level,
                        .title = incident.title,
                        .first_seen = incident.first_seen,
                        .last_seen = incident.last_seen,
                        .findings = incident.finding_count,
                        .hosts = incident.hosts.size(),
                        .patient_zero = incident.patient_zero,
                        .resembles = {}};
    if (i < attributions.size()) {
      const AttributionSentence said = VerdictOf(attributions[i]);
      brief.resembles = {.ja = said.japanese, .en = said.english};
    }
    briefs.gravest.push_back(std::move(brief));
  }
  return briefs;
}

}  // namespace noroshi
