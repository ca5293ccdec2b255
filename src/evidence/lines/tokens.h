// Taking lines apart. All views are of the text given.
//
// Pure functions and plain values; safe from any thread; none allocates but the containers given.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace noroshi::lines {

// Calls use(line) for the first `count` lines that are not empty, until it returns false.
template <class Use>
void ForFirstLines(std::string_view text, int count, Use use) {
  while (!text.empty() && count > 0) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) {
      --count;
      if (!use(line)) return;
    }
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

// The parts between separators; an empty text has one, empty part.
void SplitBy(std::string_view text, char separator, std::vector<std::string_view>& parts);

// The words between runs of blanks. A word that begins with '"' goes to the next quote that is
// followed by a blank or the end; its quotes are kept. "[..]" likewise.
void SplitWords(std::string_view text, std::vector<std::string_view>& words);

// Without quotes at both ends.
[[nodiscard]] std::string_view Unquoted(std::string_view text) noexcept;

// False for an empty text.
[[nodiscard]] bool IsDigits(std::string_view text) noexcept;
[[nodiscard]] std::string_view Trim(std::string_view text) noexcept;

// Eats a text from its front. What it gives out are views of the text it was made from.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  [[nodiscard]] std::string_view rest() const noexcept { return text_; }
  [[nodiscard]] bool at_end() const noexcept { return text_.empty(); }
  // True, and behind it, when that is what comes next; else nothing happens.
  bool Take(char c) noexcept;
  bool Take(std::string_view word) noexcept;
  void SkipBlanks() noexcept;
  // Up to `stop`, which is taken too; nothing when there is none.
  std::optional<std::string_view> Until(char stop) noexcept;
  // Up to the next blank or the end.
  std::string_view Word() noexcept;

 private:
  std::string_view text_;
};

}  // namespace noroshi::lines
