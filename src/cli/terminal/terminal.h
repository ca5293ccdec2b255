// What the terminal can do, and styles that vanish where it cannot. Asked once, at the start; a
// window that changes its size later is not followed.
//
// Plain data: texts are made for a Terminal that is given, so that tests can give one of any width,
// with colour or without.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "finding/level.h"

namespace noroshi {

inline constexpr std::size_t kDefaultColumns = 80;
inline constexpr std::size_t kMinColumns = 40, kMaxColumns = 120;  // layouts are made for these

struct Terminal {
  bool out_is_tty = false, err_is_tty = false;
  bool colour = false;  // stdout is a terminal and NO_COLOR is not set
  std::size_t columns = kDefaultColumns;
};
// From the environment and the window size. COLUMNS overrides the size.
[[nodiscard]] Terminal DetectTerminal();

// Few on purpose: colour says gravity and nothing else.
enum class Style : std::uint8_t { kPlain, kBold, kDim, kRed, kYellow, kBlue, kGreen };

// Wraps `text` in the style's codes when `terminal` has colour.
[[nodiscard]] std::string Styled(const Terminal& terminal, Style style, std::string_view text);
[[nodiscard]] Style LevelStyle(Level level) noexcept;

}  // namespace noroshi
