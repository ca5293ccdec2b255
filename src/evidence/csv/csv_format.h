// CSV as text evidence: whether a table holds events.
#pragma once

#include "evidence/text_formats.h"

namespace noroshi::csv {

// Null without an error for a text that is no table, and for a table of which neither the columns
// are the names of a record that a mapping knows, nor one names the time of the first row: lists of
// any kind lie beside evidence. `text` is moved from only on success.
[[nodiscard]] Result<std::unique_ptr<Source>> OpenCsv(std::unique_ptr<SniffedStream>& text,
                                                      const ReadOptions& options);

}  // namespace noroshi::csv
