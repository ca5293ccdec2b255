// Text in the two languages of a trend report. Both are written by people, of whom one file may
// have given one language only; nothing is translated here.
//
// Plain values; safe from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace noroshi {

// Which of the two a page is in. The terminal has an option of its own (cli/text/messages.h).
enum class ReportLanguage : std::uint8_t { kEnglish, kJapanese };

// The same thing said twice. A file that gives one text only has it in both.
struct Words {
  std::string english, japanese;

  [[nodiscard]] const std::string& In(ReportLanguage language) const noexcept {
    return language == ReportLanguage::kJapanese ? japanese : english;
  }
  [[nodiscard]] bool empty() const noexcept { return english.empty() && japanese.empty(); }
  friend bool operator==(const Words&, const Words&) = default;
};

// "a, b" or 「a、b」.
// Texts are joined as they are: neither cut nor escaped.
[[nodiscard]] std::string JoinList(const std::vector<std::string>& items, ReportLanguage language);

}  // namespace noroshi
