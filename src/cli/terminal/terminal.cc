#include "cli/terminal/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace noroshi {
namespace {

std::size_t WindowColumns() {
  if (const char* text = std::getenv("COLUMNS"); text != nullptr) {
    const int columns = std::atoi(text);
    if (columns > 0) return static_cast<std::size_t>(columns);
  }
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return kDefaultColumns;
}

bool IsSet(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

}  // namespace

Terminal DetectTerminal() {
  Terminal terminal;
  terminal.out_is_tty = ::isatty(STDOUT_FILENO) == 1;
  terminal.err_is_tty = ::isatty(STDERR_FILENO) == 1;
  const char* kind = std::getenv("TERM");
  const bool dumb = kind != nullptr && std::string_view(kind) == "dumb";
  terminal.colour = terminal.out_is_tty && !IsSet("NO_COLOR") && !dumb;
  terminal.columns = std::clamp(WindowColumns(), kMinColumns, kMaxColumns);
  return terminal;
}

std::string Styled(const Terminal& terminal, Style style, std::string_view text) {
  static constexpr std::array<std::string_view, 7> kCodes = {"",   "1",  "2", "1;31",
                                                             "33", "34", "32"};
  if (!terminal.colour || style == Style::kPlain) return std::string(text);
  std::string out = "\x1b[";
  out += kCodes[static_cast<std::size_t>(style)];
  out += 'm';
  out += text;
  out += "\x1b[0m";
  return out;
}

Style LevelStyle(Level level) noexcept {
  static constexpr std::array<Style, kLevelCount> kStyles = {
      Style::kDim, Style::kBlue, Style::kYellow, Style::kRed, Style::kRed};
  return kStyles[static_cast<std::size_t>(level)];
}

}  // namespace noroshi
