#include "environment/delimited_text.h"

#include <algorithm>

namespace noroshi {
namespace {

std::string_view WithoutBlanks(std::string_view text) noexcept {
  const std::size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

}  // namespace

char GuessSeparator(std::string_view text) noexcept {
  std::size_t counts[3] = {};
  constexpr std::string_view kSeparators = ",;\t";
  bool quoted = false;
  for (const char c : text.substr(0, text.find('\n'))) {
    if (c == '"') quoted = !quoted;
    const std::size_t which = quoted ? std::string_view::npos : kSeparators.find(c);
    if (which != std::string_view::npos) ++counts[which];
  }
  return kSeparators[static_cast<std::size_t>(std::ranges::max_element(counts) - counts)];
}

// The text inside quotes, `rest_` behind them; nothing, and `rest_` as it was, when they are never
// closed.
std::optional<std::string> DelimitedReader::TakeQuoted() {
  std::string cell;
  std::uint32_t lines = 0;
  for (std::size_t i = 1; i < rest_.size(); ++i) {
    if (rest_[i] != '"') {
      lines += rest_[i] == '\n' ? 1 : 0;
      cell += rest_[i];
      continue;
    }
    if (i + 1 < rest_.size() && rest_[i + 1] == '"') {
      cell += rest_[i++];
      continue;
    }
    rest_.remove_prefix(i + 1);
    next_line_ += lines;
    return cell;
  }
  return std::nullopt;
}

void DelimitedReader::TakeCell(std::vector<std::string>& cells) {
  std::string cell;
  if (rest_.starts_with('"')) {
    if (auto quoted = TakeQuoted()) cell = *std::move(quoted);
  }
  // What stands behind the closing quote belongs to the cell, as spreadsheets have it.
  const char ends[] = {separator_, '\n', '\0'};
  const std::size_t end = std::min(rest_.find_first_of(ends, 0, 2), rest_.size());
  cell += rest_.substr(0, end);
  rest_.remove_prefix(end);
  cells.emplace_back(WithoutBlanks(cell));
}

bool DelimitedReader::Next(std::vector<std::string>& cells) {
  while (!rest_.empty()) {
    cells.clear();
    line_ = next_line_;
    while (true) {
      TakeCell(cells);
      if (!rest_.starts_with(separator_)) break;
      rest_.remove_prefix(1);
    }
    if (rest_.starts_with('\n')) rest_.remove_prefix(1);
    ++next_line_;
    if (std::ranges::any_of(cells, [](const std::string& cell) { return !cell.empty(); })) {
      return true;
    }
  }
  return false;
}

}  // namespace noroshi
