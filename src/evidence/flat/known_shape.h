// KnownShape: whether some mapping that demands names knows a record, asked before anybody makes an
// event of it. What it found for a set of names it keeps.
//
// One per parser; not thread-safe.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "evidence/flat/flat_record.h"
#include "evidence/mapping/mapping.h"

namespace noroshi {

class KnownShape {
 public:
  // `paths` and the mappings outlive this.
  KnownShape(const PathTable& paths, std::vector<const Mapping*> mappings);

  [[nodiscard]] bool Knows(const FlatRecord& record);

 private:
  // The mappings whose names are all in the record; their values are still to be looked at.
  using Candidates = std::vector<const Mapping*>;
  [[nodiscard]] const Candidates& CandidatesOf(const FlatRecord& record);

  const PathTable& paths_;
  std::vector<const Mapping*> mappings_;
  // By the sum over the record's set of names. Two sets of one sum would be taken for each other:
  // of 64 bits, and then a text is looked into or not.
  std::unordered_map<std::uint64_t, Candidates> candidates_;
};

}  // namespace noroshi
