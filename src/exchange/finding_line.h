// A line of findings.jsonl -> ExchangeFinding, with its texts made plain.
//
// Hostile input: the file may be a stranger's. Nothing recurses, lists and texts are bounded. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "exchange/format.h"

namespace noroshi {

// A line longer than this is no finding of ours: fields are cut long before.
inline constexpr std::size_t kMostFindingBytes = std::size_t{16} << 20;

// Nothing when it is no finding: no JSON object, or without an id.
[[nodiscard]] std::optional<ExchangeFinding> ReadFindingLine(std::string_view line);

}  // namespace noroshi
