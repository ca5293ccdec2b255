// KnownHosts: what the surroundings say of each host of the findings, asked once a host.
//
// Built once; const access is safe from any thread. Borrows the surroundings. What roles and sites
// are worth stands in weights.h, as all numbers do.
#pragma once

#include <cstdint>
#include <vector>

#include "incident/components.h"
#include "incident/incident.h"
#include "incident/resolver.h"
#include "incident/surroundings.h"

namespace noroshi {

class KnownHosts {
 public:
  KnownHosts(const IncidentSurroundings& surroundings, const Resolver& resolver);

  [[nodiscard]] const IncidentHostFacts& Of(std::uint32_t host) const { return facts_[host]; }
  // What a rule's points on that host are multiplied by (weights.h).
  [[nodiscard]] double PointsOf(std::uint32_t host) const;
  // Site and roles; the name is left to the caller.
  [[nodiscard]] IncidentPlace PlaceOf(std::uint32_t host) const;
  // What sharing an entity is worth. Refers to this; null when nothing is known.
  [[nodiscard]] ShareFactor Factor() const;

 private:
  const IncidentSurroundings& surroundings_;
  std::vector<IncidentHostFacts> facts_;  // by host
};

}  // namespace noroshi
