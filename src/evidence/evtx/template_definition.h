// A template definition: the XML skeleton that instances fill in (EVTX spec 4.6). It lies in the
// chunk inside the first record that used it; found by offset, whatever became of that record.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/byte_reader.h"
#include "evidence/evtx/fragment.h"

namespace noroshi::evtx {

using Guid = std::array<std::uint8_t, 16>;

// Where a definition's tokens lie in the chunk.
struct DefinitionBody {
  std::size_t begin = 0, end = 0;
};

// Finds the definition at `offset`. False, with the reason, when there is none there: outside the
// chunk, size past the chunk, or a GUID that does not begin with the template id (E-4.7).
[[nodiscard]] bool FindDefinition(Bytes chunk, std::uint32_t offset, std::uint32_t template_id,
                                  Guid& guid, DefinitionBody& body, DamageKind& why) noexcept;

// Reads and parses the definition at `offset`. Clears `fragment` first. False, with the reason in
// fragment.issues, when there is none there.
[[nodiscard]] bool ReadDefinition(Bytes chunk, std::uint32_t offset, std::uint32_t template_id,
                                  Guid& guid, Fragment& fragment);

}  // namespace noroshi::evtx
