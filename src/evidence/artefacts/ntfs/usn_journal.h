// Update journals of NTFS ($UsnJrnl:$J): what happened to which file, and when. A record of channel
// "host:usn" each, its time that of the change ("changed").
//
// A record names its file and the number of the folder's record; the journal alone knows a folder's
// name only if the folder changed too. So paths begin with "?" where it does not.
//
// Format: Microsoft's USN_RECORD_V2 and _V3 (winioctl.h). V4 holds ranges and no names: it is
// counted and left.
// Memory: folders that changed (at most 200,000), 1 MiB of the journal, and a unit.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "evidence/artefacts/artefact_formats.h"
#include "evidence/artefacts/ntfs/folder_names.h"

namespace noroshi::ntfs {

inline constexpr std::string_view kUsnFormatName = "usn_journal";

struct UsnRecord {
  std::uint32_t size = 0;
  std::uint16_t version = 0;
  FileReference file = 0, parent = 0;  // of V3's 128 bits the lower half
  std::uint64_t usn = 0;
  Timestamp time;
  std::uint32_t reason = 0, source = 0, attributes = 0;
  std::string name;
};

// Nothing when no whole record begins here.
[[nodiscard]] std::optional<UsnRecord> ReadUsnRecord(Bytes bytes);

// A journal begins with records, or with the hole of what was overwritten: of one whose first 64
// KiB are a hole, the name ("$J", "UsnJrnl") tells.
[[nodiscard]] bool DetectUsnJournal(const artefacts::ArtefactStart& start);
[[nodiscard]] std::unique_ptr<Source> OpenUsnJournal(artefacts::ArtefactInput input,
                                                     const ReadOptions& options);

}  // namespace noroshi::ntfs
