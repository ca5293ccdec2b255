// The analytics that rules can name (`analytic: beacon`): each raises the findings of its rule for
// what no condition over single events can say.
#pragma once

#include <string_view>

namespace noroshi {

inline constexpr std::string_view kAnalyticBeacon = "beacon";

[[nodiscard]] constexpr bool IsAnalytic(std::string_view name) { return name == kAnalyticBeacon; }

}  // namespace noroshi
