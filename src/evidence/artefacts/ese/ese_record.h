// EseRecord: the columns that one record of a table has, as they lie in it.
//
// Fixed columns (numbers 1 to 127) lie one behind the other, variable ones (128 to 255) behind a
// list of their ends, all others behind a list of numbers and places ("tagged").
//
// Format: as ese_checksum.h says. Borrows the record's bytes; every place in it is checked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/byte_reader.h"

namespace noroshi::ese {

using ColumnNumber = std::uint32_t;
inline constexpr ColumnNumber kFirstVariable = 128, kFirstTagged = 256;

// JET_coltyp.
enum class ColumnType : std::uint32_t {
  kNone = 0,
  kBit = 1,
  kUnsignedByte = 2,
  kShort = 3,
  kLong = 4,
  kCurrency = 5,
  kFloat = 6,
  kDouble = 7,
  kDateTime = 8,
  kBinary = 9,
  kText = 10,
  kLongBinary = 11,
  kLongText = 12,
  kUnsignedLong = 14,
  kLongLong = 15,
  kGuid = 16,
  kUnsignedShort = 17,
};
// Bytes of a value of a fixed size; 0 for the others.
[[nodiscard]] std::uint32_t SizeOfType(ColumnType type) noexcept;

struct EseColumn {
  ColumnNumber number = 0;
  ColumnType type = ColumnType::kNone;
  std::uint32_t size = 0;       // fixed columns
  std::uint32_t place = 0;      // fixed columns: in the record
  std::uint32_t code_page = 0;  // texts; 1200 is UTF-16
  std::string name = {};
};

// A value in its record, or what leads to it.
struct StoredValue {
  Bytes bytes;
  bool is_packed = false;
  bool is_elsewhere = false;  // `bytes` is the number of a long value
  bool is_list = false;       // of several values
  bool is_pair = false;       // of two, in a shorter form
  bool is_encrypted = false;
};

class EseRecord {
 public:
  // `is_small`: of a page of 8 KiB or less. `has_tags`: columns with tags are in the form we read.
  EseRecord(Bytes record, bool is_small, bool has_tags);

  // Nothing when the record has no such column, or null in it.
  [[nodiscard]] std::optional<StoredValue> Find(const EseColumn& column) const;

 private:
  [[nodiscard]] std::optional<StoredValue> Fixed(const EseColumn& column) const;
  [[nodiscard]] std::optional<StoredValue> Variable(ColumnNumber number) const;
  [[nodiscard]] std::optional<StoredValue> Tagged(ColumnNumber number) const;

  Bytes record_;
  bool is_small_;
  std::uint32_t last_fixed_ = 0, last_variable_ = 0;
  std::size_t ends_at_ = 0;  // of the variable columns
  std::size_t data_at_ = 0;  // theirs
  std::size_t tags_at_ = 0;
  std::size_t tag_count_ = 0;
};

}  // namespace noroshi::ese
