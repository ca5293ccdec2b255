// Any bytes as an encrypted 7z archive, and as the directory of one, whose checksums are made right
// so that its parser is reached: nothing crashes or hangs, every chain ends, counts hold, and what
// begins is ended.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "evidence/container/content_walk.h"
#include "evidence/sevenzip/directory.h"
#include "evidence/testing/sevenzip_bytes.h"

namespace {

void Check(bool holds) {
  if (!holds) std::abort();
}

void Walk(noroshi::Bytes bytes) {
  using Kind = noroshi::ContentPart::Kind;
  noroshi::ReadOptions options;
  options.archive_passwords = {"wrong", "password"};
  // A run is to take milliseconds; what the limits are does not matter to the code.
  options.unpack.free_bytes = std::uint64_t{1} << 20;
  options.unpack.ratio = 20;
  options.unpack.members = 200;
  options.unpack.key_rounds = 1 << 12;
  noroshi::ContentWalk walk(bytes, options);
  std::size_t depth = 0;
  while (const auto part = walk.Next()) {
    if (part->kind == Kind::kArchive) ++depth;
    if (part->kind == Kind::kArchiveEnd) Check(depth-- > 0);
  }
  Check(depth == 0);
}

void ReadAsDirectory(noroshi::Bytes bytes) {
  constexpr std::uint64_t kAreaBytes = 1000;
  const auto directory = noroshi::sevenzip::ReadDirectory(bytes, kAreaBytes);
  if (!directory.ok()) return;
  Check(directory->entries.size() <= bytes.size());
  for (const auto& folder : directory->streams.folders) {
    Check(folder.packed_at + folder.packed_bytes <= kAreaBytes);
    Check(folder.chain.size() <= noroshi::sevenzip::kMaxCoders);
    std::uint64_t size = 0;
    for (const auto& part : folder.parts) size += part.size;
    Check(folder.parts.empty() || size == folder.unpacked_bytes);
  }
}

}  // namespace

// The first byte: 0 = an archive as it stands; else so many packed bytes, then a directory.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const noroshi::Bytes bytes(data + 1, size - 1);
  if (data[0] == 0) {
    Walk(bytes);
    return 0;
  }
  const std::size_t packed = data[0] < bytes.size() ? data[0] : bytes.size();
  ReadAsDirectory(bytes.subspan(packed));
  const std::string text(bytes.begin(), bytes.end());
  const std::string archive =
      noroshi::testing::WrapSevenZipDirectory(text.substr(0, packed), text.substr(packed));
  const std::vector<std::uint8_t> made(archive.begin(), archive.end());
  Walk(made);
  return 0;
}
