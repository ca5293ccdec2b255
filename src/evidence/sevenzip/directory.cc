#include "evidence/sevenzip/directory.h"

#include <algorithm>
#include <string_view>

#include "base/crc32.h"
#include "base/utf.h"
#include "evidence/sevenzip/number.h"
#include "evidence/sevenzip/property_id.h"

namespace noroshi::sevenzip {
namespace {

constexpr std::string_view kSignature = "7z\xBC\xAF\x27\x1C";
constexpr std::string_view kSignatureName = "7z signature header";
// Of Windows; the upper half has the mode of a Unix system where the second bit says so.
constexpr std::uint32_t kDirectoryAttribute = 0x10, kHasUnixMode = 0x8000;
constexpr std::uint32_t kUnixTypeMask = 0170000, kUnixRegular = 0100000;

struct FileMarks {
  std::vector<bool> empty_stream, empty_file, anti;
};

bool IsPlainFile(std::uint32_t attributes) noexcept {
  if ((attributes & kDirectoryAttribute) != 0) return false;
  const std::uint32_t type = (attributes >> 16) & kUnixTypeMask;
  return (attributes & kHasUnixMode) == 0 || type == 0 || type == kUnixRegular;
}

Status ExpectHere(ByteReader& in) {
  NOROSHI_TRY(const std::uint8_t external, in.U8(kDirectoryName));
  if (external != 0) return BadDirectory(in, "a part of it lies elsewhere");
  return Ok();
}

Status ReadNames(ByteReader in, std::vector<SevenZipEntry>& entries) {
  NOROSHI_TRY([[maybe_unused]] const Done here, ExpectHere(in));
  for (SevenZipEntry& entry : entries) {
    const Bytes rest = in.all().subspan(in.position());
    const std::size_t size = Utf16BytesBeforeNul(rest);
    if (rest.size() < size + 2) return BadDirectory(in, "names");
    AppendUtf16(rest.first(size), entry.name);
    NOROSHI_TRY([[maybe_unused]] const Done skipped, in.Skip(size + 2, kDirectoryName));
  }
  return Ok();
}

Status ReadAttributes(ByteReader in, std::vector<SevenZipEntry>& entries) {
  NOROSHI_TRY(const std::vector<bool> defined, ReadDefined(in, entries.size()));
  NOROSHI_TRY([[maybe_unused]] const Done here, ExpectHere(in));
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (!defined[i]) continue;
    NOROSHI_TRY(const std::uint32_t attributes, in.U32(kDirectoryName));
    if (!IsPlainFile(attributes)) entries[i].is_file = false;
  }
  return Ok();
}

Status ReadProperty(std::uint64_t id, ByteReader in, std::vector<SevenZipEntry>& entries,
                    FileMarks& marks) {
  const auto empty = static_cast<std::size_t>(
      std::count(marks.empty_stream.begin(), marks.empty_stream.end(), true));
  switch (id) {
    case kIdEmptyStream: {
      NOROSHI_TRY(marks.empty_stream, ReadBits(in, entries.size()));
      return Ok();
    }
    case kIdEmptyFile: {
      NOROSHI_TRY(marks.empty_file, ReadBits(in, empty));
      return Ok();
    }
    case kIdAnti: {
      NOROSHI_TRY(marks.anti, ReadBits(in, empty));
      return Ok();
    }
    case kIdNames: return ReadNames(in, entries);
    case kIdAttributes: return ReadAttributes(in, entries);
    default: return Ok();  // times, padding, comments
  }
}

// What has no bytes is a directory unless it is marked as an empty file.
void ApplyMarks(const FileMarks& marks, std::vector<SevenZipEntry>& entries) {
  std::size_t empty = 0;
  for (std::size_t i = 0; i < entries.size() && i < marks.empty_stream.size(); ++i) {
    if (!marks.empty_stream[i]) continue;
    const bool is_file = empty < marks.empty_file.size() && marks.empty_file[empty];
    const bool is_anti = empty < marks.anti.size() && marks.anti[empty];
    entries[i].has_content = false;
    entries[i].is_file = entries[i].is_file && is_file && !is_anti;
    ++empty;
  }
}

Status ReadFiles(ByteReader& in, std::vector<SevenZipEntry>& entries) {
  NOROSHI_TRY(const std::size_t count, ReadCount(in, kMaxDirectoryEntries));
  entries.resize(count);
  FileMarks marks;
  for (;;) {
    NOROSHI_TRY(const std::uint64_t id, ReadNumber(in));
    if (id == kIdEnd) break;
    NOROSHI_TRY(const std::uint64_t size, ReadNumber(in));
    if (size > in.remaining()) return BadDirectory(in, "a property of the members");
    const std::uint64_t at = in.offset();
    NOROSHI_TRY(const Bytes bytes, in.Take(static_cast<std::size_t>(size), kDirectoryName));
    NOROSHI_TRY([[maybe_unused]] const Done read,
                ReadProperty(id, ByteReader(bytes, at), entries, marks));
  }
  ApplyMarks(marks, entries);
  return Ok();
}

Status PassArchiveProperties(ByteReader& in) {
  for (;;) {
    NOROSHI_TRY(const std::uint64_t id, ReadNumber(in));
    if (id == kIdEnd) return Ok();
    NOROSHI_TRY(const std::uint64_t size, ReadNumber(in));
    if (size > in.remaining()) return BadDirectory(in, "a property of the archive");
    NOROSHI_TRY([[maybe_unused]] const Done passed,
                in.Skip(static_cast<std::size_t>(size), kDirectoryName));
  }
}

Status ReadHeader(ByteReader& in, std::uint64_t area_bytes, SevenZipDirectory& directory) {
  for (;;) {
    NOROSHI_TRY(const std::uint64_t id, ReadNumber(in));
    if (id == kIdEnd) return Ok();
    if (id == kIdArchiveProperties) {
      NOROSHI_TRY([[maybe_unused]] const Done passed, PassArchiveProperties(in));
    } else if (id == kIdMainStreams) {
      NOROSHI_TRY(directory.streams, ReadStreamsInfo(in, area_bytes));
    } else if (id == kIdFiles && directory.entries.empty()) {
      NOROSHI_TRY([[maybe_unused]] const Done files, ReadFiles(in, directory.entries));
    } else {
      return BadDirectory(in, "a part that we do not know");
    }
  }
}

}  // namespace

Result<SignatureHeader> ReadSignature(Bytes start, std::uint64_t file_bytes) {
  constexpr std::size_t kVersionBytes = 2, kPlaceBytes = 20;
  ByteReader in(start);
  NOROSHI_TRY(const Bytes magic, in.Take(kSignature.size(), kSignatureName));
  const bool fits =
      std::equal(magic.begin(), magic.end(), kSignature.begin(),
                 [](std::uint8_t a, char b) { return a == static_cast<std::uint8_t>(b); });
  if (!fits) return Error{ErrorCode::kBadMagic, 0, kSignatureName, {}};
  NOROSHI_TRY([[maybe_unused]] const Done version, in.Skip(kVersionBytes, kSignatureName));
  NOROSHI_TRY(const std::uint32_t crc, in.U32(kSignatureName));
  if (in.remaining() < kPlaceBytes) return Error{ErrorCode::kTruncated, 0, kSignatureName, {}};
  if (Crc32Of(start.subspan(in.position(), kPlaceBytes)) != crc) {
    return Error{ErrorCode::kBadChecksum, 0, kSignatureName, {}};
  }
  SignatureHeader header;
  NOROSHI_TRY(const std::uint64_t behind, in.U64(kSignatureName));
  NOROSHI_TRY(header.directory_bytes, in.U64(kSignatureName));
  NOROSHI_TRY(header.directory_crc, in.U32(kSignatureName));
  const std::uint64_t room = file_bytes - std::min<std::uint64_t>(file_bytes, kSignatureBytes);
  if (behind > room || header.directory_bytes > room - behind) {
    return Error{ErrorCode::kTruncated, 0, kDirectoryName, "it lies outside the file"};
  }
  header.directory_at = kSignatureBytes + behind;
  return header;
}

Result<SevenZipDirectory> ReadDirectory(Bytes bytes, std::uint64_t area_bytes) {
  SevenZipDirectory directory;
  if (bytes.empty()) return directory;  // an archive without members
  ByteReader in(bytes);
  NOROSHI_TRY(const std::uint64_t id, ReadNumber(in));
  if (id == kIdPackedHeader) {
    directory.packed = true;
    NOROSHI_TRY(directory.streams, ReadStreamsInfo(in, area_bytes));
    return directory;
  }
  if (id != kIdHeader) return BadDirectory(in, "no directory");
  NOROSHI_TRY([[maybe_unused]] const Done read, ReadHeader(in, area_bytes, directory));
  return directory;
}

}  // namespace noroshi::sevenzip
