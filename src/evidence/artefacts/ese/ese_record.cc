#include "evidence/artefacts/ese/ese_record.h"

#include <algorithm>

namespace noroshi::ese {
namespace {

constexpr std::size_t kHeadBytes = 4;
constexpr std::uint16_t kVariableIsNull = 0x8000, kEndMask = 0x7FFF;
constexpr std::size_t kTagBytes = 4;
// Of the word behind a tag's number.
constexpr std::uint16_t kSmallPlaceMask = 0x1FFF, kLargePlaceMask = 0x7FFF;
constexpr std::uint16_t kSmallIsNull = 0x2000, kSmallHasFlags = 0x4000, kIsDerived = 0x8000;
// Of the byte before a tagged value.
constexpr std::uint8_t kPacked = 2, kElsewhere = 4, kList = 8, kPair = 16, kNull = 32,
                       kEncrypted = 64;

std::optional<StoredValue> Plain(Bytes bytes) {
  StoredValue value;
  value.bytes = bytes;
  return value;
}

}  // namespace

std::uint32_t SizeOfType(ColumnType type) noexcept {
  switch (type) {
    case ColumnType::kBit:
    case ColumnType::kUnsignedByte: return 1;
    case ColumnType::kShort:
    case ColumnType::kUnsignedShort: return 2;
    case ColumnType::kLong:
    case ColumnType::kFloat:
    case ColumnType::kUnsignedLong: return 4;
    case ColumnType::kCurrency:
    case ColumnType::kDouble:
    case ColumnType::kDateTime:
    case ColumnType::kLongLong: return 8;
    case ColumnType::kGuid: return 16;
    default: return 0;
  }
}

EseRecord::EseRecord(Bytes record, bool is_small, bool has_tags)
    : record_(record), is_small_(is_small) {
  if (record.size() < kHeadBytes) return;
  last_fixed_ = record[0];
  last_variable_ = record[1];
  ends_at_ = LoadOrZero<std::uint16_t>(record, 2);
  const std::size_t ends = last_variable_ < kFirstVariable ? 0 : last_variable_ - 127;
  data_at_ = ends_at_ + ends * 2;
  tags_at_ = data_at_;
  if (ends != 0) tags_at_ += LoadOrZero<std::uint16_t>(record, data_at_ - 2) & kEndMask;
  if (!has_tags || tags_at_ > record.size() || record.size() - tags_at_ < kTagBytes) return;
  // The first value's place is also where the list ends.
  const std::size_t list = LoadOrZero<std::uint16_t>(record, tags_at_ + 2) &
                           (is_small ? kSmallPlaceMask : kLargePlaceMask);
  tag_count_ = std::min(list, record.size() - tags_at_) / kTagBytes;
}

std::optional<StoredValue> EseRecord::Find(const EseColumn& column) const {
  if (column.number < kFirstVariable) return Fixed(column);
  if (column.number < kFirstTagged) return Variable(column.number);
  return Tagged(column.number);
}

std::optional<StoredValue> EseRecord::Fixed(const EseColumn& column) const {
  if (column.number == 0 || column.number > last_fixed_) return std::nullopt;
  // A bit for each says that it is null; the bits end where the fixed columns do.
  const std::size_t bitmap = (std::size_t{last_fixed_} + 7) / 8;
  if (ends_at_ > record_.size() || ends_at_ < kHeadBytes + bitmap) return std::nullopt;
  const std::size_t bit = column.number - 1;
  if ((record_[ends_at_ - bitmap + bit / 8] >> bit % 8 & 1) != 0) return std::nullopt;
  const std::size_t end = ends_at_ - bitmap;
  if (column.place > end || column.size > end - column.place) return std::nullopt;
  return Plain(record_.subspan(column.place, column.size));
}

std::optional<StoredValue> EseRecord::Variable(ColumnNumber number) const {
  if (number > last_variable_) return std::nullopt;
  const std::size_t at = ends_at_ + (number - kFirstVariable) * std::size_t{2};
  const auto end = LoadOrZero<std::uint16_t>(record_, at);
  const std::uint16_t begin =
      number == kFirstVariable ? 0 : LoadOrZero<std::uint16_t>(record_, at - 2) & kEndMask;
  if ((end & kVariableIsNull) != 0 || end < begin || data_at_ + end > record_.size()) {
    return std::nullopt;
  }
  return Plain(record_.subspan(data_at_ + begin, end - begin));
}

std::optional<StoredValue> EseRecord::Tagged(ColumnNumber number) const {
  for (std::size_t i = 0; i < tag_count_; ++i) {
    const std::size_t at = tags_at_ + i * kTagBytes;
    const auto place = LoadOrZero<std::uint16_t>(record_, at + 2);
    if (LoadOrZero<std::uint16_t>(record_, at) != number) continue;
    if (is_small_ && (place & kIsDerived) != 0) continue;  // of another table, its template
    const std::uint16_t mask = is_small_ ? kSmallPlaceMask : kLargePlaceMask;
    const std::size_t begin = tags_at_ + (place & mask);
    const std::size_t end =
        i + 1 < tag_count_
            ? tags_at_ + (LoadOrZero<std::uint16_t>(record_, at + kTagBytes + 2) & mask)
            : record_.size();
    if (begin > end || end > record_.size()) return std::nullopt;
    StoredValue value;
    value.bytes = record_.subspan(begin, end - begin);
    if (is_small_ && (place & kSmallIsNull) != 0) return std::nullopt;
    if (is_small_ && (place & kSmallHasFlags) == 0) return value;
    if (value.bytes.empty()) return std::nullopt;
    const std::uint8_t flags = value.bytes[0];
    if ((flags & kNull) != 0) return std::nullopt;
    value.bytes = value.bytes.subspan(1);
    value.is_packed = (flags & kPacked) != 0;
    value.is_elsewhere = (flags & kElsewhere) != 0;
    value.is_list = (flags & kList) != 0;
    value.is_pair = (flags & kPair) != 0;
    value.is_encrypted = (flags & kEncrypted) != 0;
    return value;
  }
  return std::nullopt;
}

}  // namespace noroshi::ese
