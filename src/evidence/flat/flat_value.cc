#include "evidence/flat/flat_value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace noroshi {
namespace {

constexpr std::uint8_t kTrueByte = 1, kFalseByte = 0;

template <class T>
Value Fixed(T number, ValueType type, Arena& arena) {
  auto* place = arena.Allocate<T>(1).data();
  *place = number;
  return {place, sizeof(T), type};
}

Value MakeNumber(std::string_view text, Arena& arena) {
  const char* const end = text.data() + text.size();
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec == std::errc() && read.ptr == end) return Fixed(number, ValueType::kInt, arena);
  std::uint64_t large = 0;
  const auto again = std::from_chars(text.data(), end, large);
  if (again.ec == std::errc() && again.ptr == end) return Fixed(large, ValueType::kUInt, arena);
  return Value::Utf8(text);
}

// 8-4-4-4-12 hex digits, without braces.
bool IsBareGuid(std::string_view text) noexcept {
  constexpr std::size_t kGuidChars = 36;
  if (text.size() != kGuidChars) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const char lower = static_cast<char>(text[i] | 0x20);
    const bool hex = (text[i] >= '0' && text[i] <= '9') || (lower >= 'a' && lower <= 'f');
    if (dash ? text[i] != '-' : !hex) return false;
  }
  return true;
}

Value InBraces(std::string_view guid, Arena& arena) {
  const auto text = arena.Allocate<char>(guid.size() + 2);
  text.front() = '{';
  std::ranges::transform(guid, text.begin() + 1, [](char c) {
    return c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  text.back() = '}';
  return Value::Utf8({text.data(), text.size()});
}

std::string_view Unescaped(std::string_view text, std::size_t (*unescape)(std::string_view, char*),
                           Arena& arena) {
  if (text.empty() || std::memchr(text.data(), '\\', text.size()) == nullptr) return text;
  const auto out = arena.Allocate<char>(text.size());
  return {out.data(), unescape(text, out.data())};
}

}  // namespace

std::string_view TextOf(const FlatField& field, Arena& arena) {
  switch (field.type) {
    case FlatType::kEscaped: return Unescaped(field.text, UnescapeJson, arena);
    case FlatType::kHexed: return Unescaped(field.text, UnescapeHex, arena);
    case FlatType::kNull: return {};
    case FlatType::kMade: return arena.Copy(field.text);
    default: return field.text;
  }
}

Value MakeValue(const FlatField& field, ValueStyle style, Arena& arena) {
  switch (field.type) {
    case FlatType::kNumber: return MakeNumber(field.text, arena);
    case FlatType::kTrue: return {&kTrueByte, 1, ValueType::kBool};
    case FlatType::kFalse: return {&kFalseByte, 1, ValueType::kBool};
    case FlatType::kNull:
      return style == ValueStyle::kWindows ? Value::Utf8({}) : Value{nullptr, 0, ValueType::kNull};
    default: break;
  }
  const std::string_view text = TextOf(field, arena);
  if (style == ValueStyle::kWindows && IsBareGuid(text)) return InBraces(text, arena);
  return Value::Utf8(text);
}

}  // namespace noroshi
