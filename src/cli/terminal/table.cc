#include "cli/terminal/table.h"

#include <algorithm>

#include "cli/terminal/text_width.h"

namespace noroshi {
namespace {

constexpr std::size_t kGap = 2;               // blanks before each column
constexpr std::size_t kMinFlexibleWidth = 8;  // narrower says nothing

void TrimRight(std::string& line) {
  const std::size_t end = line.find_last_not_of(' ');
  line.resize(end == std::string::npos ? 0 : end + 1);
}

}  // namespace

std::vector<std::size_t> Table::Widths(std::size_t columns) const {
  std::vector<std::size_t> widths;
  std::size_t total = 0;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    std::size_t width = TextWidth(columns_[i].heading);
    for (const auto& row : rows_) width = std::max(width, TextWidth(row[i].text));
    widths.push_back(width);
    total += width + kGap;
  }
  for (std::size_t i = 0; i < columns_.size() && total > columns; ++i) {
    if (!columns_[i].flexible) continue;
    const std::size_t room = widths[i] - std::min(widths[i], total - columns);
    widths[i] = std::max(std::min(widths[i], kMinFlexibleWidth), room);
  }
  return widths;
}

std::string Table::Render(const Terminal& terminal) const {
  const std::vector<std::size_t> widths = Widths(terminal.columns);
  std::string out;
  const auto add_line = [&](const std::vector<Cell>& cells) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string text = FitText(cells[i].text, widths[i]);
      const std::string padding(widths[i] - TextWidth(text), ' ');
      line.append(kGap, ' ');
      if (columns_[i].align == Align::kRight) line += padding;
      line += Styled(terminal, cells[i].style, text);
      if (columns_[i].align == Align::kLeft) line += padding;
    }
    TrimRight(line);
    out += line + "\n";
  };
  std::vector<Cell> headings;
  for (const Column& column : columns_) headings.push_back({column.heading, Style::kDim});
  if (std::ranges::any_of(columns_, [](const Column& c) { return !c.heading.empty(); })) {
    add_line(headings);
  }
  for (const auto& row : rows_) add_line(row);
  return out;
}

}  // namespace noroshi
