#include "finding/level.h"

#include <array>
#include <cctype>
#include <string>

namespace noroshi {
namespace {

constexpr std::array<std::string_view, kLevelCount> kNames = {"informational", "low", "medium",
                                                              "high", "critical"};

}  // namespace

std::string_view LevelName(Level level) noexcept { return kNames[static_cast<std::size_t>(level)]; }

std::optional<Level> ParseLevel(std::string_view text) noexcept {
  std::string folded(text);
  for (char& c : folded) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    const std::string_view name = kNames[i];
    const bool short_form = folded == name.substr(0, 4) || folded == name.substr(0, 3);
    if (folded == name || (short_form && folded != "cri")) return static_cast<Level>(i);
  }
  return std::nullopt;
}

}  // namespace noroshi
