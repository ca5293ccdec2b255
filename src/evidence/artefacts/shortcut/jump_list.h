// Jump lists: what was opened with a program, and when last. Both kinds are lists of shortcuts:
// *.automaticDestinations-ms a compound file with one stream for each and a directory ("DestList"),
// *.customDestinations-ms one shortcut behind the other.
//
// Format: Joachim Metz, "Jump lists format"; DestList versions 1 (Windows 7, 8) and 3, 4 (10, 11).
#pragma once

#include "evidence/artefacts/whole_file_source.h"

namespace noroshi::shortcut {

inline constexpr std::string_view kAutomaticFormatName = "automatic_destinations";
inline constexpr std::string_view kCustomFormatName = "custom_destinations";

// Records of channel "host:jumplist". Times are those of the last opening where the list has them
// ("opened"), else the last write of the target.
void WriteAutomaticDestinations(const artefacts::WholeFile& file, artefacts::RecordWriter& records,
                                DamageSink& damage);
void WriteCustomDestinations(const artefacts::WholeFile& file, artefacts::RecordWriter& records,
                             DamageSink& damage);

// Other compound files (Office, MSI) have no stream "DestList", whose name lies within the first
// 64 KiB of any jump list.
[[nodiscard]] bool DetectAutomaticDestinations(const artefacts::ArtefactStart& start);
[[nodiscard]] bool DetectCustomDestinations(const artefacts::ArtefactStart& start);

}  // namespace noroshi::shortcut
