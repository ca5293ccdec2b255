// From the typed bytes of a template value to a Value (EVTX spec, section 7). Two ways: the fast
// one knows every value that keeps the rules of its type and does no work but a table look-up; the
// slow one takes anything, mends what can be mended, and notes what was odd. For a value both
// accept, they give the same answer.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/arena.h"
#include "event/value.h"
#include "evidence/evtx/issues.h"
#include "evidence/evtx/value_window.h"

namespace noroshi::evtx {

// Type bytes of a descriptor. Only those that are treated apart have a name; value_types.cc has the
// table of all.
inline constexpr std::uint8_t kTypeNull = 0x00;
inline constexpr std::uint8_t kTypeString = 0x01;
// A document inside the document, as BinXML.
inline constexpr std::uint8_t kTypeEmbedded = 0x21;
inline constexpr std::uint8_t kTypeBinaryArray = 0x8E;
inline constexpr std::uint8_t kArrayBit = 0x80;

// An array type whose items are separate values. Binary[] is not one: its items have no bounds
// (E-6.6, section 7), so it is read as one Binary.
[[nodiscard]] constexpr bool IsArray(std::uint8_t type) noexcept {
  return (type & kArrayBit) != 0 && type != kTypeBinaryArray;
}

// The value, if its bytes keep the rules of their type; false for arrays, embedded BinXML and
// everything odd. Null gives an empty text: present but empty (S-3.9).
[[nodiscard]] bool ToRegularValue(const ValueWindow& window, Value& value) noexcept;

// The value whatever its bytes are. Mended bytes go to `arena`; what was odd goes to `issues`.
[[nodiscard]] Value ToAnyValue(const ValueWindow& window, Arena& arena, Issues& issues);

// Splits an array into its items (appended to `items`), each a window of the item's type.
// String items end with NUL; the last one may lack it.
void SplitArray(const ValueWindow& window, std::vector<ValueWindow>& items, Issues& issues);

}  // namespace noroshi::evtx
