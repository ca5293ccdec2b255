// EmbeddedFile: a file compiled into the program (cmake/NoroshiEmbed.cmake). Lives forever.
#pragma once

#include <string_view>

namespace noroshi {

struct EmbeddedFile {
  std::string_view path;  // relative to the embedding's root, '/' separators
  std::string_view content;
};

}  // namespace noroshi
