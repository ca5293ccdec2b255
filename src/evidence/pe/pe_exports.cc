// The export table.
#include <algorithm>
#include <array>
#include <unordered_map>

#include "evidence/pe/pe_limits.h"
#include "evidence/pe/pe_reader.h"

namespace noroshi::pe {
namespace {

constexpr std::size_t kTableBytes = 40;

struct Table {
  std::uint32_t name, base, function_count, name_count, functions, names, ordinals;
};

Table TableOf(Bytes bytes) {
  const auto at = [&](std::size_t offset) { return LoadOrZero<std::uint32_t>(bytes, offset); };
  return {at(12), at(16), at(20), at(24), at(28), at(32), at(36)};
}

class ExportReader {
 public:
  ExportReader(PeView& view, PeImage& image, const Table& table)
      : view_(view), image_(image), table_(table) {}

  void Read(PeExports& exports) {
    if (const auto offset = view_.OffsetOf(table_.name)) {
      exports.dll_name = view_.Text(*offset).value_or("");
    }
    ReadNames();
    const std::size_t count = Bounded(table_.function_count);
    for (std::size_t i = 0; i < count; ++i) {
      std::uint32_t address = 0;
      if (!LoadAt(table_.functions, i, address)) return image_.Note(PeOddity::kBadExport);
      if (address != 0) Add(static_cast<std::uint32_t>(i), address, exports);
    }
  }

 private:
  std::size_t Bounded(std::uint32_t count) {
    if (count > kMaxExports) image_.Note(PeOddity::kBadExport);
    return std::min<std::size_t>(count, kMaxExports);
  }

  // The integer with that index in the array at `address`.
  template <class T>
  bool LoadAt(std::uint32_t address, std::size_t index, T& out) {
    const auto offset = view_.OffsetOf(address + static_cast<std::uint32_t>(index * sizeof(T)));
    return offset.has_value() && view_.Load(*offset, out);
  }

  void ReadNames() {
    const std::size_t count = Bounded(table_.name_count);
    for (std::size_t i = 0; i < count; ++i) {
      std::uint32_t name = 0;
      std::uint16_t index = 0;
      if (!LoadAt(table_.names, i, name) || !LoadAt(table_.ordinals, i, index)) {
        return image_.Note(PeOddity::kBadExport);
      }
      const auto offset = view_.OffsetOf(name);
      auto text = offset.has_value() ? view_.Text(*offset) : std::nullopt;
      if (text.has_value()) {
        names_.emplace(index, *std::move(text));
      } else {
        image_.Note(PeOddity::kBadExport);
      }
    }
  }

  // An address inside the table itself is no code but the name of another library's function.
  [[nodiscard]] bool IsForwarder(std::uint32_t address) const {
    const DirectoryEntry& table = image_.header.directory(Directory::kExport);
    return address >= table.address && address - table.address < table.size;
  }

  // One index may have several names: each is an export.
  void Add(std::uint32_t index, std::uint32_t address, PeExports& exports) {
    PeExport entry;
    entry.ordinal = table_.base + index;
    if (IsForwarder(address)) {
      const auto offset = view_.OffsetOf(address);
      if (offset.has_value()) entry.forwarder = view_.Text(*offset).value_or("");
    } else {
      entry.address = address;
    }
    const auto [first, last] = names_.equal_range(static_cast<std::uint16_t>(index));
    if (first == last) exports.entries.push_back(entry);
    for (auto name = first; name != last; ++name) {
      entry.name = name->second;
      exports.entries.push_back(entry);
    }
  }

  PeView& view_;
  PeImage& image_;
  const Table& table_;
  std::unordered_multimap<std::uint16_t, std::string> names_;  // by index; few share one
};

}  // namespace

void ReadExports(PeView& view, PeImage& image) {
  const std::uint32_t address = image.header.directory(Directory::kExport).address;
  if (address == 0) return;
  std::array<std::uint8_t, kTableBytes> bytes;
  const auto offset = view.OffsetOf(address);
  if (!offset.has_value() || !view.Read(*offset, bytes)) return image.Note(PeOddity::kBadExport);
  const Table table = TableOf(bytes);
  PeExports& exports = image.exports.emplace();
  exports.time = LoadOrZero<std::uint32_t>(bytes, 4);
  exports.base = table.base;
  ExportReader(view, image, table).Read(exports);
  // Names of one index come out of a hash table; the order of the file is by ordinal, then name.
  std::stable_sort(exports.entries.begin(), exports.entries.end(),
                   [](const PeExport& a, const PeExport& b) {
                     return a.ordinal != b.ordinal ? a.ordinal < b.ordinal : a.name < b.name;
                   });
}

}  // namespace noroshi::pe
