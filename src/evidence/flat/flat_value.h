// From the text of a value to a typed Value (event/value.h).
#pragma once

#include <string_view>

#include "base/arena.h"
#include "event/value.h"
#include "evidence/flat/flat_record.h"

namespace noroshi {

// What a mapping says of all its values besides.
enum class ValueStyle : std::uint8_t {
  kPlain,
  // As evtx_dump writes them: null is "", a bare GUID is one in braces (S-3.8, S-3.9).
  kWindows,
};

// Texts without escapes are views of the record's bytes, others live in `arena`. Whole numbers
// become kInt or kUInt; a fraction stays text, as written, which rules can compare as well.
// Cost: a look for a backslash.
[[nodiscard]] Value MakeValue(const FlatField& field, ValueStyle style, Arena& arena);

// The text of a value, unescaped where needed; for what is read at once (channels, times). "true",
// "false" and numbers as written; "" for kNull.
[[nodiscard]] std::string_view TextOf(const FlatField& field, Arena& arena);

// The inside of a JSON string without its escapes. A wrong escape stays as it is; a lone surrogate
// becomes U+FFFD. REQUIRES: room for escaped.size() bytes at `out`. Returns the bytes written.
std::size_t UnescapeJson(std::string_view escaped, char* out) noexcept;

// Text with \xNN escapes, as Zeek writes bytes that are not printable. Runs that are not UTF-8 stay
// escaped, so that the result is valid UTF-8. REQUIRES and returns: as above.
std::size_t UnescapeHex(std::string_view escaped, char* out) noexcept;

}  // namespace noroshi
