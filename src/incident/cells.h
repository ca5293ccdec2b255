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
  std::uint32_t place = 0;  // index into CellTable::places
  Level level{};
  std::uint64_t count = 0;
  std::uint64_t details = 0;  // findings whose entities are in
  // Each of those is what a domain controller wrote down about somebody else's logon.
  bool about_others = true;
  Timestamp first, last;
  std::vector<std::string> ids;         // the first few
  std::vector<std::uint32_t> entities;  // indices into CellTable::entities, in order of sight
};

// An address was used by a host from `first` to `last`, as far as findings show.
struct AddressSpan {
  std::string address, host;
  Timestamp first, last;
};

struct CellTable {
  // Hosts by the key of their name as evidence gives it; an address for findings of network logs.
  std::vector<std::string> places;
  std::vector<std::string> place_names;  // as first written
  std::vector<RawEntity> entities;
  std::vector<FindingCell> cells;  // by first sight: by time
  std::vector<AddressSpan> addresses;
  std::vector<SidName> sids;
};

}  // namespace noroshi
