#include "incident/known_hosts.h"

#include "incident/weights.h"

namespace noroshi {

KnownHosts::KnownHosts(const IncidentSurroundings& surroundings, const Resolver& resolver)
    : surroundings_(surroundings), facts_(resolver.host_count()) {
  if (!surroundings.host) return;
  for (std::uint32_t i = 0; i < facts_.size(); ++i) {
    facts_[i] = surroundings.host(resolver.NameOf(i));
  }
}

double KnownHosts::PointsOf(std::uint32_t host) const {
  const IncidentHostFacts& facts = facts_[host];
  if (facts.domain_controller) return kControllerPoints;
  if (!facts.server && !facts.jump_host) return 1;
  return facts.outlying ? kOutlyingServerPoints : kServerPoints;
}

IncidentPlace KnownHosts::PlaceOf(std::uint32_t host) const {
  const IncidentHostFacts& facts = facts_[host];
  IncidentPlace place;
  place.site = facts.site;
  if (facts.domain_controller) place.roles.emplace_back("domain controller");
  if (facts.jump_host) place.roles.emplace_back("jump host");
  if (facts.server && place.roles.empty()) place.roles.emplace_back("server");
  return place;
}

ShareFactor KnownHosts::Factor() const {
  if (!surroundings_.host && !surroundings_.common_account) return nullptr;
  return [this](const Resolved& entity) {
    if (entity.kind == EntityKind::kAccount) {
      const bool common = surroundings_.common_account && surroundings_.common_account(entity.key);
      return common ? kCommonAccountShare : 1.0;
    }
    const bool is_host = entity.kind == EntityKind::kHost || entity.kind == EntityKind::kReached;
    if (!is_host || entity.host >= facts_.size()) return 1.0;
    const IncidentHostFacts& facts = facts_[entity.host];
    if (facts.serves_all) return kServesAllShare;
    const bool by_design = facts.domain_controller || facts.jump_host || facts.way_through;
    return by_design ? kControllerShare : 1.0;
  };
}

}  // namespace noroshi
