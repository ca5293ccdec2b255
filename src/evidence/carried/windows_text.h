// Windows events as Splunk's forwarder writes them by default (WinEventLog without renderXml):
//
//   10/05/2020 02:11:09 AM
//   LogName=Security
//   EventCode=4688
//   ...
//   Message=A new process has been created.
//   (the message's further lines)
#pragma once

#include <string_view>

#include "evidence/flat/flat_record.h"

namespace noroshi::carried {

// The time without a zone, of the first line.
inline constexpr std::string_view kWindowsTextTime = "_raw_time";

// Adds the names and values under the record's root, as views of the text. False, and nothing
// added, for a text of another form.
[[nodiscard]] bool ReadWindowsText(std::string_view text, PathTable& paths, FlatRecord& record);

}  // namespace noroshi::carried
