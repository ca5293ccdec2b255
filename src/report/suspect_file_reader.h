// ReadSuspectFile: a file back from the JSON that SuspectFileJson wrote, so that what is kept of it
// gives the same report again.
#pragma once

#include <string_view>

#include "report/suspect_file.h"

namespace noroshi {

// Members that are not there, or not of their kind, are empty: the text may come from a stranger's
// case store. Of longer lists than kMostSuspectFileItems the beginning is taken.
inline constexpr std::size_t kMostSuspectFileItems = 10'000;
[[nodiscard]] ReportSuspectFile ReadSuspectFile(std::string_view json);

}  // namespace noroshi
