#include "evidence/artefacts/shortcut/shortcut.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "base/utf.h"
#include "evidence/artefacts/mended_text.h"

namespace noroshi::shortcut {
namespace {

using artefacts::AnsiText;
using artefacts::WideText;

constexpr std::uint8_t kClass[16] = {0x01, 0x14, 0x02, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46};

// LinkFlags.
constexpr std::uint32_t kHasItems = 1, kHasInfo = 2, kHasName = 4, kHasRelativePath = 8,
                        kHasWorkingFolder = 16, kHasArguments = 32, kHasIcon = 64, kIsWide = 128;
// LinkInfoFlags.
constexpr std::uint32_t kHasVolume = 1, kHasNetwork = 2;
// Signatures of blocks behind the texts.
constexpr std::uint32_t kEnvironment = 0xA0000001, kTracker = 0xA0000003;
// Windows writes a dozen kinds of them, each once.
constexpr std::size_t kMaxBlocks = 64;

Bytes Part(Bytes bytes, std::size_t at, std::size_t size = ~std::size_t{0}) noexcept {
  if (at > bytes.size()) return {};
  return bytes.subspan(at, std::min(size, bytes.size() - at));
}

class Parser {
 public:
  explicit Parser(Bytes bytes) : in_(bytes) {}

  Shortcut Parse() {
    const Bytes head = in_.all().first(kHeadBytes);
    flags_ = LoadOrZero<std::uint32_t>(head, 20);
    out_.target_attributes = LoadOrZero<std::uint32_t>(head, 24);
    out_.target_created.ticks = LoadOrZero<std::uint64_t>(head, 28);
    out_.target_accessed.ticks = LoadOrZero<std::uint64_t>(head, 36);
    out_.target_written.ticks = LoadOrZero<std::uint64_t>(head, 44);
    out_.target_size = LoadOrZero<std::uint32_t>(head, 52);
    out_.show_command = LoadOrZero<std::uint32_t>(head, 60);
    static_cast<void>(in_.Skip(kHeadBytes, "shortcut"));
    out_.has_whole_body = ReadItems() && ReadInfo() && ReadTexts() && ReadBlocks();
    out_.size = in_.position();
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool Has(std::uint32_t flag) const noexcept { return (flags_ & flag) != 0; }

  bool ReadItems() {
    std::uint16_t size = 0;
    Bytes items;
    if (!Has(kHasItems)) return true;
    if (!in_.TryRead(size) || !in_.TryTake(size, items)) return false;
    out_.target = ItemListPath(items);
    return true;
  }

  bool ReadInfo() {
    if (!Has(kHasInfo)) return true;
    const auto size = LoadOrZero<std::uint32_t>(in_.all(), in_.position());
    Bytes info;
    if (size < 28 || !in_.TryTake(size, info)) return false;
    const auto head = LoadOrZero<std::uint32_t>(info, 4);
    const auto flags = LoadOrZero<std::uint32_t>(info, 8);
    // Longer heads point to the same texts in UTF-16.
    const bool is_wide = head >= 36;
    const auto text = [&](std::size_t ansi, std::size_t wide) {
      const auto at = LoadOrZero<std::uint32_t>(info, is_wide ? wide : ansi);
      if (at == 0 && is_wide) return TextAt(info, LoadOrZero<std::uint32_t>(info, ansi), false);
      return TextAt(info, at, is_wide);
    };
    const std::string suffix = text(24, 32);
    std::string path;
    if ((flags & kHasVolume) != 0) {
      path = text(16, 28);
      ReadVolume(Part(info, LoadOrZero<std::uint32_t>(info, 12)));
    }
    if ((flags & kHasNetwork) != 0) {
      ReadNetwork(Part(info, LoadOrZero<std::uint32_t>(info, 20)));
      if (path.empty()) path = out_.network_share;
    }
    path = Joined(std::move(path), suffix);
    if (!path.empty()) out_.target = std::move(path);
    return true;
  }

  static std::string Joined(std::string path, const std::string& suffix) {
    if (!path.empty() && !suffix.empty() && path.back() != '\\') path += '\\';
    return path + suffix;
  }

  static std::string TextAt(Bytes info, std::uint32_t at, bool is_wide) {
    if (at == 0) return {};
    return is_wide ? WideText(Part(info, at)) : AnsiText(Part(info, at));
  }

  void ReadVolume(Bytes volume) {
    if (volume.size() < 16) return;
    out_.volume_serial = LoadOrZero<std::uint32_t>(volume, 8);
    constexpr std::uint32_t kLabelIsWide = 0x14;
    const auto at = LoadOrZero<std::uint32_t>(volume, 12);
    out_.volume_label = at == kLabelIsWide
                            ? TextAt(volume, LoadOrZero<std::uint32_t>(volume, 16), true)
                            : TextAt(volume, at, false);
  }

  void ReadNetwork(Bytes network) {
    out_.network_share = TextAt(network, LoadOrZero<std::uint32_t>(network, 8), false);
  }

  bool ReadTexts() {
    const std::array<std::pair<std::uint32_t, std::string*>, 5> texts = {
        {{kHasName, &out_.name},
         {kHasRelativePath, &out_.relative_path},
         {kHasWorkingFolder, &out_.working_folder},
         {kHasArguments, &out_.arguments},
         {kHasIcon, &out_.icon}}};
    for (const auto& [flag, text] : texts) {
      if (!Has(flag)) continue;
      std::uint16_t count = 0;
      Bytes bytes;
      if (!in_.TryRead(count)) return false;
      if (!in_.TryTake(Has(kIsWide) ? count * std::size_t{2} : count, bytes)) return false;
      *text = Has(kIsWide) ? WideText(bytes) : AnsiText(bytes);
    }
    return true;
  }

  bool ReadBlocks() {
    for (std::size_t i = 0; i < kMaxBlocks; ++i) {
      const auto size = LoadOrZero<std::uint32_t>(in_.all(), in_.position());
      if (size < 8) {  // the terminal block; some programs leave it out
        static_cast<void>(in_.Skip(std::min<std::size_t>(4, in_.remaining()), "terminal block"));
        return true;
      }
      Bytes block;
      if (!in_.TryTake(size, block)) return false;
      const auto signature = LoadOrZero<std::uint32_t>(block, 4);
      if (signature == kEnvironment) {
        out_.environment_target = WideText(Part(block, 268, 520));
        if (out_.environment_target.empty()) {
          out_.environment_target = AnsiText(Part(block, 8, 260));
        }
      }
      if (signature == kTracker) ReadTracker(block);
    }
    return false;
  }

  // The ids of objects are UUIDs: those made from time and place end in a MAC address.
  void ReadTracker(Bytes block) {
    out_.machine_id = AnsiText(Part(block, 16, 16));
    const Bytes file = Part(block, 48, 16);
    if (file.size() < 16 || file[7] >> 4 != 1) return;
    for (std::size_t i = 10; i < 16; ++i) {
      if (i != 10) out_.machine_address += ':';
      out_.machine_address += fmt::format("{:02x}", file[i]);
    }
  }

  ByteReader in_;
  std::uint32_t flags_ = 0;
  Shortcut out_;
};

}  // namespace

bool IsShortcut(Bytes bytes) noexcept {
  return bytes.size() >= kHeadBytes && LoadOrZero<std::uint32_t>(bytes, 0) == kHeadBytes &&
         std::memcmp(bytes.data() + 4, kClass, sizeof kClass) == 0;
}

Result<Shortcut> ReadShortcut(Bytes bytes) {
  if (!IsShortcut(bytes)) return Error{ErrorCode::kBadMagic, 0, "shortcut", {}};
  return Parser(bytes).Parse();
}

bool DetectShortcut(const artefacts::ArtefactStart& start) { return IsShortcut(start.bytes); }

void WriteShortcutFields(const Shortcut& shortcut, artefacts::RecordWriter& records) {
  records.When(shortcut.target_written, "target_last_write");
  records.TextIfAny("Target",
                    shortcut.target.empty() ? shortcut.environment_target : shortcut.target);
  records.TextIfAny("EnvironmentTarget", shortcut.environment_target);
  records.TextIfAny("Arguments", shortcut.arguments);
  records.TextIfAny("WorkingDirectory", shortcut.working_folder);
  records.TextIfAny("RelativePath", shortcut.relative_path);
  records.TextIfAny("Description", shortcut.name);
  records.TextIfAny("IconLocation", shortcut.icon);
  records.TextIfAny("MachineId", shortcut.machine_id);
  records.TextIfAny("MachineAddress", shortcut.machine_address);
  records.TextIfAny("NetworkShare", shortcut.network_share);
  records.TextIfAny("VolumeLabel", shortcut.volume_label);
  if (shortcut.volume_serial) {
    records.Text("VolumeSerial", fmt::format("{:08X}", *shortcut.volume_serial));
  }
  records.Number("TargetSize", shortcut.target_size);
  records.Time("TargetCreated", shortcut.target_created);
  records.Time("TargetAccessed", shortcut.target_accessed);
  records.Number("ShowCommand", shortcut.show_command);
  records.Number("ArgumentsLength", shortcut.arguments.size());
}

void WriteShortcutFile(const artefacts::WholeFile& file, artefacts::RecordWriter& records,
                       DamageSink& damage) {
  const Result<Shortcut> shortcut = ReadShortcut(file.bytes);
  if (!shortcut.ok()) return;
  records.Begin("shortcut", 0);
  WriteShortcutFields(*shortcut, records);
  records.Number("FileSize", file.size);
  if (shortcut->has_whole_body) records.Number("BytesBehind", file.size - shortcut->size);
  records.End();
  if (!shortcut->has_whole_body) {
    artefacts::ReportStructure(damage, shortcut->size, file.bytes.size() - shortcut->size,
                               "a part of the shortcut is longer than the file");
  }
}

}  // namespace noroshi::shortcut
