// Address ranges as rule files write them.
#pragma once

#include <optional>
#include <string_view>

#include "rules/rule.h"

namespace noroshi {

struct ParsedRange {
  AddressRange range;          // bits behind the prefix cleared
  bool had_host_bits = false;  // some of them were set
};

// "10.0.0.0/8", "fe80::/10", or an address alone, which is a range of one. Nothing else.
[[nodiscard]] std::optional<ParsedRange> ParseAddressRange(std::string_view text) noexcept;

}  // namespace noroshi
