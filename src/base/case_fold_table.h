// The data of Unicode simple case folding outside ASCII, as sorted runs. Private to case_fold.cc;
// the table itself is generated (tools/make_case_fold.py).
#pragma once

#include <cstdint>
#include <span>

namespace noroshi {

// Every `step`-th character from `first` to `last` folds to itself + `delta`. Alternating alphabets
// are runs of step 2.
struct CaseFoldRun {
  char32_t first, last;
  std::uint32_t step;
  std::int32_t delta;
};

[[nodiscard]] std::span<const CaseFoldRun> CaseFoldRuns() noexcept;

}  // namespace noroshi
