// ShimCache: programs that Windows looked at for compatibility, newest first. Windows writes it
// when it shuts down, all entries at once, so the key's time says nothing of any program; the time
// kept with each entry is the last write of the program's file.
//
// Formats: Windows 7 (magic 0xBADC0FEE), 8 ("00ts"), 8.1, 10 and 11 ("10ts"); source: libyal's
// documentation of the application compatibility cache, and Mandiant's ShimCacheParser.
#include <algorithm>

#include "evidence/artefacts/mended_text.h"
#include "evidence/artefacts/registry/key_facts.h"

namespace noroshi::registry {
namespace {

// Of UTF-16; a longer path is cut. Entries may all lead to the same bytes.
constexpr std::size_t kMaxPathBytes = 2048;
// The cache holds 1,024 entries; one that claims more is damaged.
constexpr std::uint32_t kMaxEntries = 8192;
constexpr std::uint32_t kWindows7Magic = 0xBADC0FEE;
constexpr std::size_t kWindows7Head = 128, kWindows8Head = 128;
constexpr std::uint32_t kEntry8 = 0x73743030;   // "00ts"
constexpr std::uint32_t kEntry81 = 0x73743031;  // "10ts"
constexpr std::uint32_t kWasRun = 2;            // insertion flags, Windows 7 to 8.1

struct ShimEntry {
  std::string path;
  Timestamp file_written;
  std::optional<std::uint32_t> insertion_flags;
};

class Writer {
 public:
  Writer(const KeyPlace& place, CellOffset data, artefacts::RecordWriter& records)
      : place_(place), data_(data), records_(records) {}

  // `at` is the entry's place in the value's data.
  void Write(const ShimEntry& entry, std::size_t at) {
    records_.Begin("shimcache", kBaseBlockBytes + std::uint64_t{data_} + at);
    records_.When(entry.file_written, "file_last_write");
    records_.TextIfAny("Computer", place_.names.computer);
    records_.Text("RegistryKey", place_.shown);
    records_.Text("Image", entry.path);
    records_.Number("Position", position_++);
    records_.Time("CacheWritten", place_.key.written);
    if (entry.insertion_flags) {
      records_.Text("Executed", (*entry.insertion_flags & kWasRun) != 0 ? "true" : "false");
    }
    records_.End();
  }
  [[nodiscard]] bool full() const noexcept { return position_ >= kMaxEntries; }

 private:
  const KeyPlace& place_;
  CellOffset data_;
  artefacts::RecordWriter& records_;
  std::uint64_t position_ = 0;
};

// Entries of one size with the paths behind them. On 64-bit systems offsets are 64 bits wide.
void ReadWindows7(Bytes data, Writer& out) {
  const auto count = LoadOrZero<std::uint32_t>(data, 4);
  // The four bytes behind the sizes of a path are zero only where an offset of 64 bits follows.
  const bool wide = LoadOrZero<std::uint32_t>(data, kWindows7Head + 4) == 0;
  const std::size_t size = wide ? 48 : 32;
  for (std::uint32_t i = 0; i < count && !out.full(); ++i) {
    const std::size_t at = kWindows7Head + i * size;
    if (at + size > data.size()) return;
    const std::size_t length = LoadOrZero<std::uint16_t>(data, at);
    const std::uint64_t offset =
        wide ? LoadOrZero<std::uint64_t>(data, at + 8) : LoadOrZero<std::uint32_t>(data, at + 4);
    if (offset > data.size() || length > data.size() - offset) continue;
    ShimEntry entry;
    entry.path = artefacts::WideText(
        data.subspan(static_cast<std::size_t>(offset), std::min(length, kMaxPathBytes)));
    entry.file_written.ticks = LoadOrZero<std::uint64_t>(data, at + (wide ? 16 : 8));
    entry.insertion_flags = LoadOrZero<std::uint32_t>(data, at + (wide ? 24 : 16));
    out.Write(entry, at);
  }
}

// One entry behind the other, each with its own size.
enum class Form : std::uint8_t { kWindows8, kWindows81, kWindows10 };

bool ReadEntry(ByteReader in, Form form, ShimEntry& entry) {
  std::uint16_t length = 0;
  Bytes path, skipped;
  if (!in.TryRead(length) || !in.TryTake(length, path)) return false;
  entry.path = artefacts::WideText(path);
  if (form == Form::kWindows81 && (!in.TryRead(length) || !in.TryTake(length, skipped))) {
    return false;  // the package it belongs to
  }
  std::uint32_t flags = 0, shim_flags = 0;
  if (form != Form::kWindows10) {
    if (!in.TryRead(flags) || !in.TryRead(shim_flags)) return false;
    entry.insertion_flags = flags;
  }
  return in.TryRead(entry.file_written.ticks);
}

void ReadEntries(Bytes data, std::size_t head, Form form, Writer& out) {
  ByteReader in(data);
  if (!in.Skip(head, "head").ok()) return;
  std::uint32_t signature = 0, unknown = 0, size = 0;
  Bytes body;
  while (!out.full() && in.TryRead(signature) && in.TryRead(unknown) && in.TryRead(size) &&
         in.TryTake(size, body)) {
    if (signature != (form == Form::kWindows8 ? kEntry8 : kEntry81)) return;
    ShimEntry entry;
    if (ReadEntry(ByteReader(body), form, entry)) out.Write(entry, in.position() - size);
  }
}

}  // namespace

void WriteShimCache(const KeyPlace& place, artefacts::RecordWriter& records) {
  const RegistryValue* value = FindValue(place.values, "AppCompatCache");
  if (value == nullptr) return;
  const Bytes data = value->data;
  Writer out(place, value->data_cell, records);
  const auto first = LoadOrZero<std::uint32_t>(data, 0);
  if (first == kWindows7Magic) return ReadWindows7(data, out);
  const auto behind = LoadOrZero<std::uint32_t>(data, kWindows8Head);
  if (behind == kEntry8) return ReadEntries(data, kWindows8Head, Form::kWindows8, out);
  if (behind == kEntry81) return ReadEntries(data, kWindows8Head, Form::kWindows81, out);
  if (LoadOrZero<std::uint32_t>(data, first) == kEntry81) {
    ReadEntries(data, first, Form::kWindows10, out);  // the head begins with its size
  }
}

}  // namespace noroshi::registry
