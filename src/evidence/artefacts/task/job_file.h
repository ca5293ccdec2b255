// Tasks of the old scheduler (C:\Windows\Tasks\*.job), which `at` still makes on systems up to
// Windows 7.
//
// Format: [MS-TSCH] section 2.4. One record of channel "host:task" a file, its time that of the
// last run ("run"), by the clock of the machine: the file names no zone.
#pragma once

#include <optional>
#include <string>

#include "evidence/artefacts/whole_file_source.h"

namespace noroshi::task {

inline constexpr std::string_view kJobFormatName = "job";

struct JobFile {
  std::string command, arguments, working_folder, author, comment;
  std::string last_run;  // "2020-10-05T02:11:09.123"; "" when it never ran
  std::uint32_t exit_code = 0;
  std::uint32_t trigger_count = 0;
};

// Nothing when the fixed part is none of a job; texts that end early are left out, and `is_whole`
// says so.
[[nodiscard]] std::optional<JobFile> ReadJobFile(Bytes bytes, bool& is_whole);

void WriteJobFile(const artefacts::WholeFile& file, artefacts::RecordWriter& records,
                  DamageSink& damage);
[[nodiscard]] bool DetectJobFile(const artefacts::ArtefactStart& start);

}  // namespace noroshi::task
