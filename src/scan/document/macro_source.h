// What the source of macros says it does. Pure, safe from any thread.
#pragma once

#include <string_view>

#include "scan/document/document_facts.h"

namespace noroshi::scan {

// Macros that run by themselves, and names of things that macros misuse, in VBA source.
void ReadMacroSource(std::string_view source, DocumentFacts& facts);

}  // namespace noroshi::scan
