// Table: rows of text in columns that line up, within the terminal's width. Widths are those of the
// characters on the screen (text_width.h), so Japanese lines up with English.
//
// When the widest cells do not fit, the flexible column is cut, with an ellipsis; when even that is
// not enough, lines grow over the edge rather than lose a number. One owner.
#pragma once

#include <string>
#include <vector>

#include "cli/terminal/terminal.h"

namespace noroshi {

class Table {
 public:
  enum class Align : std::uint8_t { kLeft, kRight };
  struct Column {
    std::string heading;
    Align align = Align::kLeft;
    bool flexible = false;  // gives way when the row is too wide; at most one per table
  };
  struct Cell {
    std::string text;  // evidence must go through SafeText first
    Style style = Style::kPlain;
  };

  // The headings decide how many columns there are.
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  // REQUIRES: one cell per column.
  void AddRow(std::vector<Cell> cells) { rows_.push_back(std::move(cells)); }
  [[nodiscard]] bool empty() const noexcept { return rows_.empty(); }

  // Two blanks before and between columns; headings dim, left out when all are empty.
  [[nodiscard]] std::string Render(const Terminal& terminal) const;

 private:
  // In columns of the screen; `columns` is how many of them there are for the whole row.
  [[nodiscard]] std::vector<std::size_t> Widths(std::size_t columns) const;

  std::vector<Column> columns_;
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace noroshi
