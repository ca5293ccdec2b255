#include "evidence/evtx/value_types.h"

#include <algorithm>
#include <cstring>

#include "base/byte_reader.h"
#include "base/utf.h"

namespace noroshi::evtx {
namespace {

// 9999-12-31T23:59:59.9999999Z: later times have no four-digit year to print.
constexpr std::uint64_t kLastPrintableTicks = 2'650'467'743'999'999'999;
constexpr std::size_t kSidHeaderBytes = 8;
constexpr std::size_t kMaxSubAuthorities = 15;  // MS-DTYP 2.4.2.2

// How the bytes of a type are checked.
enum class Check : std::uint8_t {
  kReject,  // no plain value, or an unknown type
  kNull,    // the bytes, if any, mean nothing (E-6.3)
  kFixed,   // exactly `size` bytes
  kUtf16,   // an even number of bytes, cut at the first NUL
  kAny,     // any number of bytes
  kBool,    // 4 bytes (or 1), 0 or 1
  kWidth,   // 4 or 8 bytes
  kSid,
  kFileTime,
  kSystemTime,
};

struct TypeRule {
  Check check = Check::kReject;
  ValueType type = ValueType::kUtf8;
  std::uint8_t size = 0;
};

constexpr std::array<TypeRule, 256> MakeRules() {
  std::array<TypeRule, 256> rules{};
  rules[0x00] = {Check::kNull, ValueType::kUtf8, 0};
  rules[0x01] = {Check::kUtf16, ValueType::kUtf16, 2};
  rules[0x02] = {Check::kAny, ValueType::kAnsi, 1};
  rules[0x03] = {Check::kFixed, ValueType::kInt, 1};
  rules[0x04] = {Check::kFixed, ValueType::kUInt, 1};
  rules[0x05] = {Check::kFixed, ValueType::kInt, 2};
  rules[0x06] = {Check::kFixed, ValueType::kUInt, 2};
  rules[0x07] = {Check::kFixed, ValueType::kInt, 4};
  rules[0x08] = {Check::kFixed, ValueType::kUInt, 4};
  rules[0x09] = {Check::kFixed, ValueType::kInt, 8};
  rules[0x0A] = {Check::kFixed, ValueType::kUInt, 8};
  rules[0x0B] = {Check::kFixed, ValueType::kReal, 4};
  rules[0x0C] = {Check::kFixed, ValueType::kReal, 8};
  rules[0x0D] = {Check::kBool, ValueType::kBool, 4};
  rules[0x0E] = {Check::kAny, ValueType::kBinary, 1};
  rules[0x0F] = {Check::kFixed, ValueType::kGuid, 16};
  rules[0x10] = {Check::kWidth, ValueType::kHex, 8};
  rules[0x11] = {Check::kFileTime, ValueType::kFileTime, 8};
  rules[0x12] = {Check::kSystemTime, ValueType::kSystemTime, 16};
  rules[0x13] = {Check::kSid, ValueType::kSid, 0};
  rules[0x14] = {Check::kFixed, ValueType::kHex, 4};
  rules[0x15] = {Check::kFixed, ValueType::kHex, 8};
  rules[kTypeBinaryArray] = {Check::kAny, ValueType::kBinary, 1};
  return rules;
}
constexpr std::array<TypeRule, 256> kRules = MakeRules();

Bytes BytesOf(const ValueWindow& window) noexcept { return {window.data, window.size}; }

bool IsWholeSid(Bytes bytes) noexcept {
  return bytes.size() >= kSidHeaderBytes && bytes[1] <= kMaxSubAuthorities &&
         bytes.size() == kSidHeaderBytes + 4U * bytes[1];
}

// A SYSTEMTIME that names a day, or the all-zero "no time". What is left to the renderer (the 31st
// of a short month) is printed raw there.
bool IsPlausibleSystemTime(Bytes bytes) noexcept {
  std::array<std::uint16_t, 8> parts{};
  std::memcpy(parts.data(), bytes.data(), sizeof(parts));
  if (parts == std::array<std::uint16_t, 8>{}) return true;
  return parts[0] >= 1601 && parts[0] <= 9999 && parts[1] >= 1 && parts[1] <= 12 && parts[3] >= 1 &&
         parts[3] <= 31 && parts[4] < 24 && parts[5] < 60 && parts[6] < 61 && parts[7] < 1000;
}

bool IsRegularBool(Bytes bytes) noexcept {
  if (bytes.size() == 1) return bytes[0] <= 1;
  return bytes.size() == 4 && LoadUnchecked<std::uint32_t>(bytes.data()) <= 1;
}

bool KeepsRule(const TypeRule& rule, const ValueWindow& window) noexcept {
  switch (rule.check) {
    case Check::kReject: return false;
    case Check::kNull:
    case Check::kAny: return true;
    case Check::kFixed: return window.size == rule.size;
    case Check::kUtf16: return window.size % 2 == 0;
    case Check::kBool: return IsRegularBool(BytesOf(window));
    case Check::kWidth: return window.size == 4 || window.size == 8;
    case Check::kSid: return IsWholeSid(BytesOf(window));
    case Check::kFileTime:
      return window.size == 8 && LoadUnchecked<std::uint64_t>(window.data) <= kLastPrintableTicks;
    case Check::kSystemTime: return window.size == 16 && IsPlausibleSystemTime(BytesOf(window));
  }
  return false;
}

Value Make(const ValueWindow& window, ValueType type) noexcept {
  return {window.data, window.size, type};
}

// The kind of damage that breaking a check is.
DamageKind KindOf(Check check, const ValueWindow& window) noexcept {
  switch (check) {
    case Check::kReject: return DamageKind::kValueType;
    case Check::kFileTime:
      return window.size == 8 ? DamageKind::kValueTime : DamageKind::kValueSize;
    case Check::kSystemTime:
      return window.size == 16 ? DamageKind::kValueTime : DamageKind::kValueSize;
    case Check::kBool: return DamageKind::kValueType;
    case Check::kUtf16: return DamageKind::kValueText;
    default: return DamageKind::kValueSize;
  }
}

bool IsInteger(ValueType type) noexcept {
  return type == ValueType::kInt || type == ValueType::kUInt || type == ValueType::kHex ||
         type == ValueType::kBool;
}

// A fixed-size value of another size: the leading bytes of a longer one; a shorter integer is
// zero-extended, anything else is shown as its bytes (E-7.1).
Value Resize(const ValueWindow& window, const TypeRule& rule, Arena& arena) {
  if (window.size >= rule.size) return {window.data, rule.size, rule.type};
  if (window.size == 0) return {window.data, 0, ValueType::kUtf8};
  if (!IsInteger(rule.type)) return Make(window, ValueType::kBinary);
  const auto bytes = arena.Allocate<std::uint8_t>(rule.size);
  std::ranges::fill(bytes, std::uint8_t{0});
  std::memcpy(bytes.data(), window.data, window.size);
  return {bytes.data(), rule.size, rule.type};
}

Value MendWidth(const ValueWindow& window, const TypeRule& rule, Arena& arena) {
  TypeRule narrowed = rule;
  if (window.size < rule.size) narrowed.size = 4;
  return Resize(window, narrowed, arena);
}

Value MendUtf16(const ValueWindow& window) noexcept {
  const Bytes bytes = BytesOf(window);
  return {window.data, static_cast<std::uint32_t>(Utf16BytesBeforeNul(bytes)), ValueType::kUtf16};
}

Value Mend(const ValueWindow& window, const TypeRule& rule, Arena& arena) {
  switch (rule.check) {
    case Check::kUtf16: return MendUtf16(window);
    case Check::kWidth: return MendWidth(window, rule, arena);
    case Check::kBool:
      return window.size == 1 ? Make(window, rule.type) : Resize(window, rule, arena);
    case Check::kSid: return Make(window, window.size == 0 ? ValueType::kUtf8 : ValueType::kSid);
    case Check::kReject:
      return Make(window, window.size == 0 ? ValueType::kUtf8 : ValueType::kBinary);
    default: return Resize(window, rule, arena);
  }
}

using Items = std::vector<ValueWindow>;

void SplitStrings(const ValueWindow& window, std::uint8_t type, std::size_t unit, Items& items) {
  std::size_t begin = 0;
  const std::size_t size = window.size / unit * unit;
  const auto is_nul = [&](std::size_t at) {
    return window.data[at] == 0 && (unit == 1 || window.data[at + 1] == 0);
  };
  for (std::size_t at = 0; at < size; at += unit) {
    if (!is_nul(at)) continue;
    items.push_back({window.data + begin, static_cast<std::uint16_t>(at - begin), type});
    begin = at + unit;
  }
  if (begin < size) {
    items.push_back({window.data + begin, static_cast<std::uint16_t>(size - begin), type});
  }
}

void SplitFixed(const ValueWindow& window, std::uint8_t type, std::size_t width, Items& items,
                Issues& issues) {
  std::size_t at = 0;
  for (; at + width <= window.size; at += width) {
    items.push_back({window.data + at, static_cast<std::uint16_t>(width), type});
  }
  if (at != window.size) issues.Add(DamageKind::kValueSize);
}

void SplitSids(const ValueWindow& window, std::uint8_t type, Items& items, Issues& issues) {
  std::size_t at = 0;
  while (window.size - at >= kSidHeaderBytes) {
    const std::size_t size = kSidHeaderBytes + 4U * window.data[at + 1];
    if (window.size - at < size) break;
    items.push_back({window.data + at, static_cast<std::uint16_t>(size), type});
    at += size;
  }
  if (at != window.size) issues.Add(DamageKind::kValueSize);
}

}  // namespace

bool ToRegularValue(const ValueWindow& window, Value& value) noexcept {
  const TypeRule& rule = kRules[window.type];
  if (!KeepsRule(rule, window)) return false;
  value = {window.data, window.size, rule.type};
  if (rule.check == Check::kUtf16) {
    value.size = static_cast<std::uint32_t>(Utf16BytesBeforeNul(BytesOf(window)));
  } else if (rule.check == Check::kNull) {
    value.size = 0;
  }
  return true;
}

Value ToAnyValue(const ValueWindow& window, Arena& arena, Issues& issues) {
  Value value;
  if (ToRegularValue(window, value)) return value;
  const TypeRule& rule = kRules[window.type];
  issues.Add(KindOf(rule.check, window));
  return Mend(window, rule, arena);
}

void SplitArray(const ValueWindow& window, std::vector<ValueWindow>& items, Issues& issues) {
  constexpr std::uint8_t kString = 0x01, kAnsi = 0x02, kSizeT = 0x10, kSid = 0x13;
  const auto type = static_cast<std::uint8_t>(window.type & ~kArrayBit);
  if (type == kString) return SplitStrings(window, type, 2, items);
  if (type == kAnsi) return SplitStrings(window, type, 1, items);
  if (type == kSid) return SplitSids(window, type, items, issues);
  std::size_t width = kRules[type].size;
  if (type == kSizeT && window.size % 8 != 0) width = 4;  // its width is not stated anywhere
  if (width == 0) {
    issues.Add(DamageKind::kValueType);
    if (window.size != 0) items.push_back({window.data, window.size, type});
    return;
  }
  SplitFixed(window, type, width, items, issues);
}

}  // namespace noroshi::evtx
