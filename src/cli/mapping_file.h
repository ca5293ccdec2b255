// Mappings of the user's own: YAML files that tell a kind of record and what its fields mean
// (docs/user/evidence.md has the grammar and an example).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "evidence/mapping/owned_mapping.h"

namespace noroshi {

// Pointers, because an OwnedMapping must not move.
using MappingList = std::vector<std::unique_ptr<OwnedMapping>>;

// The documents of a file, one mapping each. An error names file and line. No half-read mapping is
// ever given: a misspelt word is an error, not a field that is silently not read.
Result<MappingList> ReadMappingFile(const std::string& path);
// As above, from text; `path` is for messages.
Result<MappingList> ReadMappings(std::string_view text, const std::string& path);

}  // namespace noroshi
