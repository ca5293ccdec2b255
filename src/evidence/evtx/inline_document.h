// Inline documents: embedded documents written out instead of being instances of a template (one
// record in thirty of real logs). Their structure repeats like a template's does; only the texts
// between the tags differ. So a document of plain form is read as an instance of a template made
// from its own structure, with a text value for each text between tags, and takes the fast path.
//
// Plain: one root, elements, attributes with one text each, one text at most between two tags, and
// nothing odd. All others are for the general walker.
//
// One per decoder; not thread-safe. Cost for a structure seen before in the chunk: one pass over
// the bytes and one comparison.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/byte_reader.h"
#include "evidence/evtx/template_store.h"
#include "evidence/evtx/value_window.h"

namespace noroshi::evtx {

class InlineDocuments {
 public:
  // Forgets the chunk before. `chunk` must live until the next call.
  void BeginChunk(Bytes chunk);

  // Reads the document chunk[begin, end): its structure as a shared template, and its texts as the
  // values 0, 1, .. of an instance, at most windows.size() of them. Null when it is not of plain
  // form, or there are too many structures.
  [[nodiscard]] const Template* Read(std::size_t begin, std::size_t end, TemplateStore& templates,
                                     std::span<ValueWindow> windows, std::size_t& count);

 private:
  // A structure of this chunk. Within a chunk the offset of a name stands for the name.
  struct Known {
    std::vector<std::uint8_t> key;
    const Template* structure = nullptr;  // null: for the walker
  };

  // The template of the document just scanned, by parsing it in full.
  [[nodiscard]] const Template* Make(std::size_t begin, std::size_t end, std::size_t count,
                                     TemplateStore& templates) const;

  Bytes chunk_;
  std::vector<Known> known_;  // the first known_count_ are of this chunk
  std::size_t known_count_ = 0;
  std::vector<std::uint8_t> key_;  // of the document being read
};

}  // namespace noroshi::evtx
