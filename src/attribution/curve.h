// ConfidenceCurve: how often what the forests say of a first set was right, by how much was seen.
//
// A logistic curve over the log-odds of what they say, learned from whole cases and pieces of them
// (tools/train_attribution.py). Where fewer techniques were seen than the least of the whole cases
// had, the forests are asked about what they hardly know, and their word is worth less: `shortage`
// is taken off for each factor e that is missing.
//
// For what was seen it rises with what the forests say, so it changes no order of sets.
// Pure; safe from any thread.
#pragma once

#include <cstddef>

namespace noroshi {

struct ConfidenceCurve {
  double offset = 0;
  double slope = 1;        // > 0
  double shortage = 0;     // >= 0
  std::size_t enough = 0;  // techniques; from here on nothing is short

  // What can be read from a table: finite, and of the signs above.
  [[nodiscard]] bool IsSound() const noexcept;
  // 0 to 1, as `said`; 0 stays 0 and 1 stays 1. The curve of the defaults changes nothing.
  [[nodiscard]] double Of(double said, std::size_t techniques) const noexcept;
};

}  // namespace noroshi
