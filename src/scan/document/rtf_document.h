// RTF: templates from elsewhere, and objects that load themselves. Pure, safe from any thread.
#pragma once

#include "base/byte_reader.h"
#include "scan/document/document_facts.h"

namespace noroshi::scan {

// "{\rt", which is all that Word wants.
[[nodiscard]] bool LooksLikeRtf(Bytes start) noexcept;

void ReadRtfDocument(Bytes bytes, DocumentFacts& facts);

}  // namespace noroshi::scan
