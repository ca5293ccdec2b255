// DOS header, file header, optional header, sections, and what can be said from them alone.
#include <algorithm>
#include <array>

#include "evidence/pe/pe_limits.h"
#include "evidence/pe/pe_reader.h"

namespace noroshi::pe {
namespace {

constexpr std::uint16_t kDosMagic = 0x5A4D;     // "MZ"
constexpr std::uint32_t kPeMagic = 0x00004550;  // "PE\0\0"
constexpr std::uint16_t kOptional32 = 0x10B, kOptional64 = 0x20B;
constexpr std::size_t kHeaderOffsetAt = 0x3C;  // in the DOS header
constexpr std::size_t kFileHeaderBytes = 20;
constexpr std::size_t kSectionBytes = 40;
constexpr std::size_t kFixedOptional32 = 96, kFixedOptional64 = 112;  // up to the directories

Error Truncated(std::string_view what, std::uint64_t offset) {
  return Error{ErrorCode::kTruncated, offset, what, {}};
}

Status FindHeader(PeView& view, PeImage& image) {
  std::uint16_t magic = 0;
  if (!view.Load(0, magic)) return Truncated("DOS header", 0);
  std::uint32_t offset = 0, signature = 0;
  const bool has_offset = view.Load(kHeaderOffsetAt, offset);
  if (magic != kDosMagic && magic != 0) return Error{ErrorCode::kBadMagic, 0, "DOS header", {}};
  if (!has_offset) return Truncated("DOS header", 0);
  if (!view.Load(offset, signature)) return Truncated("PE header", offset);
  if (signature != kPeMagic) return Error{ErrorCode::kBadMagic, offset, "PE header", {}};
  image.header.header_offset = offset;
  if (magic == 0) image.Note(PeOddity::kWipedDosHeader);
  return Ok();
}

Status ReadFileHeader(PeView& view, PeHeader& header) {
  std::array<std::uint8_t, kFileHeaderBytes> bytes;
  if (!view.Read(header.header_offset + 4ULL, bytes)) {
    return Truncated("PE file header", header.header_offset);
  }
  const Bytes all = bytes;
  header.machine = LoadOrZero<std::uint16_t>(all, 0);
  header.section_count = LoadOrZero<std::uint16_t>(all, 2);
  header.time = LoadOrZero<std::uint32_t>(all, 4);
  header.symbol_table = LoadOrZero<std::uint32_t>(all, 8);
  header.symbol_count = LoadOrZero<std::uint32_t>(all, 12);
  header.optional_size = LoadOrZero<std::uint16_t>(all, 16);
  header.characteristics = LoadOrZero<std::uint16_t>(all, 18);
  return Ok();
}

// `all` is the optional header as far as it is in the file; what is behind its end is zero.
void FillOptional(Bytes all, PeHeader& header) {
  header.linker_major = LoadOrZero<std::uint8_t>(all, 2);
  header.linker_minor = LoadOrZero<std::uint8_t>(all, 3);
  header.code_size = LoadOrZero<std::uint32_t>(all, 4);
  header.entry_point = LoadOrZero<std::uint32_t>(all, 16);
  header.image_base =
      header.is_64 ? LoadOrZero<std::uint64_t>(all, 24) : LoadOrZero<std::uint32_t>(all, 28);
  header.section_alignment = LoadOrZero<std::uint32_t>(all, 32);
  header.file_alignment = LoadOrZero<std::uint32_t>(all, 36);
  header.image_size = LoadOrZero<std::uint32_t>(all, 56);
  header.headers_size = LoadOrZero<std::uint32_t>(all, 60);
  header.checksum = LoadOrZero<std::uint32_t>(all, 64);
  header.subsystem = LoadOrZero<std::uint16_t>(all, 68);
  header.dll_characteristics = LoadOrZero<std::uint16_t>(all, 70);
  const std::size_t fixed = header.is_64 ? kFixedOptional64 : kFixedOptional32;
  header.directory_count = LoadOrZero<std::uint32_t>(all, fixed - 4);
  const std::size_t count = std::min<std::size_t>(header.directory_count, kDirectoryCount);
  for (std::size_t i = 0; i < count; ++i) {
    header.directories[i] = {LoadOrZero<std::uint32_t>(all, fixed + 8 * i),
                             LoadOrZero<std::uint32_t>(all, fixed + 8 * i + 4)};
  }
}

Status ReadOptionalHeader(PeView& view, PeImage& image) {
  PeHeader& header = image.header;
  const std::uint64_t at = header.header_offset + 4ULL + kFileHeaderBytes;
  // Files that state a small optional header have their directories read all the same (the loader
  // does), up to where they would be.
  std::array<std::uint8_t, kFixedOptional64 + 8 * kDirectoryCount> bytes{};
  const std::uint64_t left = at < view.size() ? view.size() - at : 0;
  const std::size_t size = static_cast<std::size_t>(std::min<std::uint64_t>(left, bytes.size()));
  if (size < 2 || !view.Read(at, std::span(bytes).first(size))) {
    return Truncated("PE optional header", at);
  }
  const std::uint16_t magic = LoadOrZero<std::uint16_t>(bytes, 0);
  if (magic != kOptional32 && magic != kOptional64) {
    return Error{ErrorCode::kBadMagic, at, "PE optional header", {}};
  }
  header.is_64 = magic == kOptional64;
  if (size < (header.is_64 ? kFixedOptional64 : kFixedOptional32)) {
    image.Note(PeOddity::kTruncatedHeaders);
  }
  FillOptional(Bytes(bytes).first(size), header);
  return Ok();
}

PeSection SectionOf(Bytes row) {
  PeSection section;
  const std::size_t length =
      static_cast<std::size_t>(std::find(row.begin(), row.begin() + 8, 0) - row.begin());
  section.name.assign(reinterpret_cast<const char*>(row.data()), length);  // NOLINT: bytes as text
  section.virtual_size = LoadOrZero<std::uint32_t>(row, 8);
  section.virtual_address = LoadOrZero<std::uint32_t>(row, 12);
  section.raw_size = LoadOrZero<std::uint32_t>(row, 16);
  section.raw_offset = LoadOrZero<std::uint32_t>(row, 20);
  section.characteristics = LoadOrZero<std::uint32_t>(row, 36);
  return section;
}

void ReadSections(PeView& view, PeImage& image) {
  const PeHeader& header = image.header;
  std::uint64_t at = header.header_offset + 4ULL + kFileHeaderBytes + header.optional_size;
  std::size_t count = header.section_count;
  if (count > kMaxSections) {
    image.Note(PeOddity::kTooManySections);
    count = kMaxSections;
  }
  std::array<std::uint8_t, kSectionBytes> row;
  for (std::size_t i = 0; i < count; ++i, at += kSectionBytes) {
    if (!view.Read(at, row)) return image.Note(PeOddity::kTruncatedHeaders);
    image.sections.push_back(SectionOf(row));
  }
}

void FindOverlay(PeImage& image) {
  std::uint64_t end = std::min<std::uint64_t>(image.header.headers_size, image.file_size);
  for (const PeSection& section : image.sections) {
    if (section.raw_size == 0) continue;
    const std::uint64_t behind = std::uint64_t{section.raw_offset} + section.raw_size;
    if (behind > image.file_size) {
      image.Note(PeOddity::kSectionBehindEnd);
    } else {
      end = std::max(end, behind);
    }
  }
  if (end < image.file_size) {
    image.overlay_offset = end;
    image.overlay_size = image.file_size - end;
  }
}

void CheckOverlaps(PeImage& image) {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges;
  for (const PeSection& section : image.sections) {
    if (section.raw_size == 0 || section.raw_offset == 0) continue;
    ranges.emplace_back(section.raw_offset, std::uint64_t{section.raw_offset} + section.raw_size);
  }
  std::sort(ranges.begin(), ranges.end());
  for (std::size_t i = 1; i < ranges.size(); ++i) {
    if (ranges[i].first < ranges[i - 1].second) return image.Note(PeOddity::kSectionsOverlap);
  }
}

bool Holds(const PeSection& section, std::uint32_t address) {
  const std::uint32_t size = std::max(section.virtual_size, section.raw_size);
  return address >= section.virtual_address && address - section.virtual_address < size;
}

void CheckCode(PeImage& image) {
  for (const PeSection& section : image.sections) {
    const std::uint32_t both = kSectionWrite | kSectionExecute;
    if ((section.characteristics & both) == both) image.Note(PeOddity::kWritableCode);
  }
  const std::uint32_t entry = image.header.entry_point;
  if (entry == 0) return;  // a library without one, or .NET
  const auto home = std::find_if(image.sections.begin(), image.sections.end(),
                                 [&](const PeSection& section) { return Holds(section, entry); });
  if (home == image.sections.end() || (home->characteristics & kSectionExecute) == 0) {
    image.Note(PeOddity::kEntryOutsideCode);
  } else if (image.sections.size() >= 3 && home == image.sections.end() - 1) {
    image.Note(PeOddity::kEntryInLastSection);
  }
}

}  // namespace

bool LooksLikePe(Bytes start) noexcept {
  const std::uint16_t magic = LoadOrZero<std::uint16_t>(start, 0);
  if (start.size() < kHeaderOffsetAt + 4 || (magic != kDosMagic && magic != 0)) return false;
  const std::uint32_t offset = LoadOrZero<std::uint32_t>(start, kHeaderOffsetAt);
  if (offset >= start.size()) return magic == kDosMagic && offset < (1U << 28);
  return LoadOrZero<std::uint32_t>(start, offset) == kPeMagic;
}

Status ReadHeaders(PeView& view, PeImage& image) {
  NOROSHI_TRY([[maybe_unused]] const Done found, FindHeader(view, image));
  NOROSHI_TRY([[maybe_unused]] const Done file, ReadFileHeader(view, image.header));
  NOROSHI_TRY([[maybe_unused]] const Done optional, ReadOptionalHeader(view, image));
  ReadSections(view, image);
  FindOverlay(image);
  CheckOverlaps(image);
  CheckCode(image);
  return Ok();
}

}  // namespace noroshi::pe
