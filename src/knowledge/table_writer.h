// Writes a Knowledge as a table that table_reader.h reads. Sorted, so the same knowledge gives the
// same bytes. Report keys are the numbers of Knowledge::reports().
//
// REQUIRES: no text holds a tab, a line end or, in names, '|': they are the table's own signs. What
// table_reader.h and stix_import.h build has none.
#pragma once

#include <string>

#include "knowledge/model.h"

namespace noroshi {

[[nodiscard]] std::string WriteTable(const Knowledge& knowledge);

}  // namespace noroshi
