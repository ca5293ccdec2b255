// Numbers as rule files write them.
#pragma once

#include <optional>
#include <string_view>

#include "rules/rule.h"

namespace noroshi {

// A decimal or `0x` integer with an optional sign, or a decimal fraction with an optional
// exponent. Whole numbers stay exact over the whole range of 64 bits, both signs (S-6.10).
[[nodiscard]] std::optional<Number> ParseNumber(std::string_view text) noexcept;

}  // namespace noroshi
