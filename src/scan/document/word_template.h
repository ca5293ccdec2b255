// The template that an old Word document was attached to: Word loads it when the document is
// opened, from an address or a share as readily as from the disk. Pure, safe from any thread.
//
// Format: [MS-DOC]: Fib (fWhichTblStm), FibRgFcLcb97 (fcSttbfAssoc), STTB and SttbfAssoc.
#pragma once

#include <string>

#include "base/byte_reader.h"

namespace noroshi::scan {

// Where the strings that belong to a document lie.
struct AssociatedStrings {
  bool in_table_1 = false;  // of the stream "1Table", else of "0Table"
  std::uint32_t offset = 0, size = 0;
};

// Of the stream "WordDocument"; size 0 where it is too short or says nothing.
[[nodiscard]] AssociatedStrings FindAssociatedStrings(Bytes word_document) noexcept;

// The template's path as UTF-8, out of those strings; "" where there is none or they are malformed.
[[nodiscard]] std::string TemplateOf(Bytes associated_strings);

}  // namespace noroshi::scan
