// Inline documents: embedded documents written out instead of being instances of a template (one
// record in thirty of real logs). Their structure repeats like a template's does; only the texts
// between tags and of attributes differ. So a document of plain form is read as an instance of a
// template made from its own structure, with a value for each text, and takes the fast path. The
// text of an attribute called Name stays constant: it says what a field is called.
//
// A structure is compiled when it is seen for the second time: some documents (certificate chains)
// hardly ever have the same one, and compiling costs more than walking.
//
// Documents that are not of plain form (plain_scan.h) are for the general walker.
//
// One per decoder; not thread-safe. Cost for a structure seen before, in whatever chunk: one pass
// over the bytes, a copy of its names, a hash and a comparison.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_set>
#include <vector>

#include "base/byte_reader.h"
#include "evidence/evtx/structure_memo.h"
#include "evidence/evtx/template_store.h"
#include "evidence/evtx/value_window.h"

namespace noroshi::evtx {

class InlineDocuments {
 public:
  // `chunk` must live until the next call.
  void BeginChunk(Bytes chunk) noexcept { chunk_ = chunk; }
  // Drops what it remembers; before the templates it points to die.
  void Forget() {
    seen_.clear();
    memo_ = {};
  }

  // Reads the document chunk[begin, end): its structure as a shared template, and its texts as the
  // values 0, 1, .. of an instance, at most windows.size() of them. Null when it is not of plain
  // form, its structure is new or too large, or there are too many structures.
  [[nodiscard]] const Template* Read(std::size_t begin, std::size_t end, TemplateStore& templates,
                                     std::span<ValueWindow> windows, std::size_t& count);

 private:
  // The template of the document just scanned, by parsing it in full.
  [[nodiscard]] const Template* Make(std::size_t begin, std::size_t end, std::size_t count,
                                     TemplateStore& templates) const;

  Bytes chunk_;
  // Hashes of the keys of structures seen once.
  std::unordered_set<std::uint64_t> seen_;
  StructureMemo memo_;
  // Of the document being read.
  std::vector<std::uint8_t> key_;
};

}  // namespace noroshi::evtx
