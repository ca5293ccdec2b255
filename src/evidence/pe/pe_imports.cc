// The import table and the delayed one.
#include <array>

#include "evidence/pe/pe_limits.h"
#include "evidence/pe/pe_reader.h"

namespace noroshi::pe {
namespace {

constexpr std::size_t kImportRowBytes = 20, kDelayRowBytes = 32;
constexpr std::uint32_t kDelayUsesAddresses = 1;  // attribute; without it, old files hold pointers

// What a row of either table says.
struct Row {
  std::uint32_t name = 0;   // address of the DLL's name
  std::uint32_t names = 0;  // address of the list of functions
};

// Reads lists of functions until the budget of the file is spent.
class FunctionReader {
 public:
  FunctionReader(PeView& view, PeImage& image) : view_(view), image_(image) {}

  void Read(std::uint32_t address, std::vector<PeImportedFunction>& out) {
    const std::uint32_t step = image_.header.is_64 ? 8 : 4;
    for (;; address += step) {
      std::uint64_t entry = 0;
      const auto offset = view_.OffsetOf(address);
      if (!offset.has_value() || !LoadEntry(*offset, entry)) {
        return image_.Note(PeOddity::kBadImport);
      }
      if (entry == 0) return;
      if (left_ == 0) return image_.Note(PeOddity::kBadImport);
      --left_;
      out.push_back(FunctionOf(entry));
    }
  }

 private:
  bool LoadEntry(std::uint64_t offset, std::uint64_t& entry) {
    if (image_.header.is_64) return view_.Load(offset, entry);
    std::uint32_t narrow = 0;
    if (!view_.Load(offset, narrow)) return false;
    entry = narrow;
    return true;
  }

  PeImportedFunction FunctionOf(std::uint64_t entry) {
    PeImportedFunction function;
    const int top = image_.header.is_64 ? 63 : 31;
    if ((entry >> top & 1) != 0) {
      function.ordinal = static_cast<std::uint16_t>(entry);
      return function;
    }
    const auto offset = view_.OffsetOf(static_cast<std::uint32_t>(entry & 0x7FFFFFFF));
    auto name = offset.has_value() ? view_.Text(*offset + 2) : std::nullopt;  // behind the hint
    if (name.has_value()) {
      function.name = *std::move(name);
    } else {
      image_.Note(PeOddity::kBadImport);
    }
    return function;
  }

  PeView& view_;
  PeImage& image_;
  std::size_t left_ = kMaxImportedFunctions;
};

// False at the row of zeros that ends the table.
bool ReadImportRow(Bytes bytes, Row& row) {
  const std::uint32_t lookup = LoadOrZero<std::uint32_t>(bytes, 0);
  const std::uint32_t bound = LoadOrZero<std::uint32_t>(bytes, 16);
  row.name = LoadOrZero<std::uint32_t>(bytes, 12);
  row.names = lookup != 0 ? lookup : bound;  // some linkers fill only the second
  return row.name != 0;
}

bool ReadDelayRow(Bytes bytes, std::uint64_t image_base, Row& row) {
  const std::uint32_t attributes = LoadOrZero<std::uint32_t>(bytes, 0);
  row.name = LoadOrZero<std::uint32_t>(bytes, 4);
  row.names = LoadOrZero<std::uint32_t>(bytes, 16);
  if ((attributes & kDelayUsesAddresses) == 0) {
    row.name -= static_cast<std::uint32_t>(image_base);
    row.names -= static_cast<std::uint32_t>(image_base);
  }
  return LoadOrZero<std::uint32_t>(bytes, 4) != 0;
}

class TableReader {
 public:
  TableReader(PeView& view, PeImage& image) : view_(view), image_(image), functions_(view, image) {}

  void Read(Directory directory, bool delayed) {
    std::uint32_t address = image_.header.directory(directory).address;
    if (address == 0) return;
    const std::size_t row_bytes = delayed ? kDelayRowBytes : kImportRowBytes;
    std::array<std::uint8_t, kDelayRowBytes> bytes{};
    for (;; address += static_cast<std::uint32_t>(row_bytes)) {
      const auto offset = view_.OffsetOf(address);
      if (!offset.has_value() || !view_.Read(*offset, std::span(bytes).first(row_bytes)) ||
          image_.imports.size() >= kMaxImportedDlls) {
        return image_.Note(PeOddity::kBadImport);
      }
      Row row;
      if (delayed ? !ReadDelayRow(bytes, image_.header.image_base, row)
                  : !ReadImportRow(bytes, row)) {
        return;
      }
      if (!Add(row, delayed)) return image_.Note(PeOddity::kBadImport);
    }
  }

 private:
  bool Add(const Row& row, bool delayed) {
    const auto offset = view_.OffsetOf(row.name);
    auto dll = offset.has_value() ? view_.Text(*offset) : std::nullopt;
    if (!dll.has_value() || dll->empty()) return false;
    PeImport& import = image_.imports.emplace_back();
    import.dll = *std::move(dll);
    import.delayed = delayed;
    functions_.Read(row.names, import.functions);
    return true;
  }

  PeView& view_;
  PeImage& image_;
  FunctionReader functions_;
};

}  // namespace

void ReadImports(PeView& view, PeImage& image) {
  TableReader reader(view, image);
  reader.Read(Directory::kImport, false);
  reader.Read(Directory::kDelayImport, true);
}

}  // namespace noroshi::pe
