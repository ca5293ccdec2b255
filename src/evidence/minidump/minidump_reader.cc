#include "evidence/minidump/minidump_reader.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "evidence/minidump/dump_view.h"
#include "evidence/minidump/minidump_limits.h"

namespace noroshi::minidump {
namespace {

constexpr std::uint32_t kSignature = 0x504D444D, kSwapped = 0x4D444D50;  // "MDMP", "PMDM"
constexpr std::uint16_t kVersion = 0xA793;
constexpr std::size_t kHeaderBytes = 32, kDirectoryRowBytes = 12;

using StreamReader = void (*)(const DumpStream&, DumpView&, Minidump&);

// In the order in which they are read: threads before what is said of them elsewhere.
struct ReaderRow {
  StreamType type;
  StreamReader read;
};
constexpr std::array<ReaderRow, 14> kReaders = {{
    {StreamType::kSystemInfo, ReadSystem},
    {StreamType::kThreadList, ReadThreads},
    {StreamType::kThreadInfoList, ReadThreadInfo},
    {StreamType::kThreadNames, ReadThreadNames},
    {StreamType::kModuleList, ReadModules},
    {StreamType::kUnloadedModuleList, ReadUnloadedModules},
    {StreamType::kMemory64List, ReadMemory64List},
    {StreamType::kMemoryList, ReadMemoryList},
    {StreamType::kMemoryInfoList, ReadMemoryInfo},
    {StreamType::kHandleData, ReadHandles},
    {StreamType::kMiscInfo, ReadMisc},
    {StreamType::kException, ReadException},
    {StreamType::kCommentA, ReadComment},
    {StreamType::kCommentW, ReadComment},
}};

void ReadDirectory(Bytes header, DumpView& view, Minidump& dump) {
  const auto count = LoadUnchecked<std::uint32_t>(header.data() + 8);
  const auto offset = LoadUnchecked<std::uint32_t>(header.data() + 12);
  if (count > kMaxStreams) {
    view.Note(ErrorCode::kLimit, offset, "minidump directory", "more than 4,096 streams");
  }
  const std::uint64_t rows_wanted = std::min(count, kMaxStreams);
  const Bytes table = view.Table(offset, rows_wanted * kDirectoryRowBytes, "minidump directory");
  const std::size_t rows = table.size() / kDirectoryRowBytes;
  for (std::size_t i = 0; i < rows; ++i) {
    const std::uint8_t* const row = table.data() + i * kDirectoryRowBytes;
    dump.streams.push_back({LoadUnchecked<std::uint32_t>(row),
                            LoadUnchecked<std::uint32_t>(row + 4),
                            LoadUnchecked<std::uint32_t>(row + 8)});
  }
}

bool IsRead(std::uint32_t type) {
  return std::any_of(kReaders.begin(), kReaders.end(), [&](const ReaderRow& row) {
    return static_cast<std::uint32_t>(row.type) == type;
  });
}

// Streams that nobody reads are only held against the file's size.
void CheckOthers(DumpView& view, const Minidump& dump) {
  for (const DumpStream& stream : dump.streams) {
    const bool is_there = std::uint64_t{stream.offset} + stream.size <= view.size();
    if (stream.type != 0 && !is_there && !IsRead(stream.type)) {
      view.Note(ErrorCode::kTruncated, stream.offset, "minidump stream",
                "of type " + std::to_string(stream.type));
    }
  }
}

// A real dump has each byte of memory once. Ranges that share bytes of the file could make
// gigabytes of work out of a small one, so what goes beyond kMaxShare of the file's size is left
// out.
void DropShared(DumpView& view, Minidump& dump) {
  std::uint64_t left = view.size() * kMaxShare;
  for (std::size_t i = 0; i < dump.ranges.size(); ++i) {
    if (dump.ranges[i].size <= left) {
      left -= dump.ranges[i].size;
      continue;
    }
    view.Note(ErrorCode::kLimit, dump.ranges[i].offset, "minidump memory ranges",
              std::to_string(dump.ranges.size() - i) + " left out: they share their bytes");
    dump.ranges.resize(i);
    return;
  }
}

// Sorted, and each cut where the next begins, so that an address has one place.
void Untangle(DumpView& view, Minidump& dump) {
  std::stable_sort(dump.ranges.begin(), dump.ranges.end(),
                   [](const auto& a, const auto& b) { return a.address < b.address; });
  for (std::size_t i = 0; i + 1 < dump.ranges.size(); ++i) {
    const std::uint64_t room = dump.ranges[i + 1].address - dump.ranges[i].address;
    dump.ranges[i].size = std::min(dump.ranges[i].size, room);
  }
  std::erase_if(dump.ranges, [](const DumpRange& range) { return range.size == 0; });
  DropShared(view, dump);
  std::stable_sort(dump.regions.begin(), dump.regions.end(),
                   [](const auto& a, const auto& b) { return a.address < b.address; });
  dump.module_order.resize(dump.modules.size());
  std::iota(dump.module_order.begin(), dump.module_order.end(), 0U);
  std::stable_sort(dump.module_order.begin(), dump.module_order.end(),
                   [&](std::uint32_t a, std::uint32_t b) {
                     return dump.modules[a].address < dump.modules[b].address;
                   });
}

}  // namespace

bool LooksLikeMinidump(Bytes start) noexcept {
  return LoadOrZero<std::uint32_t>(start, 0) == kSignature &&
         LoadOrZero<std::uint16_t>(start, 4) == kVersion;
}

Result<Minidump> ReadMinidump(const RereadableBytes& file) {
  std::uint8_t header[kHeaderBytes];
  NOROSHI_TRY(const std::size_t got, file.ReadAgain(0, header));
  const Bytes start = Bytes(header).first(got);
  const auto signature = LoadOrZero<std::uint32_t>(start, 0);
  if (signature == kSwapped) {
    return Error{ErrorCode::kUnsupported, 0, "minidump header", "most significant byte first"};
  }
  if (signature != kSignature || LoadOrZero<std::uint16_t>(start, 4) != kVersion) {
    return Error{ErrorCode::kBadMagic, 0, "minidump header", {}};
  }
  if (got < kHeaderBytes) return Error{ErrorCode::kTruncated, got, "minidump header", {}};
  Minidump dump;
  dump.time = LoadUnchecked<std::uint32_t>(header + 20);
  dump.flags = LoadUnchecked<std::uint64_t>(header + 24);
  DumpView view(file, dump);
  ReadDirectory(start, view, dump);
  for (const ReaderRow& row : kReaders) {
    // Of streams of one type the first counts, as for Microsoft's own reader.
    const auto stream = std::find_if(
        dump.streams.begin(), dump.streams.end(),
        [&](const DumpStream& it) { return it.type == static_cast<std::uint32_t>(row.type); });
    if (stream != dump.streams.end()) row.read(*stream, view, dump);
  }
  CheckOthers(view, dump);
  Untangle(view, dump);
  return dump;
}

std::size_t ReadMemory(const Minidump& dump, const RereadableBytes& file, std::uint64_t address,
                       std::span<std::uint8_t> out) {
  auto range = std::upper_bound(
      dump.ranges.begin(), dump.ranges.end(), address,
      [](std::uint64_t wanted, const DumpRange& it) { return wanted < it.address; });
  if (range == dump.ranges.begin()) return 0;
  --range;
  std::size_t done = 0;
  for (; done < out.size() && range != dump.ranges.end(); ++range) {
    const std::uint64_t at = address + done;
    if (at < range->address || at - range->address >= range->size) break;
    const std::uint64_t into = at - range->address;
    const auto size =
        static_cast<std::size_t>(std::min<std::uint64_t>(range->size - into, out.size() - done));
    const Result<std::size_t> got = file.ReadAgain(range->offset + into, out.subspan(done, size));
    if (!got.ok()) break;
    done += *got;
    if (*got < size) break;
  }
  return done;
}

}  // namespace noroshi::minidump
