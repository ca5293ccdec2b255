// The streams about modules: those loaded, and those that were.
#include <algorithm>
#include <vector>

#include "evidence/minidump/dump_view.h"

namespace noroshi::minidump {
namespace {

constexpr std::size_t kModuleBytes = 108, kUnloadedBytes = 24;
constexpr std::uint32_t kCodeViewPdb70 = 0x53445352;  // "RSDS"
constexpr std::size_t kPdbNameAt = 24, kMostRecordBytes = 1'024;

std::string PdbOf(std::uint32_t size, std::uint32_t offset, DumpView& view) {
  if (size <= kPdbNameAt || offset == 0) return {};
  std::vector<std::uint8_t> record(std::min<std::size_t>(size, kMostRecordBytes));
  if (!view.Read(offset, record)) {
    view.Note(ErrorCode::kTruncated, offset, "minidump module's CodeView record");
    return {};
  }
  if (LoadOrZero<std::uint32_t>(record, 0) != kCodeViewPdb70) return {};
  const auto begin = record.begin() + kPdbNameAt;
  const auto end = std::find(begin, record.end(), std::uint8_t{0});
  const auto length = static_cast<std::size_t>(end - begin);
  if (!view.TakeText(length, offset, "minidump module's CodeView record")) return {};
  return {begin, end};
}

}  // namespace

void ReadModules(const DumpStream& stream, DumpView& view, Minidump& dump) {
  const Bytes table = view.Table(stream.offset, stream.size, "minidump modules");
  const auto count = LoadOrZero<std::uint32_t>(table, 0);
  const std::size_t head = table.size() == 8 + std::uint64_t{count} * kModuleBytes ? 8 : 4;
  const Rows rows =
      RowsOf(table, head, kModuleBytes, count, stream.offset, "minidump modules", view);
  for (std::size_t i = 0; i < rows.count; ++i) {
    const std::uint8_t* const row = rows[i].data();
    DumpModule& module = dump.modules.emplace_back();
    module.address = LoadUnchecked<std::uint64_t>(row);
    module.size = LoadUnchecked<std::uint32_t>(row + 8);
    module.checksum = LoadUnchecked<std::uint32_t>(row + 12);
    module.time = LoadUnchecked<std::uint32_t>(row + 16);
    module.name = view.Text(LoadUnchecked<std::uint32_t>(row + 20), "minidump module name");
    module.pdb =
        PdbOf(LoadUnchecked<std::uint32_t>(row + 76), LoadUnchecked<std::uint32_t>(row + 80), view);
  }
}

void ReadUnloadedModules(const DumpStream& stream, DumpView& view, Minidump& dump) {
  const Bytes table = view.Table(stream.offset, stream.size, "minidump unloaded modules");
  const auto head = LoadOrZero<std::uint32_t>(table, 0), size = LoadOrZero<std::uint32_t>(table, 4);
  if (size < kUnloadedBytes) {
    if (!table.empty()) view.Note(ErrorCode::kInvalid, stream.offset, "minidump unloaded modules");
    return;
  }
  const Rows rows = RowsOf(table, head, size, LoadOrZero<std::uint32_t>(table, 8), stream.offset,
                           "minidump unloaded modules", view);
  for (std::size_t i = 0; i < rows.count; ++i) {
    const std::uint8_t* const row = rows[i].data();
    DumpModule& module = dump.unloaded.emplace_back();
    module.address = LoadUnchecked<std::uint64_t>(row);
    module.size = LoadUnchecked<std::uint32_t>(row + 8);
    module.checksum = LoadUnchecked<std::uint32_t>(row + 12);
    module.time = LoadUnchecked<std::uint32_t>(row + 16);
    module.name = view.Text(LoadUnchecked<std::uint32_t>(row + 20), "minidump module name");
  }
}

}  // namespace noroshi::minidump
