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
#include <map>
#include <string>
#include <vector>

#include "attribution/library_index.h"
#include "attribution/observed.h"
#include "attribution/values.h"

namespace noroshi {

enum class EvidenceKind : std::uint8_t {
  // The set uses it.
  kTechnique,
  // It uses the parent technique or another of its sub-techniques.
  kFamily,
  kSoftware,
  // A procedure that names the set.
  kMark,
  // A rule that aims at the set.
  kHint,
  // Would have been seen, and was not.
  kAbsent,
  // Reports tell of the set in the incident's years, or in others only.
  kPeriod,
  // The set is known to attack the sector or region.
  kTarget,
  // How many of the rules that aim at the set fired: id "9/27", name "3.9" as many as expected.
  kAims
};

struct EvidenceItem {
  EvidenceKind kind{};
  std::string id, name;
  double weight = 0;
  // Sets that use it; for a hint: that the incident's rules aim at.
  std::uint32_t users = 0;
  // The first few that say that this set does.
  std::vector<std::string> reports;
};

// What would tell a set from another.
struct LookFor {
  std::string id, name;
  bool software = false;
  // The evidence at hand cannot show it.
  bool blind = false;
  // Of the first set, else of its rival.
  bool for_first = false;
  double weight = 0;
};

struct SetEvidence {
  std::vector<EvidenceItem> for_set, against, missing;  // the weightiest first
  double weight = 0;  // of all that speaks for and against, also of what the lists leave out
};

// So many sets may share a thing that still tells them from all others.
inline constexpr std::uint32_t kFewSets = 5;

// What the rules aim at, as numbers of a library. A name that leads to more than kFewSets, as that
// of a tool which many use, aims at nobody.
struct SeenHint {
  std::size_t number = 0;           // in ObservedIncident::hints
  double weight = 0;                // for each of its sets
  std::vector<std::uint32_t> sets;  // that it leads to, sorted
};

// An incident as numbers of a library.
struct SeenIncident {
  SeenItems items;
  std::vector<TechniqueNumber> visible, blind;    // sorted; visible: and not seen
  std::vector<std::vector<std::uint32_t>> marks;  // the sets that each one leads to
  std::vector<SeenHint> hints;                    // the surest first; none without weight
  std::uint32_t aimed_at = 0;                     // sets that any of them leads to
  std::map<std::uint32_t, AimTally> aims;         // by set
  Circumstances circumstances;
};

[[nodiscard]] SeenIncident SeenOf(const AttributionLibrary& library,
                                  const ObservedIncident& observed);

[[nodiscard]] SetEvidence EvidenceOf(const LibraryIndex& index, const SeenIncident& seen,
                                     const ObservedIncident& observed, std::uint32_t set);

// Whether something speaks for the set that few share: software, a mark, a rule that aims at it
// while all of them together aim at no more than kFewSets, or techniques that no more are known to
// use (a parent: or its sub-techniques), two of them, for a rule may suppose one wrongly. One is
// enough when more of the rules that aim at the set fired than of others, none when far more did.
// Rules that aim at others only, or that aim at the set and mostly stayed silent, speak against all
// but the first two.
[[nodiscard]] bool IsDistinctive(const LibraryIndex& index, const SeenIncident& seen,
                                 std::uint32_t set);

// By set: the weight of marks, hints, circumstances and of what was visible but absent. The learned
// ranking does not know these; they are added to its scores.
[[nodiscard]] std::vector<double> AddedWeights(const LibraryIndex& index, const SeenIncident& seen);

// By set: what to add to the scores when the rules were tallied, the hints' weight taken out. Empty
// when they were not.
[[nodiscard]] std::vector<double> AimWeights(const LibraryIndex& index, const SeenIncident& seen);

// What to look at next to tell two sets apart, the weightiest first.
[[nodiscard]] std::vector<LookFor> LookNext(const LibraryIndex& index, const SeenIncident& seen,
                                            std::uint32_t first, std::uint32_t rival);

}  // namespace noroshi
