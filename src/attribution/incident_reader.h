// Reads what one or several incidents showed: incidents.json of a hunt, or a file that a person or
// another program wrote. The form is in docs/user/attribute.md; in short, a list of objects, an
// object with such a list under "incidents", or one object, each with
//
//   "id", "title"       text; a title may be {"en": ..., "ja": ...}
//   "techniques"        ["T1190", ...], or objects with "id"
//   "software"          ["SodaMaster", "S0627", ...], or objects with "id" or "name"
//   "marks"             [{"set": "A41APT", "text": "..."}]: seen, and rarely anybody else's
//   "families"          ["LODEINFO", ...]: what the rules aim at; counts little
//   "aims"              [{"set": "G0045", "rules": 27, "fired": 9, "expected": 3.9,
//   "weight": 2.1}]:
//                       of the rules that aim at a set, those that fired; in place of "families"
//   "visible", "blind"  technique ids; or both inside "visibility": what the evidence would have
//                       shown, and what it cannot show
//   "rules"             a list of any form, as a hunt writes it: rules named the techniques
//   "sectors", "regions"  ["manufacturing"], ["Japan"]: against whom; weak evidence
//   "first_seen", "last_seen"  texts that begin with a year: when; weak evidence
//
// Members that are not known are left alone; a member of the wrong form is counted.
//
// Hostile input: bounded bytes, incidents and lists, depth limited by the parser; nothing recurses.
// Pure; safe from any thread.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "attribution/observed.h"
#include "base/result.h"

namespace noroshi {

struct ReadIncidents {
  std::vector<ObservedIncident> incidents;
  std::size_t not_understood = 0;  // members and list items of the wrong form, or too many
};

inline constexpr std::size_t kMostIncidentBytes = std::size_t{256} << 20;
inline constexpr std::size_t kMostIncidentsRead = 10'000;
// All of ATT&CK has some 700 techniques and 800 programs.
inline constexpr std::size_t kMostIncidentItems = 5'000;
inline constexpr std::size_t kMostItemBytes = 500;

// kInvalid when it is no JSON or of another form, kLimit when it is too large.
[[nodiscard]] Result<ReadIncidents> ReadIncidentsJson(std::string_view text);

}  // namespace noroshi
