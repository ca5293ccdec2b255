// Lists of shell items: a volume, then a folder or file for each part of the path.
#include <algorithm>

#include "evidence/artefacts/mended_text.h"
#include "evidence/artefacts/shortcut/shortcut.h"

namespace noroshi::shortcut {
namespace {

constexpr std::uint8_t kKindMask = 0x70, kVolume = 0x20, kFile = 0x30, kNetwork = 0x40;
constexpr std::uint8_t kNameIsWide = 0x04;
constexpr std::uint32_t kLongName = 0xBEEF0004;  // an extension of file items
// Deeper than any path.
constexpr std::size_t kMaxItems = 256;

Bytes Part(Bytes bytes, std::size_t at) noexcept {
  return at > bytes.size() ? Bytes() : bytes.subspan(at);
}

// The long name in the extension block at the end of a file item; its place there depends on the
// version of Windows.
std::string LongName(Bytes item) {
  if (item.size() < 4) return {};
  const auto at = LoadOrZero<std::uint16_t>(item, item.size() - 2);  // of the block, in the item
  const Bytes block = Part(item, at);
  if (at < 14 || LoadOrZero<std::uint32_t>(block, 4) != kLongName) return {};
  const auto version = LoadOrZero<std::uint16_t>(block, 2);
  std::size_t name = 18;
  if (version >= 7) name += 18;
  if (version >= 3) name += 2;
  if (version >= 9) name += 4;
  if (version >= 8) name += 4;
  return artefacts::WideText(Part(block, name));
}

std::string FileName(Bytes item) {
  std::string name = LongName(item);
  if (!name.empty()) return name;
  return (item[2] & kNameIsWide) != 0 ? artefacts::WideText(Part(item, 14))
                                      : artefacts::AnsiText(Part(item, 14));
}

}  // namespace

std::string ItemListPath(Bytes items) {
  std::string path;
  for (std::size_t i = 0; i < kMaxItems; ++i) {
    const auto size = LoadOrZero<std::uint16_t>(items, 0);
    if (size < 3 || size > items.size()) break;
    const Bytes item = items.first(size);
    items = items.subspan(size);
    std::string name;
    switch (item[2] & kKindMask) {
      case kVolume: name = artefacts::AnsiText(Part(item, 3)); break;
      case kFile: name = FileName(item); break;
      case kNetwork: name = artefacts::AnsiText(Part(item, 5)); break;
      default: continue;
    }
    if (name.empty()) continue;
    if (!path.empty() && path.back() != '\\') path += '\\';
    path += name;
  }
  return path;
}

}  // namespace noroshi::shortcut
