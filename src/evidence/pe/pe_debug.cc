// Debug directory, TLS callbacks, Rich header and the header of .NET.
#include <algorithm>
#include <array>

#include "evidence/pe/pe_limits.h"
#include "evidence/pe/pe_reader.h"

namespace noroshi::pe {
namespace {

constexpr std::size_t kDebugRowBytes = 28;
constexpr std::uint32_t kCodeView = 2;       // debug type
constexpr std::uint32_t kRsds = 0x53445352;  // "RSDS", then a GUID and an age
constexpr std::uint32_t kNb10 = 0x3031424E;  // "NB10", then an offset, a time and an age
constexpr std::uint32_t kRich = 0x68636952;  // "Rich"
constexpr std::uint32_t kDans = 0x536E6144;  // "DanS"
constexpr std::size_t kDosHeaderBytes = 64;
constexpr std::uint32_t kMetadataMagic = 0x424A5342;  // "BSJB"
constexpr std::uint32_t kMaxVersionText = 255;

std::string PdbPath(PeView& view, std::uint32_t offset) {
  std::uint32_t magic = 0;
  if (!view.Load(offset, magic)) return "";
  if (magic == kRsds) return view.Text(offset + 24ULL).value_or("");
  if (magic == kNb10) return view.Text(offset + 16ULL).value_or("");
  return "";
}

void ReadDebugTable(PeView& view, PeImage& image) {
  const DirectoryEntry& table = image.header.directory(Directory::kDebug);
  const auto offset = view.OffsetOf(table.address);
  if (table.address == 0 || !offset.has_value()) return;
  const std::size_t count = std::min<std::size_t>(table.size / kDebugRowBytes, kMaxDebugEntries);
  std::array<std::uint8_t, kDebugRowBytes> row;
  for (std::size_t i = 0; i < count; ++i) {
    if (!view.Read(*offset + i * kDebugRowBytes, row)) return;
    PeDebugEntry& entry = image.debug.emplace_back();
    entry.time = LoadOrZero<std::uint32_t>(row, 4);
    entry.type = LoadOrZero<std::uint32_t>(row, 12);
    entry.size = LoadOrZero<std::uint32_t>(row, 16);
    entry.offset = LoadOrZero<std::uint32_t>(row, 24);
    if (entry.type == kCodeView) entry.pdb = PdbPath(view, entry.offset);
  }
}

// The table of callbacks holds pointers, not addresses: the image base is in them.
void ReadTls(PeView& view, PeImage& image) {
  const DirectoryEntry& table = image.header.directory(Directory::kTls);
  const auto offset = view.OffsetOf(table.address);
  if (table.address == 0 || !offset.has_value()) return;
  const auto load = [&](std::uint64_t at, std::uint64_t& out) {
    if (image.header.is_64) return view.Load(at, out);
    std::uint32_t narrow = 0;
    const bool loaded = view.Load(at, narrow);
    out = narrow;
    return loaded;
  };
  const std::uint64_t pointer_bytes = image.header.is_64 ? 8 : 4;
  std::uint64_t list = 0;
  if (!load(*offset + 3 * pointer_bytes, list) || list < image.header.image_base) return;
  auto at = view.OffsetOf(static_cast<std::uint32_t>(list - image.header.image_base));
  if (!at.has_value()) return;
  for (std::size_t i = 0; i < kMaxTlsCallbacks; ++i) {
    std::uint64_t callback = 0;
    if (!load(*at + i * pointer_bytes, callback) || callback < image.header.image_base) return;
    image.tls_callbacks.push_back(static_cast<std::uint32_t>(callback - image.header.image_base));
  }
}

// Pairs of numbers before the word "Rich", hidden with the key behind it; they begin with "DanS".
void ReadRich(PeView& view, PeImage& image) {
  const std::size_t end =
      std::min<std::size_t>(image.header.header_offset, 4'096) & ~std::size_t{3};
  if (end <= kDosHeaderBytes) return;
  std::vector<std::uint8_t> bytes(end);
  if (!view.Read(0, bytes)) return;
  const auto at = [&](std::size_t offset) { return LoadOrZero<std::uint32_t>(bytes, offset); };
  std::size_t rich = kDosHeaderBytes;
  while (rich + 8 <= end && at(rich) != kRich) rich += 4;
  if (rich + 8 > end) return;
  const std::uint32_t key = at(rich + 4);
  std::size_t begin = rich;
  while (begin >= kDosHeaderBytes + 4 && (at(begin) ^ key) != kDans) begin -= 4;
  if ((at(begin) ^ key) != kDans) return;
  for (std::size_t pair = begin + 16; pair + 8 <= rich; pair += 8) {  // three words of padding
    if (image.rich.size() >= kMaxRichEntries) return;
    const std::uint32_t id = at(pair) ^ key;
    image.rich.push_back(
        {static_cast<std::uint16_t>(id >> 16), static_cast<std::uint16_t>(id), at(pair + 4) ^ key});
  }
}

std::string MetadataVersion(PeView& view, std::uint32_t address) {
  std::uint32_t magic = 0, length = 0;
  const auto offset = view.OffsetOf(address);
  if (!offset.has_value() || !view.Load(*offset, magic) || magic != kMetadataMagic) return "";
  if (!view.Load(*offset + 12, length) || length > kMaxVersionText) return "";
  std::vector<std::uint8_t> bytes(length);
  if (!view.Read(*offset + 16, bytes)) return "";
  return {bytes.begin(), std::find(bytes.begin(), bytes.end(), 0)};
}

void ReadClr(PeView& view, PeImage& image) {
  const DirectoryEntry& entry = image.header.directory(Directory::kClr);
  const auto offset = view.OffsetOf(entry.address);
  std::array<std::uint8_t, 20> bytes;
  if (entry.address == 0 || !offset.has_value() || !view.Read(*offset, bytes)) return;
  PeClr& clr = image.clr.emplace();
  clr.major = LoadOrZero<std::uint16_t>(bytes, 4);
  clr.minor = LoadOrZero<std::uint16_t>(bytes, 6);
  clr.metadata_version = MetadataVersion(view, LoadOrZero<std::uint32_t>(bytes, 8));
  clr.flags = LoadOrZero<std::uint32_t>(bytes, 16);
}

}  // namespace

void ReadDebug(PeView& view, PeImage& image) {
  ReadDebugTable(view, image);
  ReadTls(view, image);
  ReadRich(view, image);
  ReadClr(view, image);
}

}  // namespace noroshi::pe
