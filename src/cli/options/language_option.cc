#include "cli/options/language_option.h"

#include <CLI/CLI.hpp>

namespace noroshi {

void AddLanguageOption(CLI::App& app, std::string& language) {
  app.add_option("--lang", language, "language of the text: en (default), ja")
      ->option_text("LANG")
      ->check(CLI::IsMember({"en", "ja"}));
}

Language LanguageOf(const std::string& language) noexcept {
  return language == "ja" ? Language::kJapanese : Language::kEnglish;
}

}  // namespace noroshi
