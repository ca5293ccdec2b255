// UTF-16 text of a PE file as UTF-8. Pure, safe from any thread.
#pragma once

#include <string>

#include "base/byte_reader.h"
#include "base/utf.h"

namespace noroshi::pe {

// A half character at the end is left out; half a pair becomes U+FFFD.
[[nodiscard]] inline std::string Utf16Text(Bytes bytes) {
  std::string text;
  AppendUtf16(bytes.first(bytes.size() & ~std::size_t{1}), text);
  return text;
}

}  // namespace noroshi::pe
