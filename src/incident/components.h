// Components: which episodes belong to one incident.
//
// Pure: what pairs share is summed up before any is joined, so the order of joining plays no part.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "incident/episodes.h"

namespace noroshi {

// What sharing the entity is worth of its kind's weight, 0 to 1, by what is known of it before any
// finding; null: all of it.
using ShareFactor = std::function<double(const Resolved& entity)>;

// Sums what each two episodes share (weights.h) and joins those that reach kJoinAt. Returns the
// episodes of each component, in the order of its first episode. Pairs beyond kMostPairs are not
// looked at: each episode still sees its neighbours in time first.
inline constexpr std::size_t kMostPairs = 300'000;
[[nodiscard]] std::vector<std::vector<std::uint32_t>> FindComponents(
    const EpisodeGraph& graph, const ShareFactor& factor = nullptr);

}  // namespace noroshi
