// The streams about memory: what is in the file, and what the process had.
#include <algorithm>

#include "evidence/minidump/dump_view.h"

namespace noroshi::minidump {
namespace {

constexpr std::size_t kDescriptorBytes = 16, kRegionBytes = 48;

// Adds what the file has of a range; the rest is damage.
void AddRange(DumpRange range, DumpView& view, Minidump& dump) {
  const std::uint64_t there = range.offset >= view.size() ? 0 : view.size() - range.offset;
  if (range.size > there) {
    view.Note(ErrorCode::kTruncated, range.offset, "minidump memory range");
    range.size = there;
  }
  // Memory does not go round the end of the address space.
  range.size = std::min(range.size, ~std::uint64_t{0} - range.address);
  if (range.size != 0) dump.ranges.push_back(range);
}

}  // namespace

void ReadMemoryList(const DumpStream& stream, DumpView& view, Minidump& dump) {
  const Bytes table = view.Table(stream.offset, stream.size, "minidump memory list");
  const auto count = LoadOrZero<std::uint32_t>(table, 0);
  const std::size_t head = table.size() == 8 + std::uint64_t{count} * kDescriptorBytes ? 8 : 4;
  const Rows rows =
      RowsOf(table, head, kDescriptorBytes, count, stream.offset, "minidump memory list", view);
  for (std::size_t i = 0; i < rows.count; ++i) {
    const std::uint8_t* const row = rows[i].data();
    AddRange({LoadUnchecked<std::uint64_t>(row), LoadUnchecked<std::uint32_t>(row + 8),
              LoadUnchecked<std::uint32_t>(row + 12)},
             view, dump);
  }
}

void ReadMemory64List(const DumpStream& stream, DumpView& view, Minidump& dump) {
  const Bytes table = view.Table(stream.offset, stream.size, "minidump memory list");
  std::uint64_t offset = LoadOrZero<std::uint64_t>(table, 8);
  const Rows rows = RowsOf(table, 16, kDescriptorBytes, LoadOrZero<std::uint64_t>(table, 0),
                           stream.offset, "minidump memory list", view);
  for (std::size_t i = 0; i < rows.count; ++i) {
    const std::uint8_t* const row = rows[i].data();
    const DumpRange range{LoadUnchecked<std::uint64_t>(row), LoadUnchecked<std::uint64_t>(row + 8),
                          offset};
    AddRange(range, view, dump);
    if (range.size > view.size()) return;  // the next would lie nowhere
    offset += range.size;
  }
}

void ReadMemoryInfo(const DumpStream& stream, DumpView& view, Minidump& dump) {
  const Bytes table = view.Table(stream.offset, stream.size, "minidump memory regions");
  const auto head = LoadOrZero<std::uint32_t>(table, 0), size = LoadOrZero<std::uint32_t>(table, 4);
  if (size < kRegionBytes) {
    if (!table.empty()) view.Note(ErrorCode::kInvalid, stream.offset, "minidump memory regions");
    return;
  }
  const Rows rows = RowsOf(table, head, size, LoadOrZero<std::uint64_t>(table, 8), stream.offset,
                           "minidump memory regions", view);
  for (std::size_t i = 0; i < rows.count; ++i) {
    const std::uint8_t* const row = rows[i].data();
    DumpRegion& region = dump.regions.emplace_back();
    region.address = LoadUnchecked<std::uint64_t>(row);
    region.allocation = LoadUnchecked<std::uint64_t>(row + 8);
    region.allocation_protect = LoadUnchecked<std::uint32_t>(row + 16);
    region.size = LoadUnchecked<std::uint64_t>(row + 24);
    region.state = LoadUnchecked<std::uint32_t>(row + 32);
    region.protect = LoadUnchecked<std::uint32_t>(row + 36);
    region.type = LoadUnchecked<std::uint32_t>(row + 40);
  }
}

}  // namespace noroshi::minidump
