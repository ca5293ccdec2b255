// PeImage: what a Windows program or library says of itself, without running it. Everything is as
// the file states it; what cannot be true is kept and named as an oddity, because odd files are
// what one looks for. Microsoft's "PE Format" has the names and meanings of the fields.
//
// Units: offsets are bytes in the file, addresses (rva) are bytes behind the image base; times are
// seconds since 1970 and are as trustworthy as whoever linked the file. Text is what the file
// holds, with bytes that are no UTF-8 replaced where it is shown.
//
// Plain values: copy and move freely, safe from any thread. Sizes are bounded by the limits of
// pe_limits.h, whatever the file claims.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace noroshi::pe {

// Bits of PeSection::characteristics and PeHeader::characteristics that somebody asks for.
inline constexpr std::uint32_t kSectionCode = 0x00000020;
inline constexpr std::uint32_t kSectionExecute = 0x20000000;
inline constexpr std::uint32_t kSectionWrite = 0x80000000;
inline constexpr std::uint16_t kFileIsDll = 0x2000;

// The data directories by their index in the optional header.
enum class Directory : std::uint8_t {
  kExport,
  kImport,
  kResource,
  kException,
  // Its address is an offset in the file: the certificates are not mapped.
  kSecurity,
  kRelocation,
  kDebug,
  kArchitecture,
  kGlobalPointer,
  kTls,
  kLoadConfig,
  kBoundImport,
  kImportAddresses,
  kDelayImport,
  kClr,
  kReserved,
};
inline constexpr std::size_t kDirectoryCount = 16;

struct DirectoryEntry {
  std::uint32_t address = 0;
  std::uint32_t size = 0;
};

// DOS, file and optional header, in this order. 32-bit fields are widened.
struct PeHeader {
  // Where "PE\0\0" stands, as the DOS header says.
  std::uint32_t header_offset = 0;
  // IMAGE_FILE_MACHINE_*: 0x14C is x86, 0x8664 x64, 0xAA64 ARM64.
  std::uint16_t machine = 0;
  // As stated; PeImage::sections has those that are there.
  std::uint16_t section_count = 0;
  // Seconds since 1970, or a hash of the content where the linker builds reproducibly.
  std::uint32_t time = 0;
  std::uint32_t symbol_table = 0;
  std::uint32_t symbol_count = 0;
  std::uint16_t optional_size = 0;
  std::uint16_t characteristics = 0;
  // PE32+: addresses of 64 bits, whatever the machine is.
  bool is_64 = false;
  std::uint8_t linker_major = 0, linker_minor = 0;
  std::uint32_t code_size = 0;
  // An address; 0 for a DLL without one.
  std::uint32_t entry_point = 0;
  // Where the linker would like to be loaded; addresses count from here.
  std::uint64_t image_base = 0;
  std::uint32_t section_alignment = 0, file_alignment = 0;
  std::uint32_t image_size = 0, headers_size = 0;
  // 0 where the linker wrote none, as is usual outside of drivers.
  std::uint32_t checksum = 0;
  std::uint16_t subsystem = 0, dll_characteristics = 0;
  // As stated, which may be any number.
  std::uint32_t directory_count = 0;
  // Always sixteen; those the file does not state are zero.
  DirectoryEntry directories[kDirectoryCount];

  [[nodiscard]] const DirectoryEntry& directory(Directory which) const noexcept {
    return directories[static_cast<std::size_t>(which)];
  }
  [[nodiscard]] bool is_dll() const noexcept { return (characteristics & kFileIsDll) != 0; }
};

struct PeSection {
  // Up to eight bytes, without the zeros behind.
  std::string name;
  // In memory. May exceed raw_size: the rest is zeros when loaded.
  std::uint32_t virtual_size = 0, virtual_address = 0;
  std::uint32_t raw_size = 0, raw_offset = 0;
  std::uint32_t characteristics = 0;
};

// One function that a file wants of another. By number when `name` is empty.
struct PeImportedFunction {
  std::string name;
  std::uint16_t ordinal = 0;
};

struct PeImport {
  // As spelt in the file.
  std::string dll;
  bool delayed = false;
  std::vector<PeImportedFunction> functions;
};

struct PeExport {
  // "" = by number only.
  std::string name;
  std::uint32_t ordinal = 0;
  // 0 where it is forwarded.
  std::uint32_t address = 0;
  // Where the loader is sent on to: "NTDLL.RtlAllocateHeap".
  std::string forwarder;
};

struct PeExports {
  // What the linker called it.
  std::string dll_name;
  std::uint32_t time = 0;
  // The first ordinal: entry i of the file's address table is base + i.
  std::uint32_t base = 0;
  std::vector<PeExport> entries;
};

// A leaf of the resource tree. Type and name are numbers written out, or the text they have.
struct PeResource {
  std::string type, name;
  std::uint32_t language = 0;
  // In the file; 0 where the address maps to none.
  std::uint64_t offset = 0;
  std::uint32_t size = 0;
};

// The version resource. Keys as in the file: "CompanyName", "OriginalFilename", ...
struct PeVersion {
  std::uint64_t file_version = 0, product_version = 0;  // four numbers of 16 bits, high to low
  std::vector<std::pair<std::string, std::string>> strings;

  // The first value of that key; "" when there is none.
  [[nodiscard]] std::string_view Find(std::string_view key) const noexcept;
};

struct PeDebugEntry {
  std::uint32_t type = 0, time = 0, size = 0, offset = 0;
  std::string pdb;  // path that the linker wrote, for CodeView entries
};

// One pair of the Rich header: which tool, and how many objects it made.
struct RichEntry {
  std::uint16_t product = 0, build = 0;
  std::uint32_t count = 0;
};

struct PeClr {
  std::uint16_t major = 0, minor = 0;
  std::uint32_t flags = 0;
  std::string metadata_version;  // "v4.0.30319"
};

// One entry of the certificate table: its header, and where its bytes lie.
struct PeCertificate {
  // Of the entry's header, in the file.
  std::uint64_t offset = 0;
  // As stated, header included.
  std::uint32_t length = 0;
  std::uint16_t revision = 0, type = 0;
};
inline constexpr std::uint16_t kPkcsSignedData = 2;  // PeCertificate::type
inline constexpr std::uint32_t kCertificateHeaderBytes = 8;

// What is odd about a file's structure. None is proof of anything by itself.
enum class PeOddity : std::uint8_t {
  kTruncatedHeaders,
  kTooManySections,
  // Its bytes are not in the file.
  kSectionBehindEnd,
  // Two sections claim the same bytes.
  kSectionsOverlap,
  // A section that can be written and run.
  kWritableCode,
  // The entry point is in no section that can be run.
  kEntryOutsideCode,
  // As packers leave it; three sections or more.
  kEntryInLastSection,
  // The import table leads nowhere, or was cut by a limit.
  kBadImport,
  kBadExport,
  kBadResource,
  // Not inside the file, or entries that do not fit.
  kBadCertificateTable,
  // No "MZ", yet the rest is there.
  kWipedDosHeader,
};
[[nodiscard]] std::string_view PeOddityName(PeOddity oddity) noexcept;

struct PeImage {
  std::uint64_t file_size = 0;
  PeHeader header;
  std::vector<PeSection> sections;
  std::vector<PeImport> imports;
  std::optional<PeExports> exports;
  std::vector<PeResource> resources;
  std::optional<PeVersion> version;
  std::vector<PeDebugEntry> debug;
  // Addresses of functions that run before the entry point, in the order of the table.
  std::vector<std::uint32_t> tls_callbacks;
  std::vector<RichEntry> rich;
  std::optional<PeClr> clr;
  std::vector<PeCertificate> certificates;
  // Bytes behind the last section, the certificate table included; both 0 where there are none.
  std::uint64_t overlay_offset = 0, overlay_size = 0;
  // Each once, in the order found.
  std::vector<PeOddity> oddities;

  void Note(PeOddity oddity);
  [[nodiscard]] bool Has(PeOddity oddity) const noexcept;
};

}  // namespace noroshi::pe
