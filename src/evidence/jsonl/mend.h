// JSON whose strings hold bytes that JSON forbids, made readable.
//
// Pure; linear. A way out for broken text only: whole JSON is never copied.
#pragma once

#include <string>
#include <string_view>

namespace noroshi::jsonl {

// Appends `json` with control characters inside strings escaped, and bytes that are no UTF-8
// replaced by U+FFFD. Valid JSON comes out as it went in.
void AppendMended(std::string_view json, std::string& out);

}  // namespace noroshi::jsonl
