// Old Office documents, and the VBA project inside new ones. Pure, safe from any thread.
#pragma once

#include "base/byte_reader.h"
#include "scan/document/document_facts.h"

namespace noroshi::scan {

// `bytes` begin as a compound file; what cannot be read sets is_damaged.
void ReadOleDocument(Bytes bytes, DocumentFacts& facts);

}  // namespace noroshi::scan
