// Level: how grave a finding is if it is true (Sigma's word), from informational to critical. How
// sure we are is another question and never mixed in. Ordered: compare with < and >=.
//
// Pure functions, safe from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace noroshi {

enum class Level : std::uint8_t { kInformational, kLow, kMedium, kHigh, kCritical };
inline constexpr std::size_t kLevelCount = 5;

// "informational", "low", "medium", "high", "critical".
[[nodiscard]] std::string_view LevelName(Level level) noexcept;
// Accepts the names above in any case, and their first three or four letters ("info", "med",
// "crit", though not "cri"). Nothing for any other text: what a rule with an odd level gets is the
// loader's to say.
[[nodiscard]] std::optional<Level> ParseLevel(std::string_view text) noexcept;

}  // namespace noroshi
