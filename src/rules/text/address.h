// Address ranges as rule files write them.
#pragma once

#include <optional>
#include <string_view>

#include "rules/rule.h"

namespace noroshi {

struct ParsedRange {
  // Bits behind the prefix cleared.
  AddressRange range;
  // Some of them were set.
  bool had_host_bits = false;
};

// "10.0.0.0/8", "fe80::/10", or an address alone, which is a range of one. Nothing else.
[[nodiscard]] std::optional<ParsedRange> ParseAddressRange(std::string_view text) noexcept;

}  // namespace noroshi
