#include "evidence/evtx/plain_scan.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "evidence/evtx/fragment_parser.h"
#include "evidence/evtx/name.h"
#include "evidence/evtx/value_types.h"

namespace noroshi::evtx {
namespace {

constexpr std::uint32_t kFragmentHeader = 0x0001010F;
constexpr std::uint8_t kMoreFlag = 0x40;
constexpr std::uint8_t kEndOfFragment = 0x00, kOpen = 0x01;
constexpr std::uint8_t kCloseStart = 0x02, kCloseEmpty = 0x03, kEnd = 0x04;
constexpr std::uint8_t kText = 0x05, kAttribute = 0x06;
constexpr std::uint8_t kNormalSubstitution = 0x0D, kOptionalSubstitution = 0x0E;
constexpr std::size_t kNextNameBytes = 4;  // at the start of a name record
constexpr std::array<std::uint8_t, 8> kNameName = {'N', 0, 'a', 0, 'm', 0, 'e', 0};

constexpr std::uint8_t WithMore(std::uint8_t token) noexcept { return token | kMoreFlag; }

}  // namespace

PlainScan::PlainScan(Bytes chunk, std::size_t begin, std::size_t end, TextRule texts,
                     std::span<std::uint8_t> key, std::span<ValueWindow> windows)
    : chunk_(chunk), in_(chunk.first(end)), texts_(texts), key_(key), windows_(windows) {
  Bytes skipped;
  plain_ = in_.TryTake(begin, skipped);
}

bool PlainScan::Run() {
  SkipHeader();
  do {
    Step();
  } while (plain_ && depth_ > 0);
  return plain_ && AtEnd();
}

void PlainScan::SkipHeader() {
  Bytes header;
  if (LoadOrZero<std::uint32_t>(in_.all(), in_.position()) == kFragmentHeader) {
    plain_ = in_.TryTake(sizeof(kFragmentHeader), header);
  }
}

void PlainScan::Step() {
  std::uint8_t token = 0;
  plain_ = plain_ && in_.TryRead(token);
  if (!plain_) return;
  const bool content_before = std::exchange(content_before_, false);
  switch (token) {
    case kOpen:
    case WithMore(kOpen): return Open(token != kOpen);
    case kAttribute:
    case WithMore(kAttribute): return Attribute();
    case kCloseStart:
    case kCloseEmpty:
    case kEnd: return Close(token);
    default: return Content(token, content_before);
  }
}

void PlainScan::Open(bool has_list) {
  const bool in_definition = texts_ == TextRule::kConstant;
  Bytes dependency;
  std::uint32_t size = 0;
  plain_ = !in_start_tag_ && depth_ < kMaxOpenElements &&
           (!in_definition || in_.TryTake(sizeof(std::uint16_t), dependency)) &&
           in_.TryRead(size) && AddToKey(kOpen, dependency) && Name(kOpen) &&
           (!has_list || in_.TryRead(size));
  in_start_tag_ = true;
  ++depth_;
}

void PlainScan::Close(std::uint8_t token) {
  plain_ = depth_ > 0 && in_start_tag_ == (token != kEnd) && AddToKey(token, {});
  in_start_tag_ = false;
  if (token != kCloseStart) --depth_;
}

void PlainScan::Attribute() {
  std::uint8_t token = 0;
  plain_ = in_start_tag_ && Name(kAttribute) && in_.TryRead(token) && Piece(token, names_field_);
}

// Two in a row would be one text, or several pieces.
void PlainScan::Content(std::uint8_t token, bool content_before) {
  plain_ = !in_start_tag_ && !content_before && depth_ > 0 && Piece(token, false);
  content_before_ = true;
}

bool PlainScan::Piece(std::uint8_t token, bool is_constant) {
  if (token == kText || token == WithMore(kText)) {
    return Text(is_constant || texts_ == TextRule::kConstant);
  }
  const bool substitution = token == kNormalSubstitution || token == kOptionalSubstitution;
  return substitution && texts_ == TextRule::kConstant && Substitution(token);
}

// A type, a length in units, and the units. Windows hold sizes of 16 bits.
bool PlainScan::Text(bool is_constant) {
  std::uint8_t type = 0;
  std::uint16_t units = 0;
  Bytes text;
  if (!in_.TryRead(type) || type != kTypeString || !in_.TryRead(units) || units > 0x7FFF ||
      !in_.TryTake(2U * units, text)) {
    return false;
  }
  if (is_constant) return AddToKey(kText, text);
  if (value_count_ == windows_.size()) return false;
  windows_[value_count_++] = {text.data(), static_cast<std::uint16_t>(text.size()), kTypeString};
  return AddToKey(kText, {});
}

// A value's number and type.
bool PlainScan::Substitution(std::uint8_t token) {
  Bytes what;
  return in_.TryTake(sizeof(std::uint16_t) + 1, what) && AddToKey(token, what);
}

// A name's reference, and the name itself where it lies right here. Of the record, all counts but
// where the next one of its bucket lies, and the NUL: the stored hash too, so that a wrong one
// makes another key.
bool PlainScan::Name(std::uint8_t kind) {
  std::uint32_t offset = 0;
  if (!in_.TryRead(offset)) return false;
  const std::size_t size = NameRecordSize(chunk_, offset);
  if (size == 0) return false;
  Bytes name;
  if (offset == in_.position() && !in_.TryTake(size, name)) return false;
  const Bytes record =
      chunk_.subspan(offset + kNextNameBytes, size - kNextNameBytes - kNameNulBytes);
  names_field_ = std::ranges::equal(record.subspan(kNameHeaderBytes - kNextNameBytes), kNameName);
  return AddToKey(kind, record);
}

// The size goes along: no key can be read as another one.
bool PlainScan::AddToKey(std::uint8_t kind, Bytes bytes) noexcept {
  const auto size = static_cast<std::uint16_t>(bytes.size());
  if (key_.size() - key_size_ < 1 + sizeof(size) + bytes.size()) return false;
  std::uint8_t* const at = key_.data() + key_size_;
  *at = kind;
  std::memcpy(at + 1, &size, sizeof(size));
  if (size > 0) std::memcpy(at + 1 + sizeof(size), bytes.data(), size);
  key_size_ += 1 + sizeof(size) + size;
  return true;
}

// Nothing follows, or an end token and then padding.
bool PlainScan::AtEnd() {
  std::uint8_t token = 0;
  if (!in_.TryRead(token)) return true;
  return token == kEndOfFragment && !IsFurtherFragment(chunk_, in_.position(), in_.all().size());
}

}  // namespace noroshi::evtx
