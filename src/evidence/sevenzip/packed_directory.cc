#include "evidence/sevenzip/packed_directory.h"

#include <utility>
#include <vector>

#include "base/crc32.h"
#include "evidence/sevenzip/number.h"

namespace noroshi::sevenzip {
namespace {

// 7-Zip packs it once.
constexpr int kMaxLayers = 4;

using ByteBlock = std::vector<std::uint8_t>;

Error TooLarge() { return {ErrorCode::kLimit, 0, kDirectoryName, "larger than any we read"}; }

Error Damaged() {
  return {ErrorCode::kBadChecksum, 0, kDirectoryName, "its checksum does not fit"};
}

Result<ByteBlock> ReadAtEnd(const FolderInput& input, const SignatureHeader& header) {
  if (header.directory_bytes > kMaxDirectoryBytes) return TooLarge();
  ByteBlock bytes(static_cast<std::size_t>(header.directory_bytes));
  for (std::size_t done = 0; done < bytes.size();) {
    NOROSHI_TRY(const std::size_t got,
                input.bytes->ReadAgain(header.directory_at + done, std::span(bytes).subspan(done)));
    if (got == 0) return Error{ErrorCode::kTruncated, header.directory_at, kDirectoryName, {}};
    done += got;
  }
  if (Crc32Of(bytes) != header.directory_crc) return Damaged();
  return bytes;
}

Result<ByteBlock> UnpackWith(const PackFolder& folder, const FolderInput& input, KeyRing& keys,
                             std::size_t password) {
  NOROSHI_TRY(const auto stream, OpenFolder(folder, input, keys, password));
  ByteBlock bytes(static_cast<std::size_t>(folder.unpacked_bytes));
  for (std::size_t done = 0; done < bytes.size();) {
    NOROSHI_TRY(const std::size_t got, stream->Read(std::span(bytes).subspan(done)));
    if (got == 0) return Error{ErrorCode::kTruncated, 0, kDirectoryName, {}};
    done += got;
  }
  if (folder.crc && Crc32Of(bytes) != *folder.crc) return Damaged();
  return bytes;
}

// One layer undone: what is inside is a directory, packed again or not.
Result<SevenZipDirectory> UnpackLayer(const PackFolder& folder, const FolderInput& input,
                                      KeyRing& keys, std::uint64_t area_bytes) {
  if (folder.unpacked_bytes > kMaxDirectoryBytes) return TooLarge();
  const std::size_t tries = folder.encrypted ? keys.size() : 1;
  for (std::size_t i = 0; i < tries; ++i) {
    Result<ByteBlock> bytes = UnpackWith(folder, input, keys, i);
    if (!bytes.ok() && (!folder.encrypted || bytes.error().code == ErrorCode::kLimit)) {
      return bytes.error();
    }
    if (!bytes.ok()) continue;
    Result<SevenZipDirectory> directory = ReadDirectory(*bytes, area_bytes);
    if (!directory.ok() && folder.encrypted && !folder.crc) continue;
    if (folder.encrypted) keys.Prefer(i);
    return directory;
  }
  return Error{ErrorCode::kUnsupported, 0, "container",
               keys.size() == 0
                   ? "its directory is encrypted; give the password with --archive-password"
                   : "its directory is encrypted, and no password given opens it"};
}

}  // namespace

Result<OpenedDirectory> OpenDirectory(const FolderInput& input, KeyRing& keys) {
  std::array<std::uint8_t, kSignatureBytes> start{};
  NOROSHI_TRY(const std::size_t got, input.bytes->ReadAgain(0, start));
  NOROSHI_TRY(const SignatureHeader header,
              ReadSignature(Bytes(start).first(got), input.bytes->size()));
  NOROSHI_TRY(const ByteBlock bytes, ReadAtEnd(input, header));
  const std::uint64_t area_bytes = header.directory_at - kSignatureBytes;
  OpenedDirectory opened;
  NOROSHI_TRY(opened.directory, ReadDirectory(bytes, area_bytes));
  for (int layer = 0; opened.directory.packed; ++layer) {
    const std::vector<PackFolder> folders = std::move(opened.directory.streams.folders);
    if (layer == kMaxLayers || folders.size() != 1) {
      return Error{ErrorCode::kInvalid, header.directory_at, kDirectoryName, "packed too often"};
    }
    opened.was_encrypted = opened.was_encrypted || folders[0].encrypted;
    NOROSHI_TRY(opened.directory, UnpackLayer(folders[0], input, keys, area_bytes));
  }
  return opened;
}

}  // namespace noroshi::sevenzip
