// The text of a value straight from its window: one table look-up by the type byte gives a function
// that checks the type's rules and writes. For a value that keeps them it writes what
// ToRegularValue and AppendFormatted would; a test holds the two together for every type.
//
// Pure functions; safe from any thread. No allocation but the buffer's growth.
#pragma once

#include <cstddef>
#include <cstdint>

#include "evidence/evtx/text_buffer.h"
#include "evidence/evtx/value_format.h"
#include "evidence/evtx/value_window.h"

namespace noroshi::evtx {

// Room that a ShortWriter needs: a SID of 15 parts has less than 200 characters.
inline constexpr std::size_t kShortTextRoom = 256;

// Writes the text and returns its end; null when the value breaks the rules of its type.
using ShortWriter = char* (*)(const ValueWindow& window, char* out) noexcept;

// For types whose text is short and needs no escaping. Null for all others: AppendWindow.
[[nodiscard]] ShortWriter ShortWriterOf(ValueFormat format, std::uint8_t type) noexcept;

// Appends a value of any type; `readable_end`: no byte from there on may be read. False, and
// nothing appended, when it breaks the rules of its type.
[[nodiscard]] bool AppendWindow(const ValueWindow& window, const std::uint8_t* readable_end,
                                ValueFormat format, TextBuffer& out);

}  // namespace noroshi::evtx
