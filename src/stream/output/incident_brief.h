// IncidentBrief: what the terminal says of an incident; all the rest stands in incidents.json.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "attribution/attribution.h"
#include "incident/incident.h"

namespace noroshi {

struct IncidentBrief {
  Level level{};
  TwoLanguages title;
  // UTC.
  Timestamp first_seen, last_seen;
  std::uint64_t findings = 0;
  std::size_t hosts = 0;
  std::string patient_zero;
  // The one sentence of attribution; empty when nobody was asked.
  TwoLanguages resembles;
};

// The gravest few of a hunt, and how many there are.
struct IncidentBriefs {
  static constexpr std::size_t kMost = 3;

  std::vector<IncidentBrief> gravest;
  std::size_t count = 0;
};

// `attributions`: of the first incidents of the set, in their order. Copies what it needs.
[[nodiscard]] IncidentBriefs BriefsOf(const IncidentSet& set,
                                      const std::vector<Attribution>& attributions);

}  // namespace noroshi
