#include "scan/memory/hidden_image.h"

#include <algorithm>
#include <optional>
#include <set>

namespace noroshi::scan {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kMostHeaderOffset = 0x1000;
constexpr std::size_t kSectionBytes = 40;
constexpr std::uint16_t kMachines[] = {0x14C, 0x8664, 0x1C0, 0x1C4, 0xAA64};
constexpr std::uint32_t kMostImageBytes = std::uint32_t{1} << 29;

std::string_view TextOf(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};  // NOLINT: bytes as text
}

// The PE header at `at`, if it can be one.
std::optional<HiddenImage> HeaderAt(Bytes bytes, std::size_t at) {
  const Bytes header = bytes.subspan(at);
  if (LoadOrZero<std::uint32_t>(header, 0) != 0x4550) return std::nullopt;
  HiddenImage image;
  image.machine = LoadOrZero<std::uint16_t>(header, 4);
  image.sections = LoadOrZero<std::uint16_t>(header, 6);
  const auto optional_size = LoadOrZero<std::uint16_t>(header, 20);
  const auto magic = LoadOrZero<std::uint16_t>(header, 24);
  const bool wide = magic == 0x20B;
  if (std::find(std::begin(kMachines), std::end(kMachines), image.machine) == std::end(kMachines) ||
      image.sections == 0 || image.sections > 96 || (magic != 0x10B && !wide) ||
      optional_size < (wide ? 112 : 96)) {
    return std::nullopt;
  }
  image.image_size = LoadOrZero<std::uint32_t>(header, 24 + 56);
  if (image.image_size == 0 || image.image_size > kMostImageBytes) return std::nullopt;
  image.is_dll = (LoadOrZero<std::uint16_t>(header, 22) & 0x2000) != 0;
  const std::size_t clr = 24 + (wide ? 112 : 96) + 14 * 8;
  image.is_dotnet = optional_size >= clr - 24 + 8 && LoadOrZero<std::uint32_t>(header, clr) != 0;
  return image;
}

// Headers, with and without what stands before them.
void FindHeaders(Bytes bytes, std::vector<HiddenImage>& images) {
  const std::string_view text = TextOf(bytes);
  std::set<std::size_t> claimed;  // PE headers that an "MZ" points at
  for (std::size_t at = text.find("MZ");
       at != std::string_view::npos && images.size() < kMostImagesKept;
       at = text.find("MZ", at + 1)) {
    const auto distance = LoadOrZero<std::uint32_t>(bytes.subspan(at), 0x3C);
    if (distance < 0x40 || distance > kMostHeaderOffset || distance >= bytes.size() - at) continue;
    auto image = HeaderAt(bytes, at + distance);
    if (!image.has_value() || !claimed.insert(at + distance).second) continue;
    image->offset = at;
    images.push_back(*image);
  }
  for (std::size_t at = text.find("PE\0\0"sv);
       at != std::string_view::npos && images.size() < kMostImagesKept;
       at = text.find("PE\0\0"sv, at + 1)) {
    if (claimed.contains(at)) continue;
    auto image = HeaderAt(bytes, at);
    if (!image.has_value()) continue;
    claimed.insert(at);
    image->trace = ImageTrace::kNoDosHeader;
    image->offset = at;
    images.push_back(*image);
  }
}

// A row of a section table: sizes and addresses as a linker makes them.
bool IsSection(Bytes bytes, std::size_t at) {
  if (at > bytes.size() || bytes.size() - at < kSectionBytes) return false;
  const Bytes row = bytes.subspan(at, kSectionBytes);
  const auto size = LoadUnchecked<std::uint32_t>(row.data() + 8);
  const auto address = LoadUnchecked<std::uint32_t>(row.data() + 12);
  const auto raw = LoadUnchecked<std::uint32_t>(row.data() + 16);
  const auto flags = LoadUnchecked<std::uint32_t>(row.data() + 36);
  return size != 0 && size < kMostImageBytes && address != 0 && address % 0x1000 == 0 &&
         address < kMostImageBytes && raw < kMostImageBytes && (flags & 0xE0000000) != 0 &&
         (flags & 0x000000E0) != 0;
}

// Tables of sections without any header within reach before them.
void FindSectionTables(Bytes bytes, std::vector<HiddenImage>& images) {
  constexpr std::size_t kReach = 0x200;  // from "PE" to the table
  const std::string_view text = TextOf(bytes);
  for (std::size_t at = text.find(".text\0\0\0"sv);
       at != std::string_view::npos && images.size() < kMostImagesKept;
       at = text.find(".text\0\0\0"sv, at + 1)) {
    std::uint16_t rows = 0;
    while (rows < 96 && IsSection(bytes, at + rows * kSectionBytes)) ++rows;
    if (rows < 2) continue;
    const std::size_t begin = at < kReach ? 0 : at - kReach;
    if (text.substr(begin, at - begin).find("PE\0\0"sv) != std::string_view::npos) continue;
    HiddenImage image;
    image.trace = ImageTrace::kSectionsOnly;
    image.offset = at;
    image.sections = rows;
    images.push_back(image);
  }
}

}  // namespace

std::string_view ImageTraceName(ImageTrace trace) noexcept {
  switch (trace) {
    case ImageTrace::kWhole: return "whole";
    case ImageTrace::kNoDosHeader: return "without_dos_header";
    case ImageTrace::kSectionsOnly: return "sections_only";
  }
  return "";
}

void FindImages(Bytes bytes, std::vector<HiddenImage>& images) {
  FindHeaders(bytes, images);
  FindSectionTables(bytes, images);
  std::stable_sort(images.begin(), images.end(),
                   [](const HiddenImage& a, const HiddenImage& b) { return a.offset < b.offset; });
}

}  // namespace noroshi::scan
