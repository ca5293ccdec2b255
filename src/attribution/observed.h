// What one intrusion showed, in the words of its source, and the same as numbers of a library.
//
// Three things are told apart: what was seen; what the evidence would have shown and did not
// (`visible` without being seen: it counts against a set that always does it); and what the
// evidence could not show (`blind`, and all that is in no list: it counts nothing).
//
// Plain values; safe from any thread.
#pragma once

#include <string>
#include <vector>

#include "attribution/library.h"
#include "attribution/values.h"

namespace noroshi {

// A mark of certain hands: a procedure that some rule or person names a set or software for.
struct ObservedMark {
  std::string name;  // of a set or software, any spelling
  std::string text;  // what it is; may be empty
};

struct ObservedIncident {
  std::string id, title;
  std::vector<std::string> techniques;      // ids of any version of ATT&CK
  std::vector<std::string> software;        // ids, or names in any spelling
  std::vector<ObservedMark> marks;          // seen, and rarely anybody else's
  std::vector<std::string> hints;           // names of sets or software that the rules aim at
  std::vector<std::string> visible, blind;  // techniques
};

// Sorted, nothing twice; what the library does not know is left out. A software's name that sources
// give to several things stands for all of them.
[[nodiscard]] SeenItems SeenIn(const AttributionLibrary& library,
                               const std::vector<std::string>& techniques,
                               const std::vector<std::string>& software);

// The sets that a name leads to: itself, or those that use the software of this name.
[[nodiscard]] std::vector<std::uint32_t> SetsOfName(const AttributionLibrary& library,
                                                    std::string_view name);

}  // namespace noroshi
