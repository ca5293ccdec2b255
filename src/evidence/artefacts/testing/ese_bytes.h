// EseBytes: writes ESE databases page by page, for tests and seeds. Shares nothing with the reader.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/artefacts/testing/byte_writer.h"

namespace noroshi::testing {

// Types of columns as the engine numbers them.
inline constexpr std::uint32_t kEseByte = 2, kEseLong = 4, kEseCurrency = 5, kEseDate = 8,
                               kEseBinary = 9, kEseText = 10, kEseLongBinary = 11,
                               kEseLongText = 12, kEseUnsignedLong = 14, kEseLongLong = 15,
                               kEseGuid = 16, kEseShort = 17;
inline constexpr std::uint32_t kEseWide = 1200;

// A column; numbers below 128 are fixed, below 256 variable, others tagged.
struct EseFormColumn {
  std::string name;
  std::uint32_t number = 0;
  std::uint32_t type = kEseLong;
  std::uint32_t code_page = 0;
};

// A value. `flags` are those before a tagged value; one `apart` is written as a long value, in
// pieces, each packed if `is_packed_apart`.
struct EseCell {
  std::vector<std::uint8_t> bytes;
  std::uint8_t flags = 0;
  bool apart = false;
  bool is_packed_apart = false;
};
using EseFormRow = std::map<std::string, EseCell>;

struct EseFormTable {
  std::string name;
  std::vector<EseFormColumn> columns;
  std::vector<EseFormRow> rows;
};

struct EseForm {
  std::uint32_t page_bytes = 4096;
  std::uint32_t state = 3;
  bool has_ecc = true;
  std::size_t rows_in_leaf = 4;
  bool has_places = true;  // of fixed columns, in the catalogue
  std::vector<EseFormTable> tables;
};

[[nodiscard]] std::vector<std::uint8_t> MakeEse(const EseForm& form);
// Writes a page's checksum anew, after a test changed it. Pages count from 1.
void SealEsePage(std::vector<std::uint8_t>& bytes, std::uint32_t page_bytes, std::uint32_t page);
[[nodiscard]] inline std::size_t EsePageAt(std::uint32_t page_bytes, std::uint32_t page) {
  return (std::size_t{page} + 1) * page_bytes;
}

[[nodiscard]] EseCell NumberCell(std::uint64_t number, std::size_t bytes);
[[nodiscard]] EseCell TextCell(std::string_view ascii);  // UTF-16
// Days since 1899-12-30, as the engine keeps dates.
[[nodiscard]] EseCell DateCell(double days);
// Characters of seven bits, as the engine packs values.
[[nodiscard]] std::vector<std::uint8_t> PackSevenBits(std::string_view ascii, bool is_wide);

}  // namespace noroshi::testing
