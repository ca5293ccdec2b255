// ParseVersion: the version resource (VS_VERSIONINFO), the block that Explorer shows as "Details".
//
// Pure, safe from any thread. Cost: one pass. Format: Microsoft's "VS_VERSIONINFO structure".
#pragma once

#include <optional>

#include "base/byte_reader.h"
#include "evidence/pe/pe_image.h"

namespace noroshi::pe {

// Nullopt for what is no version resource. Strings of all languages follow one another; of a
// damaged one, those before the damage.
[[nodiscard]] std::optional<PeVersion> ParseVersion(Bytes bytes);

}  // namespace noroshi::pe
