#include "evidence/text_formats.h"

#include <array>

#include "evidence/jsonl/json_format.h"

namespace noroshi {

std::span<const TextFormat> TextFormats() noexcept {
  static constexpr std::array<TextFormat, 1> kFormats = {
      TextFormat{jsonl::kFormatName, jsonl::OpenJson, jsonl::NewJsonDecoder},
  };
  return kFormats;
}

}  // namespace noroshi
