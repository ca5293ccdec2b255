// What somebody typed at PowerShell (PSReadLine's ConsoleHost_history.txt): a command a record, in
// the order of typing, without any time.
//
// Such a file has no form of its own: its name, *_history.txt in a folder of PSReadLine or
// ConsoleHost_history.txt anywhere, is the only thing to know it by.
#pragma once

#include "evidence/artefacts/whole_file_source.h"

namespace noroshi::artefacts {

inline constexpr std::string_view kHistoryFormatName = "powershell_history";

// Records of channel "host:powershell_history". A line that ends with ` is continued by the next.
void WriteHistory(const WholeFile& file, RecordWriter& records, DamageSink& damage);
[[nodiscard]] bool DetectHistory(const ArtefactStart& start);

}  // namespace noroshi::artefacts
