// --lang, for commands that print sentences.
#pragma once

#include <string>

#include "cli/text/messages.h"

namespace CLI {
class App;
}

namespace noroshi {

// Adds --lang; anything but "en" and "ja" is refused when the command line is parsed.
void AddLanguageOption(CLI::App& app, std::string& language);

// English unless it says "ja".
[[nodiscard]] Language LanguageOf(const std::string& language) noexcept;

}  // namespace noroshi
