// Rows of cells separated by commas, semicolons or tabs, as spreadsheets write them (RFC 4180 and
// its neighbours). Small lists of people, not evidence: cells are copied. (Rows of evidence are cut
// by evidence/csv, which copies nothing.)
//
// Any bytes are fine. Linear in the text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace noroshi {

// Which of ',', ';' and tab the first row has most of outside quotes; ',' when it has none.
[[nodiscard]] char GuessSeparator(std::string_view text) noexcept;

// Reads rows from a text that outlives it. Quotes at the start of a cell enclose separators, line
// ends and doubled quotes; a quote that is never closed ends with its line.
class DelimitedReader {
 public:
  DelimitedReader(std::string_view text, char separator) : rest_(text), separator_(separator) {}

  // The next row that is not empty, blanks around cells cut; false at the end.
  bool Next(std::vector<std::string>& cells);
  // Of the row that Next has given: its first line, from 1.
  [[nodiscard]] std::uint32_t line() const noexcept { return line_; }

 private:
  void TakeCell(std::vector<std::string>& cells);
  [[nodiscard]] std::optional<std::string> TakeQuoted();

  std::string_view rest_;
  char separator_;
  std::uint32_t line_ = 0, next_line_ = 1;
};

}  // namespace noroshi
