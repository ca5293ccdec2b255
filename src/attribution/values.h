// Values: the numbers that say how one set stands to what was seen, and how it compares with the
// other sets. The learned ranking (model.h) is a function of these alone.
//
// There is a base value for each row of kBaseValues; those marked `compared` come twice more, for
// each set among all sets: in standard deviations from the mean ("z_"), and from the best other set
// ("m_"). All are finite. What is blind has no value: only what was seen is put in.
//
// Pure; safe from any thread. One case against 172 sets takes some 3 ms.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "attribution/library_index.h"

namespace noroshi {

// What was seen, as numbers of a library; each list sorted, nothing twice.
struct SeenItems {
  std::vector<TechniqueNumber> techniques;
  std::vector<SoftwareNumber> software;
};

// `compared`: the value comes twice more, against the other sets.
struct ValueName {
  std::string_view name;
  bool compared;
};

// A table of numbers, a row for each set of the library.
struct ValueTable {
  std::size_t columns = 0;
  // Row by row, `columns` numbers each.
  std::vector<double> cells;

  [[nodiscard]] const double* row(std::size_t set) const { return cells.data() + set * columns; }
};

// The names of the columns of SetValues, in order.
[[nodiscard]] const std::vector<std::string>& SetValueNames();
[[nodiscard]] ValueTable SetValues(const LibraryIndex& index, const SeenItems& seen);

// The Bernoulli log-likelihood ratio with this much of the background mixed into each set's own
// habit; also what the evidence of a set is unfolded by (evidence.h).
inline constexpr double kShrinkage = 6;
// Of a thing that the set uses: > 0. `share` is the share of all sets that use it.
[[nodiscard]] double HitRatio(double share, double shrinkage = kShrinkage) noexcept;
// Of a thing that it is not known to use: < 0.
[[nodiscard]] double MissRatio(double shrinkage = kShrinkage) noexcept;

}  // namespace noroshi
