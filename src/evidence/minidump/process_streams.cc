// The streams about the process as a whole: system, times, handles, the exception, comments.
#include <algorithm>
#include <vector>

#include "base/utf.h"
#include "evidence/minidump/dump_view.h"
#include "evidence/minidump/minidump_limits.h"

namespace noroshi::minidump {
namespace {

constexpr std::size_t kSystemBytes = 32, kHandleBytes = 32, kExceptionBytes = 40;
constexpr std::uint32_t kHasProcessId = 1, kHasProcessTimes = 2;  // of MiscInfo

}  // namespace

void ReadSystem(const DumpStream& stream, DumpView& view, Minidump& dump) {
  const Bytes table = view.Table(stream.offset, stream.size, "minidump system");
  if (table.size() < kSystemBytes) {
    return view.Note(ErrorCode::kTruncated, stream.offset, "minidump system");
  }
  const std::uint8_t* const row = table.data();
  DumpSystem system;
  system.processor = LoadUnchecked<std::uint16_t>(row);
  system.processors = row[6];
  system.product_type = row[7];
  system.major = LoadUnchecked<std::uint32_t>(row + 8);
  system.minor = LoadUnchecked<std::uint32_t>(row + 12);
  system.build = LoadUnchecked<std::uint32_t>(row + 16);
  system.platform = LoadUnchecked<std::uint32_t>(row + 20);
  system.service_pack = view.Text(LoadUnchecked<std::uint32_t>(row + 24), "minidump service pack");
  dump.system = std::move(system);
}

void ReadMisc(const DumpStream& stream, DumpView& view, Minidump& dump) {
  const Bytes table = view.Table(stream.offset, stream.size, "minidump process times");
  const auto flags = LoadOrZero<std::uint32_t>(table, 4);
  if ((flags & kHasProcessId) != 0) dump.process_id = LoadOrZero<std::uint32_t>(table, 8);
  if ((flags & kHasProcessTimes) != 0) dump.process_created = LoadOrZero<std::uint32_t>(table, 12);
}

void ReadHandles(const DumpStream& stream, DumpView& view, Minidump& dump) {
  const Bytes table = view.Table(stream.offset, stream.size, "minidump handles");
  const auto head = LoadOrZero<std::uint32_t>(table, 0), size = LoadOrZero<std::uint32_t>(table, 4);
  if (size < kHandleBytes) {
    if (!table.empty()) view.Note(ErrorCode::kInvalid, stream.offset, "minidump handles");
    return;
  }
  const Rows rows = RowsOf(table, head, size, LoadOrZero<std::uint32_t>(table, 8), stream.offset,
                           "minidump handles", view);
  for (std::size_t i = 0; i < rows.count; ++i) {
    const std::uint8_t* const row = rows[i].data();
    DumpHandle& handle = dump.handles.emplace_back();
    handle.value = LoadUnchecked<std::uint64_t>(row);
    handle.type = view.Text(LoadUnchecked<std::uint32_t>(row + 8), "minidump handle type");
    handle.name = view.Text(LoadUnchecked<std::uint32_t>(row + 12), "minidump handle name");
    handle.access = LoadUnchecked<std::uint32_t>(row + 20);
  }
}

void ReadException(const DumpStream& stream, DumpView& view, Minidump& dump) {
  const Bytes table = view.Table(stream.offset, stream.size, "minidump exception");
  if (table.size() < kExceptionBytes) {
    return view.Note(ErrorCode::kTruncated, stream.offset, "minidump exception");
  }
  const std::uint8_t* const row = table.data();
  dump.exception =
      DumpException{LoadUnchecked<std::uint32_t>(row), LoadUnchecked<std::uint32_t>(row + 8),
                    LoadUnchecked<std::uint64_t>(row + 24)};
}

void ReadComment(const DumpStream& stream, DumpView& view, Minidump& dump) {
  const Bytes table = view.Table(stream.offset, std::min<std::uint32_t>(stream.size, kMaxTextBytes),
                                 "minidump comment");
  std::string text;
  if (stream.type == static_cast<std::uint32_t>(StreamType::kCommentW)) {
    AppendUtf16(table.first(table.size() & ~std::size_t{1}), text);
  } else {
    text.assign(table.begin(), table.end());
  }
  text.resize(std::min(text.find('\0'), text.size()));
  if (!text.empty()) dump.comments.push_back(std::move(text));
}

}  // namespace noroshi::minidump
