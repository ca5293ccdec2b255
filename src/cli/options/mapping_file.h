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

// A person's file; a larger one is a log given by mistake.
inline constexpr std::size_t kMostMappingBytes = std::size_t{4} << 20;

// The documents of a file, one mapping each. `path` is for messages. An error names file and line.
// No half-read mapping is ever given: a misspelt word, a list in place of a map or a key that is
// there twice is an error, not a field that is silently not read; so is a text without a mapping.
[[nodiscard]] Result<MappingList> ReadMappings(std::string_view text, const std::string& path);

}  // namespace noroshi
