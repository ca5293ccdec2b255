// ESE databases as a source: SRUM, User Access Logging and the BITS database, told apart by the
// tables they have. One of another kind gives no records, and the ledger says so.
//
// Memory: the page cache, the catalogue, the names a kind keeps, and a unit.
#pragma once

#include <memory>

#include "evidence/artefacts/artefact_formats.h"

namespace noroshi::ese {

inline constexpr std::string_view kFormatName = "ese";

[[nodiscard]] bool DetectEse(const artefacts::ArtefactStart& start);
[[nodiscard]] std::unique_ptr<Source> OpenEse(artefacts::ArtefactInput input,
                                              const ReadOptions& options);

}  // namespace noroshi::ese
