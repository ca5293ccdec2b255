// $MFT files: a record of channel "host:mft" for each file that is or was on the volume. Its time
// is when the file's name was made ("name_created"), which no ordinary program can set.
//
// The file is read twice: folders first, so that files can be named by their paths, and with them
// the records that hold what had no room in a file's own ("attribute lists").
// Memory: the folders (folder_names.h), 64 MiB of such records at most, 1 MiB of the file, a unit.
#pragma once

#include <memory>

#include "evidence/artefacts/artefact_formats.h"

namespace noroshi::ntfs {

inline constexpr std::string_view kMftFormatName = "mft";

[[nodiscard]] bool DetectMft(const artefacts::ArtefactStart& start);
[[nodiscard]] std::unique_ptr<Source> OpenMft(artefacts::ArtefactInput input,
                                              const ReadOptions& options);

}  // namespace noroshi::ntfs
