// EmbeddedFile: a file compiled into the program (cmake/NoroshiEmbed.cmake), so that the report's
// script and our own rules travel with it. Views of constants: they live forever, from any thread.
#pragma once

#include <string_view>

namespace noroshi {

struct EmbeddedFile {
  // Relative to the embedding's root, '/' separators.
  std::string_view path;
  // The bytes as they lay on disk when the program was built; nothing is unpacked at run time.
  std::string_view content;
};

}  // namespace noroshi
