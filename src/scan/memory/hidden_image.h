// Programs in memory that no file stands behind: with their header, with its beginning wiped, or
// with nothing left but the table of sections.
//
// Pure, safe from any thread. Cost: one pass for each of three short byte strings.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/byte_reader.h"

namespace noroshi::scan {

enum class ImageTrace : std::uint8_t {
  kWhole,         // "MZ" and the PE header it points at
  kNoDosHeader,   // the PE header alone
  kSectionsOnly,  // the table of sections alone
};
// "whole", "without_dos_header", "sections_only".
[[nodiscard]] std::string_view ImageTraceName(ImageTrace trace) noexcept;

struct HiddenImage {
  ImageTrace trace{};
  std::size_t offset = 0;     // of the first byte that is there
  std::uint16_t machine = 0;  // 0 for kSectionsOnly
  std::uint16_t sections = 0;
  std::uint32_t image_size = 0;
  bool is_dll = false, is_dotnet = false;
};

inline constexpr std::size_t kMostImagesKept = 64;

// Appends what is found, by place.
void FindImages(Bytes bytes, std::vector<HiddenImage>& images);

}  // namespace noroshi::scan
