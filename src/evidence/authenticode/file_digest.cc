#include "evidence/authenticode/file_digest.h"

#include <algorithm>
#include <memory>

namespace noroshi::authenticode {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{256} << 10;
constexpr std::uint64_t kOptionalAt = 24;  // behind the start of the PE header
constexpr std::uint64_t kChecksumAt = kOptionalAt + 64, kChecksumBytes = 4;
constexpr std::uint64_t kSecurityAt32 = kOptionalAt + 128, kSecurityAt64 = kOptionalAt + 144,
                        kSecurityBytes = 8;

struct Range {
  std::uint64_t begin, end;
};

// The parts that count, in order.
std::vector<Range> HashedRanges(const pe::PeImage& image) {
  const pe::PeHeader& header = image.header;
  const std::uint64_t checksum = header.header_offset + kChecksumAt;
  const std::uint64_t security =
      header.header_offset + (header.is_64 ? kSecurityAt64 : kSecurityAt32);
  const pe::DirectoryEntry& table = header.directory(pe::Directory::kSecurity);
  const std::uint64_t table_begin = table.address == 0 ? image.file_size : table.address;
  const std::uint64_t table_end = table_begin + (table.address == 0 ? 0 : table.size);
  return {{0, checksum},
          {checksum + kChecksumBytes, security},
          {security + kSecurityBytes, std::min(table_begin, image.file_size)},
          {std::min(table_end, image.file_size), image.file_size}};
}

struct FreeDigest {
  void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};

}  // namespace

std::optional<std::vector<std::uint8_t>> FileDigest(pe::PeView& view, const pe::PeImage& image,
                                                    const EVP_MD* algorithm) {
  const std::unique_ptr<EVP_MD_CTX, FreeDigest> context(EVP_MD_CTX_new());
  if (context == nullptr || EVP_DigestInit_ex(context.get(), algorithm, nullptr) != 1) {
    return std::nullopt;
  }
  std::vector<std::uint8_t> block(kBlockBytes);
  for (const Range& range : HashedRanges(image)) {
    for (std::uint64_t at = range.begin; at < range.end;) {
      const auto out = std::span(block).first(
          static_cast<std::size_t>(std::min<std::uint64_t>(kBlockBytes, range.end - at)));
      if (!view.ReadThrough(at, out)) return std::nullopt;
      EVP_DigestUpdate(context.get(), out.data(), out.size());
      at += out.size();
    }
  }
  std::vector<std::uint8_t> digest(EVP_MAX_MD_SIZE);
  unsigned length = 0;
  if (EVP_DigestFinal_ex(context.get(), digest.data(), &length) != 1) return std::nullopt;
  digest.resize(length);
  return digest;
}

}  // namespace noroshi::authenticode
