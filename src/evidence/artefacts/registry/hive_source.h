// Registry hives as a source: every value is a record of channel "host:registry", and keys that
// stand for something (services, tasks, programs that ran) are records of their own.
//
// Memory: the hive's page cache, one bit for each eight bytes of the hive, and a unit.
#pragma once

#include <memory>

#include "evidence/artefacts/artefact_formats.h"

namespace noroshi::registry {

inline constexpr std::string_view kFormatName = "regf";

// Hives and their transaction logs. A log is read with its hive and has no records of its own.
[[nodiscard]] bool DetectHive(const artefacts::ArtefactStart& start);
// Transaction logs are looked for beside the hive's path: NAME.LOG1, NAME.LOG2, NAME.LOG.
[[nodiscard]] std::unique_ptr<Source> OpenHive(artefacts::ArtefactInput input,
                                               const ReadOptions& options);

}  // namespace noroshi::registry
