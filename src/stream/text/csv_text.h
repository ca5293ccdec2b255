// CSV cells (RFC 4180) that a spreadsheet cannot mistake for a formula: evidence is written by
// strangers, and a cell that begins with = + - @ runs as code in common spreadsheets.
#pragma once

#include <string>
#include <string_view>

namespace noroshi {

// Appends one cell: quoted when it holds a comma, quote, CR, LF or outer blank; a leading = + - @
// tab or CR gets a ' before it. Other control characters become U+FFFD. Linear; all other UTF-8
// goes through as it is.
void AppendCsvCell(std::string_view text, std::string& out);

}  // namespace noroshi
