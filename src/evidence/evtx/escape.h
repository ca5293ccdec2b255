// Text made safe for XML and JSON (E-7.3). Appends to `out`; the input is valid UTF-8.
//
// Cost: one table look-up a byte; runs that need nothing are copied whole.
#pragma once

#include <string>
#include <string_view>

namespace noroshi::evtx {

// & < > become entities; controls that XML 1.0 forbids become U+FFFD.
void AppendXmlText(std::string_view text, std::string& out);
// As above, and the double quote.
void AppendXmlAttribute(std::string_view text, std::string& out);
// A name out of the evidence as an XML name: what may not stand in one becomes '_'.
void AppendXmlName(std::string_view name, std::string& out);
// The inside of a JSON string.
void AppendJsonText(std::string_view text, std::string& out);

}  // namespace noroshi::evtx
