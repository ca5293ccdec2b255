// The certificate table: a list of entries at the end of the file, found by offset.
#include <array>

#include "evidence/pe/pe_limits.h"
#include "evidence/pe/pe_reader.h"

namespace noroshi::pe {

void ReadCertificateTable(PeView& view, PeImage& image) {
  const DirectoryEntry& table = image.header.directory(Directory::kSecurity);
  if (table.address == 0 || table.size == 0) return;
  std::uint64_t at = table.address;
  const std::uint64_t end = at + table.size;
  if (end > image.file_size) image.Note(PeOddity::kBadCertificateTable);
  while (at + kCertificateHeaderBytes <= end && image.certificates.size() < kMaxCertificates) {
    std::array<std::uint8_t, kCertificateHeaderBytes> bytes;
    if (!view.Read(at, bytes)) return image.Note(PeOddity::kBadCertificateTable);
    PeCertificate entry;
    entry.offset = at;
    entry.length = LoadOrZero<std::uint32_t>(bytes, 0);
    entry.revision = LoadOrZero<std::uint16_t>(bytes, 4);
    entry.type = LoadOrZero<std::uint16_t>(bytes, 6);
    if (entry.length == 0) return;  // zeros up to the end
    if (entry.length < kCertificateHeaderBytes || at + entry.length > end) {
      image.Note(PeOddity::kBadCertificateTable);
      if (entry.length < kCertificateHeaderBytes) return;
    }
    image.certificates.push_back(entry);
    at += (std::uint64_t{entry.length} + 7) & ~std::uint64_t{7};
  }
}

}  // namespace noroshi::pe
