// How one value is written into XML and JSON. Shared by the tree renderer and the compiled
// programs, so that both give the same bytes.
#pragma once

#include <cstdint>

#include "event/value.h"
#include "evidence/evtx/escape.h"
#include "evidence/evtx/text_buffer.h"

namespace noroshi::evtx {

// kJsonText is for values that are one of several in a string, which stands in quotes already.
enum class ValueFormat : std::uint8_t { kXmlText, kXmlAttribute, kJson, kJsonText };

[[nodiscard]] Escaping EscapingOf(ValueFormat format) noexcept;

// Appends `value`. kJson: a number or boolean where the type is one, else a string with its quotes.
// kJsonText: the inside of a string. Cost: one pass over the bytes; ASCII text goes through at
// 16 characters a step.
void AppendFormatted(const Value& value, ValueFormat format, TextBuffer& out);

}  // namespace noroshi::evtx
