// Parts of a new Office document, which is a zip file. Pure, safe from any thread.
#pragma once

#include <string_view>

#include "base/byte_reader.h"
#include "scan/document/document_facts.h"

namespace noroshi::scan {

// Takes one part after the other; `name` as in the archive ("word/document.xml"). Other members of
// other archives tell nothing and cost nothing.
void ReadOoxmlPart(std::string_view name, Bytes bytes, DocumentFacts& facts);

}  // namespace noroshi::scan
