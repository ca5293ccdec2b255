// Incident: findings that belong together, with why, how grave, and in what order. What
// incidents.json and the report show; schema/incidents.schema.json describes the JSON form.
//
// Plain values that own their texts. Times are UTC. Lists are cut where their comment says so;
// counts are always complete.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/time.h"
#include "finding/level.h"
#include "incident/weights.h"

namespace noroshi {

inline constexpr int kIncidentSchemaVersion = 2;

// The three stages of an intrusion.
enum class IntrusionStage : std::uint8_t { kDelivery, kImplant, kObjectives };
inline constexpr std::size_t kStageCount = 3;

struct TwoLanguages {
  std::string ja, en;
};

struct IncidentStage {
  std::uint64_t findings = 0;
  Timestamp first_seen, last_seen;
  std::vector<std::string> techniques;  // sorted
};

struct IncidentTechnique {
  std::string id;
  std::uint64_t count = 0;
  Timestamp first_seen;
  std::vector<std::string> hosts;  // sorted
};

// Something seen on several hosts of the incident, or that names one of them.
struct IncidentEntity {
  EntityKind kind{};
  // As evidence wrote it first.
  std::string value;
  // Of the incident, sorted.
  std::vector<std::string> hosts;
};

struct IncidentRule {
  std::string id, title, title_ja;
  Level level{};
  std::uint64_t count = 0;
  // As RuleFacts has them: what tells attribution which of the aiming rules fired.
  std::string source = {};
  std::vector<std::string> techniques = {}, families = {};
};

// The first of a rule's findings on a host on a day.
struct IncidentStep {
  // Of the first of those findings.
  Timestamp time;
  Timestamp last;
  // The host, and the id of the first finding there.
  std::string host, finding;
  // Index into Incident::rules.
  std::uint32_t rule = 0;
  std::uint64_t count = 0;
};

// What is known of a host of the incident before any finding.
struct IncidentPlace {
  std::string host;
  std::string site;                // "" = not known
  std::vector<std::string> roles;  // "domain controller", "server", "jump host"
};

struct Incident {
  std::string id;
  Level level{};
  // How grave, 0 to 100 (weights.h); the level follows from it.
  double score = 0;
  TwoLanguages title, narrative;
  Timestamp first_seen, last_seen;
  // By first finding; at the end those without findings here, that somebody came from or went to by
  // what lateral movement's findings say.
  std::vector<std::string> hosts;
  std::size_t reached_hosts = 0;      // how many stand at the end
  std::vector<IncidentPlace> places;  // of the hosts of which anything is known, in their order
  std::vector<std::string> accounts;  // sorted
  std::vector<IncidentEntity> entities;
  std::array<IncidentStage, kStageCount> stages;
  // Sorted.
  std::vector<std::string> tactics;
  std::vector<IncidentTechnique> techniques;
  // What the rules aim at, each with the surest mark of these rules (aims.h): hints, no finding.
  std::vector<std::string> families;
  // The rules behind it, gravest first.
  std::vector<IncidentRule> rules;
  std::uint64_t finding_count = 0;
  // Ids; the first few of each rule, host and day.
  std::vector<std::string> findings;
  // By time; the gravest when there are too many.
  std::vector<IncidentStep> timeline;
  // How many steps there are, those beyond the list included.
  std::uint64_t steps = 0;
  // The host that was hit first, as far as findings show.
  std::string patient_zero;
  // Why: the first finding of medium level or above; what a domain controller wrote down about
  // logons of others counts only when there is nothing else.
  std::string patient_zero_finding;
};

// All incidents of a hunt, gravest first.
struct IncidentSet {
  std::vector<Incident> incidents;
  // Findings that are in no incident.
  std::uint64_t findings_outside = 0;
  // Without time or place, or beyond what memory holds.
  std::uint64_t findings_left_out = 0;
};

}  // namespace noroshi
