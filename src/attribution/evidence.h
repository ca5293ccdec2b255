// Evidence: what speaks for a set, against it, and what is missing, each with its weight.
//
// The weight is a log-likelihood ratio: how much more (> 0) or less (< 0) likely this is when the
// set was at work than when any other was. Weights of one set add up. They are the part of
// attribution that a person can follow; the learned ranking (standing.h) starts from their sum and
// from what single reports and campaigns say together.
//
// Pure; safe from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "attribution/library_index.h"
#include "attribution/observed.h"
#include "attribution/values.h"

namespace noroshi {

enum class EvidenceKind : std::uint8_t {
  kTechnique,  // the set uses it
  kFamily,     // it uses the parent technique or another of its sub-techniques
  kSoftware,
  kMark,   // a procedure that names the set
  kHint,   // a rule that aims at the set
  kAbsent  // would have been seen, and was not
};

struct EvidenceItem {
  EvidenceKind kind{};
  std::string id, name;
  double weight = 0;
  std::uint32_t users = 0;           // sets that use it
  std::vector<std::string> reports;  // the first few that say that this set does
};

// What would tell a set from another.
struct LookFor {
  std::string id, name;
  bool software = false;
  bool blind = false;      // the evidence at hand cannot show it
  bool for_first = false;  // of the first set, else of its rival
  double weight = 0;
};

struct SetEvidence {
  std::vector<EvidenceItem> for_set, against, missing;  // the weightiest first
  double weight = 0;  // of all that speaks for and against, also of what the lists leave out
};

// An incident as numbers of a library.
struct SeenIncident {
  SeenItems items;
  std::vector<TechniqueNumber> visible, blind;           // sorted; visible: and not seen
  std::vector<std::vector<std::uint32_t>> marks, hints;  // the sets that each one leads to
};

[[nodiscard]] SeenIncident SeenOf(const AttributionLibrary& library,
                                  const ObservedIncident& observed);

[[nodiscard]] SetEvidence EvidenceOf(const LibraryIndex& index, const SeenIncident& seen,
                                     const ObservedIncident& observed, std::uint32_t set);

// By set: the weight of marks, hints and of what was visible but absent. The learned ranking does
// not know these; they are added to its scores.
[[nodiscard]] std::vector<double> AddedWeights(const LibraryIndex& index, const SeenIncident& seen);

// What to look at next to tell two sets apart, the weightiest first.
[[nodiscard]] std::vector<LookFor> LookNext(const LibraryIndex& index, const SeenIncident& seen,
                                            std::uint32_t first, std::uint32_t rival);

}  // namespace noroshi
