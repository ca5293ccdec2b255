#include "evidence/lines/tokens.h"

#include <algorithm>

namespace noroshi::lines {
namespace {

constexpr std::string_view kBlanks = " \t";

// The length of the word at the front of `text`.
std::size_t WordSize(std::string_view text) noexcept {
  const char closing = text[0] == '"' ? '"' : text[0] == '[' ? ']' : '\0';
  if (closing == '\0') return std::min(text.find_first_of(kBlanks), text.size());
  for (std::size_t at = text.find(closing, 1); at != std::string_view::npos;
       at = text.find(closing, at + 1)) {
    const bool last = at + 1 == text.size() || kBlanks.find(text[at + 1]) != std::string_view::npos;
    if (last && text[at - 1] != '\\') return at + 1;
  }
  return std::min(text.find_first_of(kBlanks), text.size());
}

}  // namespace

void SplitBy(std::string_view text, char separator, std::vector<std::string_view>& parts) {
  parts.clear();
  while (true) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

void SplitWords(std::string_view text, std::vector<std::string_view>& words) {
  words.clear();
  while (true) {
    text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
    if (text.empty()) return;
    const std::size_t size = WordSize(text);
    words.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
}

std::string_view Unquoted(std::string_view text) noexcept {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
    return text.substr(1, text.size() - 2);
  }
  return text;
}

bool IsDigits(std::string_view text) noexcept {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view Trim(std::string_view text) noexcept {
  const std::size_t begin = std::min(text.find_first_not_of(" \t\r\n"), text.size());
  text.remove_prefix(begin);
  return text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
}

bool Scanner::Take(char c) noexcept {
  if (text_.empty() || text_[0] != c) return false;
  text_.remove_prefix(1);
  return true;
}

bool Scanner::Take(std::string_view word) noexcept {
  if (!text_.starts_with(word)) return false;
  text_.remove_prefix(word.size());
  return true;
}

void Scanner::SkipBlanks() noexcept {
  text_.remove_prefix(std::min(text_.find_first_not_of(kBlanks), text_.size()));
}

std::optional<std::string_view> Scanner::Until(char stop) noexcept {
  const std::size_t end = text_.find(stop);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view part = text_.substr(0, end);
  text_.remove_prefix(end + 1);
  return part;
}

std::string_view Scanner::Word() noexcept {
  const std::string_view word = text_.substr(0, text_.find_first_of(kBlanks));
  text_.remove_prefix(word.size());
  return word;
}

}  // namespace noroshi::lines
