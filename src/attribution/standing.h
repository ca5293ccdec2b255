// Standing: how the sets of a library stand to what was seen: their order, and how far the first
// can be trusted.
//
// Confidence rises with the product of two learned probabilities: that what was seen is of one
// intrusion at all and not a mixture, and that the first set is then the right one; it is
// calibrated to how often such an answer was right (curve.h). Both look at how well the first set
// explains *all* of it, how far it is ahead, and whether each half of the evidence alone leads to
// the same set: naming nobody is the right answer to evidence that fits many.
//
// Pure; safe from any thread. Some 10 ms for a case against all of ATT&CK.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "attribution/library_index.h"
#include "attribution/model.h"
#include "attribution/values.h"

namespace noroshi {

struct Standing {
  // By set: of the learned ranking.
  std::vector<double> scores;
  // Sets, the best first.
  std::vector<std::uint32_t> order;
  // By set: its part when scores become probabilities.
  std::vector<double> share;
  // CaseValueNames(), of one fold.
  std::vector<double> case_values;
  // The two learned probabilities, 0 to 1.
  double coherent = 0, right = 0;
  // That the first set is the answer: their product, calibrated.
  double confidence = 0;

  // That this set is the answer: falls with the order, adds up to 1 at most.
  [[nodiscard]] double ConfidenceOf(std::uint32_t set) const;

  // Adds weights, by set, that decide the order and no confidence: a set that they put first has
  // what it had before.
  void Reorder(const std::vector<double>& weights);
};

// What the judgement of the first set looks at.
[[nodiscard]] const std::vector<std::string>& CaseValueNames();

// One fold's answer, or all folds' together. `added` is what visible but absent evidence adds to
// each set's score (evidence.h); empty: nothing. Nothing seen, or no model: no order.
[[nodiscard]] Standing StandingOf(const LibraryIndex& index, const AttributionModel& model,
                                  const SeenItems& seen, std::optional<std::size_t> fold = {},
                                  const std::vector<double>& added = {});

}  // namespace noroshi
