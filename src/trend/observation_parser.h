// One line of an observation file -> Observation.
//
// Hostile input: the line is checked member by member, nothing of it is trusted, no recursion on
// its depth. Pure; safe from any thread; time and memory linear in the line.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/result.h"
#include "trend/observation.h"

namespace noroshi {

// A line is a few sentences in two languages; what is longer is something else.
inline constexpr std::size_t kMaxObservationBytes = 64 * 1024;
// A text is a sentence or two; a table cell cannot show more.
inline constexpr std::size_t kMaxObservationTextBytes = 4000;
// More names, techniques or indicators in one line mean that a list was pasted into it.
inline constexpr std::size_t kMaxObservationList = 200;
// Ids and names stand in narrow columns and as keys.
inline constexpr std::size_t kMaxObservationNameBytes = 200;

// kInvalid or kLimit, with a detail a person can act on: "sector: empty list; write \"not
// stated\"".
[[nodiscard]] Result<Observation> ParseObservation(std::string_view line);

}  // namespace noroshi
