// For Windows events whose export left the channel out: which one their provider writes to (S-2.7).
//
// Only providers whose manifest names one single channel are known. A view of a literal; O(log
// rows); exact, as Windows spells them.
#pragma once

#include <string_view>

namespace noroshi {

// Empty when it is not known, or not certain.
[[nodiscard]] std::string_view ChannelOfProvider(std::string_view provider) noexcept;

}  // namespace noroshi
