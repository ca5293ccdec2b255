// The tables of a case store, and how a file of an older noroshi becomes one of today.
//
// A case store names itself twice in its header: application_id says that it is one, user_version
// which schema it has. Migrations are steps from one version to the next, each in a transaction of
// its own: a kill leaves a file of some version, never one between two. A new file goes through all
// steps, so that what an old file becomes and what a new one is cannot differ.
//
// docs/design/formats/case_store.md describes every table.
#pragma once

#include <cstdint>

#include "base/result.h"
#include "casestore/database.h"

namespace noroshi {

inline constexpr std::int64_t kCaseApplicationId = 0x4E524B43;  // "NRKC"
inline constexpr std::int64_t kCaseSchemaVersion = 3;

// Brings the file to `version`. An empty file becomes a case store. kUnsupported: another program's
// database, or one of a newer noroshi; kIo: older, and it cannot be written.
[[nodiscard]] Status PrepareSchema(Database& database, std::int64_t version = kCaseSchemaVersion);

}  // namespace noroshi
