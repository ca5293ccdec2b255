// KindBounds: which channels and event ids a condition allows at all. Rules that carry their gate
// inside their detection (Hayabusa's dialect) are found through it as fast as those with a log
// source.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "rules/rule.h"

namespace noroshi {

// Nothing = no bound. Both sorted.
struct KindBounds {
  // Folded. The bound holds for events whose payload has no Channel of its own (S-3.7).
  std::optional<std::vector<std::string>> channels;
  std::optional<std::vector<std::uint32_t>> event_ids;
};

// Never leaves out a kind for which the condition may hold. Read off tests of Channel and EventID
// that the condition cannot do without. Linear in its nodes.
[[nodiscard]] KindBounds BoundsOf(const Rule& rule);

}  // namespace noroshi
