// ElementCutter: JSON objects one after another, however they are laid out: pretty-printed, without
// line ends, in one array, or in an array that is a member of an object ({"Records":[..]}).
//
// Looks at nothing but strings and depth. A string that is broken by a line end (JSON allows none
// there) ends its element: what follows can be read again.
#pragma once

#include "evidence/text/record_cutter.h"

namespace noroshi::jsonl {

class ElementCutter final : public RecordCutter {
 public:
  // The first `wrapper_bytes` of the evidence are the beginning of an object around the records.
  explicit ElementCutter(std::size_t wrapper_bytes = 0) : wrapper_bytes_(wrapper_bytes) {}

  // Commas and brackets between records are nothing; so is the wrapper at the front, once.
  Cut Next(std::string_view text, At at) override;

 private:
  std::size_t wrapper_bytes_;
};

// The line "Record 4711" that evtx_dump puts before each record, with its end; 0 when the text does
// not begin with one, npos when it may and has no line end here.
[[nodiscard]] std::size_t TitleLineBytes(std::string_view text) noexcept;

// How far an element that begins at text[0] == '{' goes.
struct ElementEnd {
  // False: `size` bytes, and no end.
  bool found = false;
  // Up to behind its '}', or to the line end that broke it.
  std::size_t size = 0;
};
// Linear. REQUIRES: text begins with '{'.
[[nodiscard]] ElementEnd FindElementEnd(std::string_view text) noexcept;

}  // namespace noroshi::jsonl
