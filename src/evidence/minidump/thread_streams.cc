// The streams about threads: list, times and start addresses, names.
#include <algorithm>
#include <unordered_map>
#include <vector>

#include "evidence/minidump/dump_view.h"
#include "evidence/minidump/minidump_limits.h"

namespace noroshi::minidump {
namespace {

constexpr std::size_t kThreadBytes = 48, kThreadInfoBytes = 64, kThreadNameBytes = 12;

// Where the program counter lies in a CONTEXT of each processor.
std::uint64_t InstructionOf(std::uint32_t offset, std::uint32_t size, DumpView& view,
                            const Minidump& dump) {
  if (!dump.system.has_value()) return 0;
  const auto load = [&](std::uint32_t at, std::size_t bytes) -> std::uint64_t {
    std::uint8_t raw[8] = {};
    if (std::uint64_t{at} + bytes > size) return 0;
    if (!view.Read(std::uint64_t{offset} + at, std::span(raw).first(bytes))) return 0;
    return LoadUnchecked<std::uint64_t>(raw);
  };
  switch (static_cast<Processor>(dump.system->processor)) {
    case Processor::kX86: return load(0xB8, 4);
    case Processor::kAmd64: return load(0xF8, 8);
    case Processor::kArm: return load(0x40, 4);
    case Processor::kArm64: return load(0x108, 8);
  }
  return 0;
}

std::unordered_map<std::uint32_t, std::size_t> IndexOf(const Minidump& dump) {
  std::unordered_map<std::uint32_t, std::size_t> index;
  for (std::size_t i = 0; i < dump.threads.size(); ++i) index.emplace(dump.threads[i].id, i);
  return index;
}

}  // namespace

void ReadThreads(const DumpStream& stream, DumpView& view, Minidump& dump) {
  const Bytes table = view.Table(stream.offset, stream.size, "minidump threads");
  const auto count = LoadOrZero<std::uint32_t>(table, 0);
  // Some writers align the first row to eight bytes.
  const std::size_t head = table.size() == 8 + std::uint64_t{count} * kThreadBytes ? 8 : 4;
  const Rows rows =
      RowsOf(table, head, kThreadBytes, count, stream.offset, "minidump threads", view);
  for (std::size_t i = 0; i < rows.count; ++i) {
    const std::uint8_t* const row = rows[i].data();
    DumpThread& thread = dump.threads.emplace_back();
    thread.id = LoadUnchecked<std::uint32_t>(row);
    thread.teb = LoadUnchecked<std::uint64_t>(row + 16);
    thread.stack = LoadUnchecked<std::uint64_t>(row + 24);
    thread.stack_bytes = LoadUnchecked<std::uint32_t>(row + 32);
    thread.instruction = InstructionOf(LoadUnchecked<std::uint32_t>(row + 44),
                                       LoadUnchecked<std::uint32_t>(row + 40), view, dump);
  }
}

void ReadThreadInfo(const DumpStream& stream, DumpView& view, Minidump& dump) {
  const Bytes table = view.Table(stream.offset, stream.size, "minidump thread times");
  const auto head = LoadOrZero<std::uint32_t>(table, 0), size = LoadOrZero<std::uint32_t>(table, 4);
  if (size < kThreadInfoBytes) {
    if (!table.empty()) view.Note(ErrorCode::kInvalid, stream.offset, "minidump thread times");
    return;
  }
  const Rows rows = RowsOf(table, head, size, LoadOrZero<std::uint32_t>(table, 8), stream.offset,
                           "minidump thread times", view);
  const auto index = IndexOf(dump);
  for (std::size_t i = 0; i < rows.count; ++i) {
    const std::uint8_t* const row = rows[i].data();
    const auto thread = index.find(LoadUnchecked<std::uint32_t>(row));
    if (thread == index.end()) continue;
    dump.threads[thread->second].created = LoadUnchecked<std::uint64_t>(row + 16);
    dump.threads[thread->second].start_address = LoadUnchecked<std::uint64_t>(row + 48);
  }
}

void ReadThreadNames(const DumpStream& stream, DumpView& view, Minidump& dump) {
  const Bytes table = view.Table(stream.offset, stream.size, "minidump thread names");
  const Rows rows = RowsOf(table, 4, kThreadNameBytes, LoadOrZero<std::uint32_t>(table, 0),
                           stream.offset, "minidump thread names", view);
  const auto index = IndexOf(dump);
  for (std::size_t i = 0; i < rows.count; ++i) {
    const std::uint8_t* const row = rows[i].data();
    const auto thread = index.find(LoadUnchecked<std::uint32_t>(row));
    if (thread == index.end()) continue;
    dump.threads[thread->second].name =
        view.Text(LoadUnchecked<std::uint64_t>(row + 4), "minidump thread name");
  }
}

}  // namespace noroshi::minidump
