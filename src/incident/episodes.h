// Episodes: what one hand did on one host without a long silence. The nodes of the graph whose
// components are incidents.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "incident/cells.h"
#include "incident/resolver.h"

namespace noroshi {

// When an episode had to do with an entity.
struct EntityUse {
  std::uint32_t episode = 0;
  Timestamp first, last;
};

struct Episode {
  std::uint32_t host = 0;
  Timestamp first, last;
  // The earliest FindingCell::since.
  Timestamp since;
  // Indices into CellTable::cells, by time.
  std::vector<std::uint32_t> cells;
  // Keys of the accounts that its grave findings name, sorted; none: nobody knows whose hand it
  // was.
  std::vector<std::string> accounts;
};

// Both have accounts, and none in common.
[[nodiscard]] bool AreOtherHands(const Episode& a, const Episode& b);

// All that is used, by (kind, key). An ordered map: sums over it have one order.
struct EntityUses {
  Resolved entity;
  std::string shown;
  // One an episode, in the order of episodes.
  std::vector<EntityUse> uses;
};

struct EpisodeGraph {
  // By host, then time.
  std::vector<Episode> episodes;
  std::map<std::pair<EntityKind, std::string>, EntityUses> entities;
};

// Cells of level medium and above make episodes, low ones join those that are there; what is
// routine on a host (weights.h) takes part once. Hands are told apart (hands.h). O(n log n) in
// cells and entities.
[[nodiscard]] EpisodeGraph MakeEpisodes(const CellTable& table, const Resolver& resolver);

}  // namespace noroshi
