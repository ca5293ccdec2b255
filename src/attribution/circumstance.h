// Circumstances: when an incident was and against whom, as weak evidence for and against sets.
//
// A set of which reports tell in those years is somewhat likelier than one of which they tell at
// other times only; of reports, because what a set does between them nobody knows. A set that is
// known to attack the sector or region is somewhat likelier, too; one of which no source says whom
// it attacks is no less likely. Never does one circumstance weigh more than kMostCircumstance: a
// third of what a technique of few sets does.
//
// Pure; const access is safe from any thread. Refers to the library. O(sets) to make.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "attribution/library.h"
#include "attribution/observed.h"

namespace noroshi {

inline constexpr double kMostCircumstance = 0.3;

// One circumstance, as it speaks for a set or against it.
struct CircumstantialItem {
  bool is_period = false;  // else a target
  std::string text;        // "2020-2021", "manufacturing"
  std::string known;       // period: years of the set's nearest reports; target: mark of the source
  double weight = 0;
};

class CircumstantialEvidence {
 public:
  CircumstantialEvidence(const AttributionLibrary& library, Circumstances circumstances);

  // What they say of one set: nothing, where nothing is known of it or of them.
  [[nodiscard]] std::vector<CircumstantialItem> Of(std::uint32_t set) const;
  // The sum of their weights.
  [[nodiscard]] double WeightOf(std::uint32_t set) const;

 private:
  void AddPeriod(const LibrarySet& set, std::vector<CircumstantialItem>& items) const;
  void AddTargets(const LibrarySet& set, std::vector<CircumstantialItem>& items) const;
  // How many of the sets whose targets are known have this one.
  [[nodiscard]] double ShareWith(TargetKind kind, const std::string& key) const;

  const AttributionLibrary* library_;
  Circumstances circumstances_;
  double active_share_ = 0;       // of the sets of which dated reports are known
  std::size_t with_targets_ = 0;  // sets whose targets are known
};

}  // namespace noroshi
