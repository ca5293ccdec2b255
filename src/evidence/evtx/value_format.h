// How one value is written into XML and JSON. Shared by the tree renderer and the compiled
// programs, so that both give the same bytes.
#pragma once

#include <string>

#include "event/value.h"

namespace noroshi::evtx {

enum class ValueFormat : std::uint8_t { kXmlText, kXmlAttribute, kJson, kJsonText };

// Appends `value`. kJson: a number or boolean where the type is one, else a string with its quotes.
// kJsonText: the inside of a string. `scratch` is overwritten.
void AppendFormatted(const Value& value, ValueFormat format, std::string& scratch,
                     std::string& out);

}  // namespace noroshi::evtx
