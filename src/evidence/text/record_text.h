// A record of text evidence as one line of JSON.
#pragma once

#include <string>
#include <string_view>

#include "evidence/flat/flat_record.h"

namespace noroshi {

// Appends `source`, the text the record was read from, without its line ends where it is JSON, else
// an object of the record's names and values in their order. A line feed follows.
void AppendRecordText(const FlatRecord& record, const PathTable& paths, std::string_view source,
                      std::string& out);

// Appends `text` as a JSON string, quotes included. `text` is valid UTF-8.
void AppendJsonText(std::string_view text, std::string& out);

}  // namespace noroshi
