// Components: which episodes belong to one incident.
//
// Pure: what pairs share is summed up before any is joined, so the order of joining plays no part.
#pragma once

#include <cstdint>
#include <vector>

#include "incident/episodes.h"

namespace noroshi {

// Sums what each two episodes share (weights.h) and joins those that reach kJoinAt. Returns the
// episodes of each component, in the order of its first episode. Pairs beyond kMostPairs are not
// looked at: each episode still sees its neighbours in time first.
inline constexpr std::size_t kMostPairs = 300'000;
[[nodiscard]] std::vector<std::vector<std::uint32_t>> FindComponents(const EpisodeGraph& graph);

}  // namespace noroshi
