#include "evidence/artefacts/ntfs/mft_record.h"

#include <algorithm>
#include <cstring>

#include "base/utf.h"

namespace noroshi::ntfs {
namespace {

constexpr std::uint32_t kSignature = 0x454C4946;  // "FILE"
constexpr std::size_t kHeadBytes = 48;
constexpr std::size_t kSectorBytes = 512;
constexpr std::uint32_t kStandard = 0x10, kName = 0x30, kData = 0x80, kEnd = 0xFFFFFFFF;
constexpr std::uint16_t kInUse = 1, kFolder = 2;
constexpr std::uint8_t kDosName = 2;  // a short name beside the real one
// Real records have below thirty; the smallest attribute has 24 bytes.
constexpr std::size_t kMaxAttributes = 256;

FileTimes TimesAt(Bytes bytes, std::size_t at) noexcept {
  const auto time = [&](std::size_t index) {
    return Timestamp{LoadOrZero<std::uint64_t>(bytes, at + index * 8)};
  };
  return {time(0), time(1), time(2), time(3)};
}

std::string Wide(Bytes bytes, std::size_t at, std::size_t characters) {
  std::string text;
  if (at <= bytes.size()) {
    AppendUtf16(bytes.subspan(at, std::min(characters * 2, bytes.size() - at)), text);
  }
  return text;
}

// The last two bytes of each sector are kept elsewhere, and a number stands in their place.
bool Mend(std::span<std::uint8_t> bytes) noexcept {
  const auto at = LoadOrZero<std::uint16_t>(bytes, 4);
  const auto count = LoadOrZero<std::uint16_t>(bytes, 6);
  if (count != bytes.size() / kSectorBytes + 1 || at + std::size_t{count} * 2 > kSectorBytes - 2) {
    return false;
  }
  for (std::size_t sector = 1; sector < count; ++sector) {
    const std::span<std::uint8_t> end = bytes.subspan(sector * kSectorBytes - 2, 2);
    if (std::memcmp(end.data(), bytes.data() + at, 2) != 0) return false;
    std::memcpy(end.data(), bytes.data() + at + sector * 2, 2);
  }
  return true;
}

class RecordParser {
 public:
  RecordParser(Bytes bytes, MftRecord& out) : bytes_(bytes), out_(out) {}

  bool Parse() {
    std::size_t at = LoadOrZero<std::uint16_t>(bytes_, 20);
    for (std::size_t i = 0; i < kMaxAttributes; ++i) {
      const auto kind = LoadOrZero<std::uint32_t>(bytes_, at);
      if (kind == kEnd) return true;
      const auto size = LoadOrZero<std::uint32_t>(bytes_, at + 4);
      if (at > bytes_.size() || size < 16 || size > bytes_.size() - at) return false;
      Take(kind, bytes_.subspan(at, size));
      at += size;
    }
    return false;
  }

 private:
  void Take(std::uint32_t kind, Bytes attribute) {
    const bool is_elsewhere = attribute[8] != 0;
    const std::size_t content_at = LoadOrZero<std::uint16_t>(attribute, 20);
    const std::uint64_t size = is_elsewhere ? LoadOrZero<std::uint64_t>(attribute, 48)
                                            : LoadOrZero<std::uint32_t>(attribute, 16);
    Bytes content;
    if (!is_elsewhere && content_at <= attribute.size()) {
      content = attribute.subspan(content_at, static_cast<std::size_t>(std::min<std::uint64_t>(
                                                  size, attribute.size() - content_at)));
    }
    if (kind == kStandard && content.size() >= 32) out_.standard = TimesAt(content, 0);
    if (kind == kName && content.size() >= 66) TakeName(content);
    // Of an attribute in several pieces, the first says how long the whole is.
    const bool continues = is_elsewhere && LoadOrZero<std::uint64_t>(attribute, 16) != 0;
    if (kind == kData && !continues) TakeData(attribute, size, content);
  }

  void TakeName(Bytes content) {
    if (content[65] == kDosName && !out_.name.empty()) return;
    if (content[65] != kDosName) ++out_.name_count;
    if (!out_.name.empty() && !out_.is_short_name) return;  // another hard link
    out_.is_short_name = content[65] == kDosName;
    out_.parent = LoadOrZero<std::uint64_t>(content, 0);
    out_.name_times = TimesAt(content, 8);
    out_.name = Wide(content, 66, content[64]);
  }

  void TakeData(Bytes attribute, std::uint64_t size, Bytes content) {
    const std::size_t characters = attribute[9];
    if (characters == 0) {
      out_.size = size;
      out_.has_size = true;
      return;
    }
    std::string name = Wide(attribute, LoadOrZero<std::uint16_t>(attribute, 10), characters);
    if (name == "Zone.Identifier") {
      out_.zone_identifier.assign(reinterpret_cast<const char*>(content.data()), content.size());
    }
    out_.streams.push_back(std::move(name));
  }

  Bytes bytes_;
  MftRecord& out_;
};

}  // namespace

std::size_t MftRecordBytes(Bytes start) noexcept {
  if (LoadOrZero<std::uint32_t>(start, 0) != kSignature) return 0;
  const auto size = LoadOrZero<std::uint32_t>(start, 28);
  if (size != 1024 && size != 4096) return 0;
  return LoadOrZero<std::uint16_t>(start, 6) == size / kSectorBytes + 1 ? size : 0;
}

bool MatchesBase(const MftRecord& extension, const MftRecord& record) noexcept {
  if (RecordOf(extension.base) != record.number) return false;
  // Deleting raises the number of uses.
  return UseOf(extension.base) == record.use ||
         (!record.is_in_use && UseOf(extension.base) + 1 == record.use);
}

void AddExtension(const MftRecord& extension, MftRecord& record) {
  record.name_count += extension.name_count;
  if (!extension.name.empty() &&
      (record.name.empty() || (record.is_short_name && !extension.is_short_name))) {
    record.name = extension.name;
    record.is_short_name = extension.is_short_name;
    record.parent = extension.parent;
    record.name_times = extension.name_times;
  }
  if (!record.standard) record.standard = extension.standard;
  if (!record.has_size && extension.has_size) {
    record.size = extension.size;
    record.has_size = true;
  }
  record.streams.insert(record.streams.end(), extension.streams.begin(), extension.streams.end());
  if (record.zone_identifier.empty()) record.zone_identifier = extension.zone_identifier;
}

MftState ReadMftRecord(std::span<std::uint8_t> bytes, MftRecord& record) {
  if (LoadOrZero<std::uint32_t>(bytes, 0) != kSignature) {
    const bool is_empty = std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte == 0; });
    return is_empty ? MftState::kEmpty : MftState::kDamaged;
  }
  if (bytes.size() < kHeadBytes || !Mend(bytes)) return MftState::kTorn;
  record.use = LoadOrZero<std::uint16_t>(bytes, 16);
  const auto flags = LoadOrZero<std::uint16_t>(bytes, 22);
  record.is_in_use = (flags & kInUse) != 0;
  record.is_folder = (flags & kFolder) != 0;
  record.base = LoadOrZero<std::uint64_t>(bytes, 32);
  return RecordParser(bytes, record).Parse() ? MftState::kRecord : MftState::kDamaged;
}

}  // namespace noroshi::ntfs
