// LoneDocument: tells a settings or result file from evidence of one record. Both are one JSON
// object laid out over several lines.
#pragma once

#include <string_view>

#include "evidence/source.h"

namespace noroshi::jsonl {

// Whether `whole`, all of a file, is a single object over several lines that fits no mapping and
// names no time. Such an object is nobody's log record; a record on one line, or one of several,
// is taken whatever it looks like. Flattens the object once: 64 KiB at most (kSniffBytes).
[[nodiscard]] bool IsLoneDocument(std::string_view whole, const ReadOptions& options);

}  // namespace noroshi::jsonl
