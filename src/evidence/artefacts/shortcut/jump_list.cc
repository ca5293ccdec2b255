#include "evidence/artefacts/shortcut/jump_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <optional>

#include "evidence/artefacts/mended_text.h"
#include "evidence/artefacts/shortcut/compound_file.h"
#include "evidence/artefacts/shortcut/shortcut.h"

namespace noroshi::shortcut {
namespace {

constexpr std::size_t kListHeadBytes = 32;
constexpr std::uint32_t kCustomVersion = 2;
constexpr std::size_t kCustomHeadBytes = 12;
constexpr std::size_t kClassBytes = 16;  // before each shortcut of a custom list

// An entry of the directory.
struct ListEntry {
  std::string path, machine_id;
  Timestamp opened;
  std::uint32_t number = 0;  // names its stream, in hex
  std::uint32_t count = 0;
  bool is_pinned = false;
};

Bytes Part(Bytes bytes, std::size_t at, std::size_t size) noexcept {
  if (at > bytes.size()) return {};
  return bytes.subspan(at, std::min(size, bytes.size() - at));
}

// Takes an entry off the front; nothing when the list ends or breaks off.
std::optional<ListEntry> TakeEntry(Bytes& list, std::uint32_t version) {
  const bool is_old = version <= 1;
  const std::size_t path_at = is_old ? 114 : 130;
  if (list.size() < path_at) return std::nullopt;
  const std::size_t path_bytes = LoadOrZero<std::uint16_t>(list, path_at - 2) * std::size_t{2};
  const std::size_t size = path_at + path_bytes + (is_old ? 0 : 4);
  if (list.size() < path_at + path_bytes) return std::nullopt;
  ListEntry entry;
  entry.machine_id = artefacts::AnsiText(Part(list, 72, 16));
  entry.number = LoadOrZero<std::uint32_t>(list, 88);
  entry.opened.ticks = LoadOrZero<std::uint64_t>(list, 100);
  entry.is_pinned = LoadOrZero<std::uint32_t>(list, 108) != 0xFFFFFFFF;
  if (!is_old) entry.count = LoadOrZero<std::uint32_t>(list, 116);
  entry.path = artefacts::WideText(Part(list, path_at, path_bytes));
  list = list.subspan(std::min(size, list.size()));
  return entry;
}

// The name of the list is an id of the program it belongs to.
std::string_view ProgramId(std::string_view path) noexcept {
  const std::size_t slash = path.find_last_of("/\\");
  if (slash != std::string_view::npos) path.remove_prefix(slash + 1);
  return path.substr(0, path.find('.'));
}

class ListWriter {
 public:
  ListWriter(const artefacts::WholeFile& file, artefacts::RecordWriter& records, DamageSink& damage)
      : file_(file), records_(records), damage_(damage) {}

  void Begin(std::uint64_t offset) {
    records_.Begin("jumplist", offset);
    records_.TextIfAny("ProgramId", ProgramId(file_.name));
  }

  // An entry and the shortcut in its stream, which may be missing. Streams lie scattered over the
  // file: an entry's place is that in the directory, as if the rest followed it.
  void WriteEntry(const ListEntry& entry, Bytes shortcut_bytes, std::size_t at) {
    const Result<Shortcut> shortcut = ReadShortcut(shortcut_bytes);
    Begin(at);
    if (entry.opened.ticks != 0) records_.When(entry.opened, "opened");
    records_.TextIfAny("EntryPath", entry.path);
    records_.Text("Pinned", entry.is_pinned ? "true" : "false");
    if (entry.count != 0) records_.Number("OpenCount", entry.count);
    if (shortcut.ok()) {
      Shortcut fields = *shortcut;
      if (fields.machine_id.empty()) fields.machine_id = entry.machine_id;
      // The event has one time; the target's is a field of its own here.
      records_.Time("TargetWritten", fields.target_written);
      if (entry.opened.ticks != 0) fields.target_written = {};
      WriteShortcutFields(fields, records_);
    } else {
      records_.TextIfAny("Target", entry.path);
      records_.TextIfAny("MachineId", entry.machine_id);
    }
    records_.End();
  }

  void Lost(std::uint64_t offset, std::uint64_t bytes, std::string_view what) {
    artefacts::ReportStructure(damage_, offset, bytes, what);
  }

 private:
  const artefacts::WholeFile& file_;
  artefacts::RecordWriter& records_;
  DamageSink& damage_;
};

using StreamsByName = std::map<std::string, const CompoundFile::Stream*>;

StreamsByName ByName(const CompoundFile& file) {
  StreamsByName streams;
  for (const CompoundFile::Stream& stream : file.streams()) streams.emplace(stream.name, &stream);
  return streams;
}

// Writes the entries of the directory and takes their streams off; returns its size.
std::size_t WriteListed(CompoundFile& container, StreamsByName& streams, ListWriter& out) {
  const auto directory = streams.find("DestList");
  if (directory == streams.end()) return 0;
  const std::vector<std::uint8_t> bytes = container.Read(*directory->second);
  const auto version = LoadOrZero<std::uint32_t>(bytes, 0);
  const auto promised = LoadOrZero<std::uint32_t>(bytes, 4);
  streams.erase(directory);
  Bytes list = Part(bytes, kListHeadBytes, bytes.size());
  for (std::uint32_t count = 0;; ++count) {
    const std::size_t at = bytes.size() - list.size();
    const std::optional<ListEntry> entry = TakeEntry(list, version);
    if (!entry) {
      if (count < promised) out.Lost(0, 0, "the list names fewer entries than it says");
      return bytes.size();
    }
    const auto stream = streams.find(fmt::format("{:x}", entry->number));
    std::vector<std::uint8_t> shortcut;
    if (stream != streams.end()) {
      shortcut = container.Read(*stream->second);
      streams.erase(stream);
    }
    out.WriteEntry(*entry, shortcut, at);
  }
}

}  // namespace

void WriteAutomaticDestinations(const artefacts::WholeFile& file, artefacts::RecordWriter& records,
                                DamageSink& damage) {
  ListWriter out(file, records, damage);
  Result<CompoundFile> container = CompoundFile::Open(file.bytes);
  if (!container.ok()) {
    return out.Lost(0, file.bytes.size(), container.error().ToString());
  }
  StreamsByName streams = ByName(*container);
  std::size_t at = WriteListed(*container, streams, out);
  // Shortcuts that the list does not name (any more).
  for (const auto& [name, stream] : streams) {
    const std::vector<std::uint8_t> bytes = container->Read(*stream);
    if (IsShortcut(bytes)) out.WriteEntry({}, bytes, ++at);
  }
}

void WriteCustomDestinations(const artefacts::WholeFile& file, artefacts::RecordWriter& records,
                             DamageSink& damage) {
  ListWriter out(file, records, damage);
  std::size_t at = kCustomHeadBytes;
  // Shortcuts are found by what they begin with: what stands between differs with their kind.
  while (at + kHeadBytes <= file.bytes.size()) {
    const Bytes rest = file.bytes.subspan(at);
    if (!IsShortcut(rest)) {
      ++at;
      continue;
    }
    const Result<Shortcut> shortcut = ReadShortcut(rest);
    out.Begin(at);
    WriteShortcutFields(*shortcut, records);
    records.End();
    if (!shortcut->has_whole_body) out.Lost(at, 0, "a shortcut that breaks off");
    at += std::max<std::size_t>(shortcut->size, kHeadBytes);
  }
}

bool DetectAutomaticDestinations(const artefacts::ArtefactStart& start) {
  static constexpr char kName[] = "D\0e\0s\0t\0L\0i\0s\0t\0";
  const std::string_view text(reinterpret_cast<const char*>(start.bytes.data()),
                              start.bytes.size());
  return IsCompoundFile(start.bytes) &&
         text.find(std::string_view(kName, sizeof kName - 1)) != std::string_view::npos;
}

bool DetectCustomDestinations(const artefacts::ArtefactStart& start) {
  constexpr std::size_t kCategoryBytes = 4 + 2 + 2 * 260 + 4;  // its kind, name and count
  if (LoadOrZero<std::uint32_t>(start.bytes, 0) != kCustomVersion) return false;
  const std::size_t end = std::min(start.bytes.size(), kCustomHeadBytes + kCategoryBytes);
  for (std::size_t at = kCustomHeadBytes; at + kClassBytes < end; ++at) {
    if (IsShortcut(start.bytes.subspan(at + kClassBytes))) return true;
  }
  return false;
}

}  // namespace noroshi::shortcut
