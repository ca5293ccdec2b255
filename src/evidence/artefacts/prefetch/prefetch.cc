#include "evidence/artefacts/prefetch/prefetch.h"

#include <fmt/format.h>

#include <algorithm>

#include "evidence/artefacts/mended_text.h"
#include "evidence/artefacts/prefetch/lzxpress_huffman.h"

namespace noroshi::prefetch {
namespace {

constexpr std::uint32_t kPacked = 0x004D414D;     // "MAM", and a byte that says how
constexpr std::uint32_t kSignature = 0x41434353;  // "SCCA"
constexpr std::uint8_t kHuffman = 4, kWithChecksum = 0x80;
// The largest seen have 1 MiB.
constexpr std::uint32_t kMaxUnpackedBytes = 32 << 20;
constexpr std::size_t kMaxFiles = 4096;      // Windows notes 1,024
constexpr std::size_t kMaxPathBytes = 2048;  // of UTF-16; a longer one is cut
constexpr std::size_t kMaxVolumes = 64;

// Where a version keeps what differs.
struct Layout {
  std::size_t runs, run_slots, run_count, volume_bytes;
};

Result<Layout> LayoutOf(Bytes bytes, std::uint32_t version) {
  switch (version) {
    case 17: return Layout{120, 1, 144, 40};
    case 23: return Layout{128, 1, 152, 104};
    case 26: return Layout{128, 8, 208, 104};
    case 30:
    case 31:
      // Newer builds leave out eight bytes before the count, and so their metrics begin earlier.
      if (LoadOrZero<std::uint32_t>(bytes, 84) == 0x130) return Layout{128, 8, 208, 96};
      return Layout{128, 8, 200, 96};
    default:
      return Error{ErrorCode::kUnsupported, 0, "prefetch file",
                   "version " + std::to_string(version)};
  }
}

Bytes Part(Bytes bytes, std::size_t at, std::size_t size) noexcept {
  if (at > bytes.size()) return {};
  return bytes.subspan(at, std::min(size, bytes.size() - at));
}

Result<std::vector<std::uint8_t>> Unpacked(Bytes bytes) {
  const std::uint8_t how = bytes[3];
  const auto size = LoadOrZero<std::uint32_t>(bytes, 4);
  const std::size_t head = (how & kWithChecksum) != 0 ? 12 : 8;
  if ((how & 15) != kHuffman || bytes.size() < head) {
    return Error{ErrorCode::kUnsupported, 0, "packed prefetch file", {}};
  }
  if (size > kMaxUnpackedBytes) return Error{ErrorCode::kLimit, 4, "packed prefetch file", {}};
  return UnpackLzxpressHuffman(bytes.subspan(head), size);
}

void ReadFiles(Bytes bytes, Prefetch& out) {
  std::size_t at = LoadOrZero<std::uint32_t>(bytes, 100);
  Bytes texts =
      Part(bytes, LoadOrZero<std::uint32_t>(bytes, 100), LoadOrZero<std::uint32_t>(bytes, 104));
  while (texts.size() >= 2 && out.files.size() < kMaxFiles) {
    std::string text = artefacts::WideText(Part(texts, 0, kMaxPathBytes));
    std::size_t end = 0;
    while (end + 2 <= texts.size() && LoadOrZero<std::uint16_t>(texts, end) != 0) end += 2;
    if (!text.empty()) out.files.push_back({std::move(text), at});
    texts = texts.subspan(std::min(end + 2, texts.size()));
    at += end + 2;
  }
}

void ReadVolumes(Bytes bytes, std::size_t entry_bytes, Prefetch& out) {
  const Bytes all =
      Part(bytes, LoadOrZero<std::uint32_t>(bytes, 108), LoadOrZero<std::uint32_t>(bytes, 116));
  const std::size_t count = std::min<std::size_t>(
      {LoadOrZero<std::uint32_t>(bytes, 112), kMaxVolumes, all.size() / entry_bytes});
  for (std::size_t i = 0; i < count; ++i) {
    const Bytes entry = all.subspan(i * entry_bytes, entry_bytes);
    const std::size_t characters = LoadOrZero<std::uint32_t>(entry, 4);
    Volume volume;
    volume.device = artefacts::WideText(Part(all, LoadOrZero<std::uint32_t>(entry, 0),
                                             std::min<std::size_t>(characters, 1024) * 2));
    volume.created.ticks = LoadOrZero<std::uint64_t>(entry, 8);
    volume.serial = LoadOrZero<std::uint32_t>(entry, 16);
    out.volumes.push_back(std::move(volume));
  }
}

Result<Prefetch> ReadPlain(Bytes bytes) {
  constexpr std::size_t kHeadBytes = 240;  // with what all versions have behind it
  if (LoadOrZero<std::uint32_t>(bytes, 4) != kSignature) {
    return Error{ErrorCode::kBadMagic, 4, "prefetch file", {}};
  }
  Prefetch out;
  out.version = LoadOrZero<std::uint32_t>(bytes, 0);
  NOROSHI_TRY(const Layout layout, LayoutOf(bytes, out.version));
  if (bytes.size() < kHeadBytes) {
    return Error{ErrorCode::kTruncated, bytes.size(), "prefetch file", {}};
  }
  out.program = artefacts::WideText(bytes.subspan(16, 60));
  out.hash = LoadOrZero<std::uint32_t>(bytes, 76);
  out.run_count = LoadOrZero<std::uint32_t>(bytes, layout.run_count);
  for (std::size_t i = 0; i < layout.run_slots; ++i) {
    const std::size_t at = layout.runs + i * 8;
    const Timestamp run{LoadOrZero<std::uint64_t>(bytes, at)};
    if (run.ticks != 0) out.runs.push_back({run, at});
  }
  ReadFiles(bytes, out);
  ReadVolumes(bytes, layout.volume_bytes, out);
  return out;
}

char UpperAscii(char c) noexcept {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool EndsWithIgnoringCase(std::string_view text, std::string_view end) noexcept {
  return text.size() >= end.size() &&
         std::ranges::equal(text.substr(text.size() - end.size()), end, {}, UpperAscii, UpperAscii);
}

// The device that Windows itself lies on: every program loads ntdll.dll from there.
std::string_view SystemDevice(const Prefetch& prefetch) noexcept {
  constexpr std::string_view kLibrary = "\\WINDOWS\\SYSTEM32\\NTDLL.DLL";
  for (const Prefetch::File& file : prefetch.files) {
    if (EndsWithIgnoringCase(file.path, kLibrary)) {
      return std::string_view(file.path).substr(0, file.path.size() - kLibrary.size());
    }
  }
  return {};
}

// The device of Windows is drive C: on all systems that are not made to differ; other devices keep
// their name.
std::string DrivePath(std::string_view file, std::string_view system_device) {
  if (system_device.empty() || !file.starts_with(system_device)) return std::string(file);
  return "C:" + std::string(file.substr(system_device.size()));
}

// The program's own file is among those it loaded. A long name was cut.
std::string ImageOf(const Prefetch& prefetch, std::string_view system_device) {
  constexpr std::size_t kCutBytes = 29;
  const std::string name = '\\' + prefetch.program;
  for (const Prefetch::File& loaded : prefetch.files) {
    const std::string& file = loaded.path;
    const std::size_t slash = file.rfind('\\');
    if (slash == std::string::npos) continue;
    const std::string_view own = std::string_view(file).substr(slash);
    const bool fits = prefetch.program.size() >= kCutBytes
                          ? EndsWithIgnoringCase(own.substr(0, name.size()), name)
                          : own.size() == name.size() && EndsWithIgnoringCase(own, name);
    if (fits) return DrivePath(file, system_device);
  }
  return prefetch.program;
}

void WriteRun(const Prefetch& prefetch, std::size_t run, std::string_view image,
              artefacts::RecordWriter& records) {
  const bool is_known = run < prefetch.runs.size();
  records.Begin("prefetch", is_known ? prefetch.runs[run].offset : 0);
  if (is_known) records.When(prefetch.runs[run].time, "run");
  records.Text("Image", image);
  records.Text("Program", prefetch.program);
  records.Text("PathHash", fmt::format("{:08X}", prefetch.hash));
  records.Number("RunCount", prefetch.run_count);
  records.Number("RunsBefore", run);  // 0: the last run
  for (const Volume& volume : prefetch.volumes) {
    records.Text("VolumeSerial", fmt::format("{:08X}", volume.serial));
  }
  records.End();
}

// What it loaded is known of the last run, and of those before only where they did the same.
void WriteFiles(const Prefetch& prefetch, std::string_view image, std::string_view system_device,
                artefacts::RecordWriter& records) {
  for (const Prefetch::File& file : prefetch.files) {
    records.Begin("prefetch_file", file.offset);
    if (!prefetch.runs.empty()) records.When(prefetch.runs.front().time, "run");
    records.Text("Image", image);
    records.Text("ImageLoaded", DrivePath(file.path, system_device));
    records.End();
  }
}

}  // namespace

Result<Prefetch> ReadPrefetch(Bytes bytes) {
  if (bytes.size() < 8) return Error{ErrorCode::kTruncated, 0, "prefetch file", {}};
  if ((LoadOrZero<std::uint32_t>(bytes, 0) & 0xFFFFFF) != kPacked) return ReadPlain(bytes);
  NOROSHI_TRY(const std::vector<std::uint8_t> plain, Unpacked(bytes));
  return ReadPlain(plain);
}

bool DetectPrefetch(const artefacts::ArtefactStart& start) {
  const Bytes bytes = start.bytes;
  if (LoadOrZero<std::uint32_t>(bytes, 4) == kSignature) {
    return LoadOrZero<std::uint32_t>(bytes, 0) < 256;
  }
  return bytes.size() >= 12 && (LoadOrZero<std::uint32_t>(bytes, 0) & 0xFFFFFF) == kPacked &&
         (bytes[3] & 15) == kHuffman;
}

void WritePrefetch(const artefacts::WholeFile& file, artefacts::RecordWriter& records,
                   DamageSink& damage) {
  const Result<Prefetch> prefetch = ReadPrefetch(file.bytes);
  if (!prefetch.ok()) {
    return artefacts::ReportStructure(damage, prefetch.error().offset, file.bytes.size(),
                                      prefetch.error().ToString());
  }
  const std::string_view system_device = SystemDevice(*prefetch);
  const std::string image = ImageOf(*prefetch, system_device);
  for (std::size_t run = 0; run < std::max<std::size_t>(prefetch->runs.size(), 1); ++run) {
    WriteRun(*prefetch, run, image, records);
  }
  WriteFiles(*prefetch, image, system_device, records);
}

}  // namespace noroshi::prefetch
