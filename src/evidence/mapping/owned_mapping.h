// OwnedMapping: a mapping of the user's own, which owns its texts and tables.
//
// Filled once, then immutable; view() is valid as long as this, which must not move.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "evidence/mapping/mapping.h"

namespace noroshi {

// Not copied or moved: readers hold the address of view(), and the texts of a copy would be others
// than those its tables point to.
class OwnedMapping {
 public:
  OwnedMapping() = default;
  OwnedMapping(const OwnedMapping&) = delete;
  OwnedMapping& operator=(const OwnedMapping&) = delete;

  // A copy of the text that lives as long as this.
  [[nodiscard]] std::string_view Keep(std::string_view text) { return texts_.emplace_back(text); }

  std::vector<MappingKey> keys;
  std::vector<SystemRow> system;
  std::vector<SectionRow> sections;
  std::vector<RenameRow> renames;
  std::vector<TimeRow> times;
  // Name, format, channel, ... ; its tables are not used.
  Mapping scalars;

  // Points the tables of `scalars` at the vectors above: call it again after any of them changed.
  [[nodiscard]] const Mapping& view() {
    scalars.keys = keys;
    scalars.system = system;
    scalars.sections = sections;
    scalars.renames = renames;
    scalars.times = times;
    return scalars;
  }

 private:
  std::deque<std::string> texts_;  // a deque, so that texts never move
};

}  // namespace noroshi
