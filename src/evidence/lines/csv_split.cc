#include "evidence/lines/csv_split.h"

namespace noroshi::lines {

void SplitCsv(std::string_view row, char separator, std::vector<std::string_view>& cells) {
  cells.clear();
  bool quoted = false;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (row[i] == '"') quoted = !quoted;
    if (row[i] != separator || quoted) continue;
    cells.push_back(row.substr(begin, i - begin));
    begin = i + 1;
  }
  cells.push_back(row.substr(begin));
}

}  // namespace noroshi::lines
