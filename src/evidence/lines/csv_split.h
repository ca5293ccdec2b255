// One row of CSV (RFC 4180) into its cells.
#pragma once

#include <string_view>
#include <vector>

namespace noroshi::lines {

// Cells as they stand, quotes included; a separator inside quotes separates nothing. Replaces what
// `cells` had; an empty row has one empty cell. Linear; views of `row`.
void SplitCsv(std::string_view row, char separator, std::vector<std::string_view>& cells);

}  // namespace noroshi::lines
