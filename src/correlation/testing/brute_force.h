// The oracle: the definitions of docs/design/correlation.md, word for word, over all windows of a
// short stream. Quadratic and worse; shares no code with the window that is tested.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rules/correlation_rules/correlation_rule.h"

namespace noroshi {

// One record of one group.
struct StreamEvent {
  std::uint64_t time = 0;
  std::uint64_t file = 0;
  std::uint64_t position = 0;  // in the file; no two events share a place
  std::uint64_t sources = 1;   // a bit for each rule that matched
  std::string value = {};

  [[nodiscard]] std::string ToString() const;
};

// The clusters, in the order in which they end: indices into `events`, which must be sorted by
// (time, file, position).
using Clusters = std::vector<std::vector<std::size_t>>;
[[nodiscard]] Clusters BruteForceClusters(const CorrelationRule& rule,
                                          const std::vector<StreamEvent>& events);

// What the engine's window says of the same stream.
[[nodiscard]] Clusters WindowClusters(const CorrelationRule& rule,
                                      const std::vector<StreamEvent>& events);

}  // namespace noroshi
