#include "evidence/testing/archive_bytes.h"

#include <archive.h>
#include <archive_entry.h>

#include <cstdio>
#include <cstdlib>

namespace noroshi::testing {
namespace {

void Check(int result, archive* handle) {
  if (result >= ARCHIVE_WARN) return;
  std::fprintf(stderr, "making an archive: %s\n", archive_error_string(handle));
  std::abort();
}

la_ssize_t Append(archive*, void* out, const void* bytes, std::size_t size) {
  static_cast<std::string*>(out)->append(static_cast<const char*>(bytes), size);
  return static_cast<la_ssize_t>(size);
}

void AddMember(const MemberBytes& member, archive* handle) {
  archive_entry* entry = archive_entry_new();
  archive_entry_set_pathname(entry, member.name.c_str());
  archive_entry_set_size(entry, static_cast<la_int64_t>(member.content.size()));
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_entry_set_perm(entry, 0644);
  Check(archive_write_header(handle, entry), handle);
  archive_write_data(handle, member.content.data(), member.content.size());
  archive_entry_free(entry);
}

void Begin(archive* handle, std::string& out) {
  archive_write_set_bytes_in_last_block(handle, 1);
  Check(archive_write_open(handle, &out, nullptr, Append, nullptr), handle);
}

void End(archive* handle) {
  Check(archive_write_close(handle), handle);
  archive_write_free(handle);
}

}  // namespace

std::string MakeArchive(ArchiveFormat format, const std::vector<MemberBytes>& members,
                        const std::string& password) {
  std::string out;
  archive* handle = archive_write_new();
  switch (format) {
    case ArchiveFormat::kTar: Check(archive_write_set_format_pax_restricted(handle), handle); break;
    case ArchiveFormat::kZip: Check(archive_write_set_format_zip(handle), handle); break;
    case ArchiveFormat::kSevenZip: Check(archive_write_set_format_7zip(handle), handle); break;
    case ArchiveFormat::kIso9660: Check(archive_write_set_format_iso9660(handle), handle); break;
  }
  if (!password.empty()) {
    Check(archive_write_set_options(handle, "zip:encryption=aes256"), handle);
    Check(archive_write_set_passphrase(handle, password.c_str()), handle);
  }
  Begin(handle, out);
  for (const MemberBytes& member : members) AddMember(member, handle);
  End(handle);
  return out;
}

std::string Pack(PackFilter filter, const std::string& content) {
  std::string out;
  archive* handle = archive_write_new();
  Check(archive_write_set_format_raw(handle), handle);
  switch (filter) {
    case PackFilter::kGzip: Check(archive_write_add_filter_gzip(handle), handle); break;
    case PackFilter::kBzip2: Check(archive_write_add_filter_bzip2(handle), handle); break;
    case PackFilter::kXz: Check(archive_write_add_filter_xz(handle), handle); break;
    case PackFilter::kZstd: Check(archive_write_add_filter_zstd(handle), handle); break;
  }
  Begin(handle, out);
  AddMember({"data", content}, handle);
  End(handle);
  return out;
}

std::vector<std::uint8_t> BytesOf(const std::string& text) { return {text.begin(), text.end()}; }

std::string TextOfBytes(const std::vector<std::uint8_t>& bytes) {
  return {bytes.begin(), bytes.end()};
}

}  // namespace noroshi::testing
