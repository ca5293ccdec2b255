// The objects of a STIX bundle as far as knowledge wants them, before ids are resolved.
//
// ReadStixObjects hands out one after the other; nothing of the JSON outlives it. Used by
// stix_import.cc alone; apart from it because reading JSON and making sense of it are two things.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"

namespace noroshi {

struct StixReference {
  std::string source_name;
  // "T1190", of ATT&CK's own reference.
  std::string external_id;
  std::string url;
  // The citation; only its year is kept.
  std::string description;
};

// Absent texts are empty.
struct StixObject {
  std::string type, id, name, modified;
  std::string first_seen, last_seen;                      // campaigns
  std::string shortname;                                  // tactics
  std::string relationship_type, source_ref, target_ref;  // relationships
  std::vector<std::string> aliases;                       // "aliases" and "x_mitre_aliases"
  std::vector<std::string> phases;                        // of the kill chain "mitre-attack"
  std::vector<StixReference> references;
  bool withdrawn = false;  // revoked or deprecated
  bool readable = true;    // false: its JSON breaks off or lies
};

// Calls `take` for each object of the bundle, in order. `bundle` gets the parser's padding.
[[nodiscard]] Status ReadStixObjects(std::string& bundle,
                                     const std::function<Status(StixObject&)>& take);

}  // namespace noroshi
