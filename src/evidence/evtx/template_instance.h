// A template instance: which definition a record uses, and the values it fills in (EVTX spec
// 4.7, 4.8). Layout behind the token byte 0x0c: version u8, template id u32, definition offset
// u32, [the definition, when the offset says it lies right here], value count u32, descriptors of
// {size u16, type u8, unused u8}, the value bytes back to back.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/byte_reader.h"
#include "evidence/evtx/issues.h"
#include "evidence/evtx/value_window.h"

namespace noroshi::evtx {

// Token byte, version, template id and definition offset.
inline constexpr std::size_t kInstanceHeaderBytes = 10;
// Next u32, GUID, data size u32.
inline constexpr std::size_t kDefinitionHeaderBytes = 24;
inline constexpr std::size_t kDescriptorBytes = 4;
// A count that does not fit the 16 bits of a substitution index is no count (E-4.8).
inline constexpr std::uint32_t kMaxValues = 65'535;

// All places are offsets in the chunk; all but definition_offset, which is as stated, lie inside
// it.
struct TemplateInstance {
  std::uint32_t template_id = 0;
  std::uint32_t definition_offset = 0;  // in the chunk
  std::uint32_t value_count = 0;
  std::uint32_t descriptors_at = 0;  // in the chunk
  std::uint32_t values_at = 0;       // in the chunk
  // Behind the last value; clamped to the data's end.
  std::uint32_t end = 0;
};

// Reads the instance whose token byte is at `at` and that must end before `end` (both in the
// chunk). False, with the reason in `issues`, when there is no usable value table.
[[nodiscard]] bool ReadInstance(Bytes chunk, std::size_t at, std::size_t end,
                                TemplateInstance& instance, Issues& issues);

// Both at once for an instance about which nothing is odd and that has `max_values` at most; false
// for all others. One pass over the descriptors. `windows` has room for `max_values`.
[[nodiscard]] bool ReadRegularInstance(Bytes chunk, std::size_t at, std::size_t end,
                                       std::uint32_t max_values, TemplateInstance& instance,
                                       ValueWindow* windows) noexcept;

// Fills `windows` (room for instance.value_count). A value that does not fit is empty, as is all
// behind it, and kValueBounds is added.
void ReadWindows(Bytes chunk, const TemplateInstance& instance, ValueWindow* windows,
                 Issues& issues);

}  // namespace noroshi::evtx
