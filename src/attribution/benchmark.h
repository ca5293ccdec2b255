// Benchmark: cases with a known answer, each scored against a library from which that case's own
// reports were taken out first. The scorer sees what a case shows and nothing else.
//
// Reads the three files of a benchmark folder, one JSON object a line (docs/design/attribution.md):
// profiles (only to learn which set and item a relationship id stands for), cases (what must not be
// seen: `strip`, `sources`, `exclude_campaigns`) and variants (what is shown, and the sets in
// `withhold`, which leave the library).
//
// The files may be a stranger's: what is no object of its form is counted, not used. Pure but for
// the sink; one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "attribution/model.h"
#include "knowledge/model.h"

namespace noroshi {

struct BenchmarkTexts {
  std::string profiles, cases, variants;
};

struct BenchmarkCounts {
  std::size_t predictions = 0;
  std::size_t not_understood = 0;  // lines
};

enum class BenchmarkOutput : std::uint8_t {
  kPredictions,  // {"case":...,"variant":...,"ranked":[{"group":...,"confidence":...}]}
  // What the training learns from: first the names of all values, then for each variant the values
  // of its likely sets; or, when the model can rank already, those of the case.
  kValues
};

// A line of JSON without its end.
using LineSink = std::function<void(std::string_view)>;

[[nodiscard]] BenchmarkCounts RunBenchmark(const Knowledge& knowledge,
                                           const AttributionModel& model,
                                           const BenchmarkTexts& texts, BenchmarkOutput output,
                                           const LineSink& sink);

}  // namespace noroshi
