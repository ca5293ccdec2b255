// What IncidentBuilder has collected when the last finding is in.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "incident/finding_entities.h"

namespace noroshi {

// All findings of one rule on one host on one day (UTC).
struct FindingCell {
  std::uint32_t rule = 0;
  // Index into CellTable::places.
  std::uint32_t place = 0;
  Level level{};
  std::uint64_t count = 0;
  // Findings whose entities are in.
  std::uint64_t details = 0;
  // Each of those is what a domain controller wrote down about somebody else's logon.
  bool about_others = true;
  Timestamp first, last;
  // When what the findings are about began: before `first` where records of days were joined, as of
  // a program that calls home.
  Timestamp since;
  // Ids of the first few findings (IncidentLimits::ids_per_cell).
  std::vector<std::string> ids;
  // Indices into CellTable::entities, in order of sight.
  std::vector<std::uint32_t> entities;
  // FindingEntities::other_ends, each once, at most kMostOtherEnds.
  std::vector<std::string> other_ends;
};

inline constexpr std::size_t kMostOtherEnds = 8;

// An address was used by a host from `first` to `last`, as far as findings show.
struct AddressSpan {
  // Keys, as entity.h makes them.
  std::string address, host;
  Timestamp first, last;
};

struct CellTable {
  // Hosts by the key of their name as evidence gives it; an address for findings of network logs.
  std::vector<std::string> places;
  // The names of `places` as evidence wrote them first.
  std::vector<std::string> place_names;
  std::vector<RawEntity> entities;
  // By first sight: by time.
  std::vector<FindingCell> cells;
  std::vector<AddressSpan> addresses;
  std::vector<SidName> sids;
};

}  // namespace noroshi
