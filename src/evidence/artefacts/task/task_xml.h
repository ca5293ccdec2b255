// Definitions of scheduled tasks as XML (C:\Windows\System32\Tasks\*, exports of schtasks): who
// made it, what it runs, when, and as whom.
//
// Format: [MS-TSCH] section 2.5. One record of channel "host:task" a file, its time that of the
// registration ("registered"), which the one who made the task chose.
#pragma once

#include "evidence/artefacts/whole_file_source.h"

namespace noroshi::task {

inline constexpr std::string_view kXmlFormatName = "task_xml";

void WriteTaskXml(const artefacts::WholeFile& file, artefacts::RecordWriter& records,
                  DamageSink& damage);
[[nodiscard]] bool DetectTaskXml(const artefacts::ArtefactStart& start);

}  // namespace noroshi::task
