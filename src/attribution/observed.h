// What one intrusion showed, in the words of its source, and the same as numbers of a library.
//
// Three things are told apart: what was seen; what the evidence would have shown and did not
// (`visible` without being seen: it counts against a set that always does it); and what the
// evidence could not show (`blind`, and all that is in no list: it counts nothing).
//
// Plain values; safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attribution/aim_tally.h"
#include "attribution/library.h"
#include "attribution/values.h"
#include "knowledge/model.h"

namespace noroshi {

// A mark of certain hands: a procedure that some rule or person names a set or software for.
struct ObservedMark {
  std::string name;  // of a set or software, any spelling
  std::string text;  // what it is; may be empty
};

// How much a rule's aim counts, 0 to 1, by how well it is founded that the rule meets the family:
// what a text says whole, an account of one less, our own inference half, as does a rule that does
// not say. What is known by name only counts nothing.
[[nodiscard]] double TrustIn(std::optional<Mark> mark) noexcept;

// "LODEINFO [R1]": a name, and behind it perhaps a mark. "VSingle [own]": a text that was read says
// so, and what the rule meets is a form that nothing else has. A mark that is none is part of the
// name.
struct AimText {
  std::string_view name;
  std::optional<Mark> mark;
  bool own = false;
};
[[nodiscard]] AimText ReadAim(std::string_view text) noexcept;

// When an incident was and against whom; what is 0 or empty says nothing.
struct Circumstances {
  int first_year = 0, last_year = 0;
  // Keys of docs/user/trend.md; regions by English name.
  std::vector<std::string> sectors, regions;
};

struct ObservedIncident {
  std::string id, title;
  std::vector<std::string> techniques;      // ids of any version of ATT&CK
  std::vector<std::string> software;        // ids, or names in any spelling
  std::vector<ObservedMark> marks;          // seen, and rarely anybody else's
  std::vector<std::string> hints;           // AimTexts: sets or software that the rules aim at
  std::vector<AimTally> aims;               // of the rules that aim at sets; takes the hints' place
  std::vector<std::string> visible, blind;  // techniques
  Circumstances circumstances;
  // The techniques are what rules name, so each is a supposition; else somebody states them.
  bool of_rules = false;
};

// What rules meet that is a family's own is a mark of it: adds one for each such hint, unless it is
// there.
void MarkOwnForms(ObservedIncident& observed);

// Sorted, nothing twice; what the library does not know is left out. A software's name that sources
// give to several things stands for all of them.
[[nodiscard]] SeenItems SeenIn(const AttributionLibrary& library,
                               const std::vector<std::string>& techniques,
                               const std::vector<std::string>& software);

// The sets that a name leads to: itself, or those that use the software of this name.
[[nodiscard]] std::vector<std::uint32_t> SetsOfName(const AttributionLibrary& library,
                                                    std::string_view name);

}  // namespace noroshi
