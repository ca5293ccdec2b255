#include "event/value_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <initializer_list>
#include <span>

#include "base/byte_reader.h"
#include "base/number_text.h"
#include "base/time.h"
#include "base/utf.h"

namespace noroshi {
namespace {

// 9999-12-31T23:59:59.9999999Z, the last instant with a four-digit year.
constexpr std::uint64_t kLastPrintableTicks = 2'650'467'743'999'999'999;

// An integer of any size up to 8 bytes; short ones are zero-extended (EVTX spec, E-7.1).
std::uint64_t LoadUnsigned(Bytes bytes) noexcept {
  std::uint64_t value = 0;
  if (!bytes.empty()) {
    std::memcpy(&value, bytes.data(), std::min(bytes.size(), sizeof(value)));
  }
  return value;
}

bool IsNegative(Bytes bytes) noexcept { return !bytes.empty() && (bytes.back() & 0x80) != 0; }

// The magnitude of a two's complement number of bytes.size() bytes.
Integer LoadSigned(Bytes bytes) noexcept {
  std::uint64_t value = LoadUnsigned(bytes);
  if (!IsNegative(bytes)) return {false, value};
  if (bytes.size() < sizeof(value)) value |= ~0ULL << (8 * bytes.size());
  return {true, 0 - value};
}

char* WriteHexNumber(std::uint64_t number, char* out) noexcept {
  *out++ = '0';
  *out++ = 'x';
  return WriteLowerHex(number, out);
}

char* WriteText(std::string_view text, char* out) noexcept {
  return std::copy(text.begin(), text.end(), out);
}

char* WriteInt(const Value& value, char* out) noexcept {
  const Integer integer = LoadSigned(value.bytes());
  if (integer.negative) *out++ = '-';
  return WriteDecimal(integer.magnitude, out);
}

char* WriteUInt(const Value& value, char* out) noexcept {
  return WriteDecimal(LoadUnsigned(value.bytes()), out);
}

char* WriteHex(const Value& value, char* out) noexcept {
  return WriteHexNumber(LoadUnsigned(value.bytes()), out);
}

char* WriteBinary(const Value& value, char* out) noexcept {
  for (const std::uint8_t byte : value.bytes()) out = WriteHexByte(byte, out);
  return out;
}

char* WriteBool(const Value& value, char* out) noexcept {
  const Bytes bytes = value.bytes();
  const bool set = std::ranges::any_of(bytes, [](std::uint8_t byte) { return byte != 0; });
  return WriteText(set ? "true" : "false", out);
}

// As the C runtime of Windows prints what is not a number.
std::string_view NameOfNonFinite(double number) noexcept {
  if (std::isinf(number)) return number > 0 ? "1.#INF" : "-1.#INF";
  return std::signbit(number) ? "-1.#IND" : "1.#QNAN";
}

// The fewest digits that read back as the same number; plain notation in the range people read.
template <class Float>
char* WriteFloat(Float number, char* out) noexcept {
  constexpr std::size_t kMaxCharacters = 64;
  if (!std::isfinite(number)) return WriteText(NameOfNonFinite(static_cast<double>(number)), out);
  const Float size = std::fabs(number);
  const bool plain = size == 0 || (size >= Float(1e-5) && size < Float(1e17));
  const auto form = plain ? std::chars_format::fixed : std::chars_format::scientific;
  return std::to_chars(out, out + kMaxCharacters, number, form).ptr;
}

char* WriteReal(const Value& value, char* out) noexcept {
  const Bytes bytes = value.bytes();
  if (bytes.size() == sizeof(double)) return WriteFloat(LoadUnchecked<double>(bytes.data()), out);
  if (bytes.size() == sizeof(float)) return WriteFloat(LoadUnchecked<float>(bytes.data()), out);
  return WriteBinary(value, out);
}

// Windows keeps the first three parts of a GUID little-endian, the last two as bytes in order.
char* WriteGuid(const Value& value, char* out) noexcept {
  const Bytes bytes = value.bytes();
  if (bytes.size() != 16) return WriteBinary(value, out);
  const auto part = [&bytes, &out](std::initializer_list<std::size_t> order) {
    for (const std::size_t index : order) out = WriteHexByte(bytes[index], out);
  };
  *out++ = '{';
  part({3, 2, 1, 0});
  *out++ = '-';
  part({5, 4});
  *out++ = '-';
  part({7, 6});
  *out++ = '-';
  part({8, 9});
  *out++ = '-';
  part({10, 11, 12, 13, 14, 15});
  *out++ = '}';
  return out;
}

// S-revision-authority-sub..., with as many sub-authorities as are there. The authority is six
// bytes big-endian, in hex when it does not fit 32 bits (MS-DTYP 2.4.2.1).
char* WriteSid(const Value& value, char* out) noexcept {
  constexpr std::size_t kHeader = 8;
  const Bytes bytes = value.bytes();
  if (bytes.size() < kHeader) return WriteBinary(value, out);
  out = WriteText("S-", out);
  out = WriteDecimal(bytes[0], out);
  *out++ = '-';
  std::uint64_t authority = 0;
  for (std::size_t i = 2; i < kHeader; ++i) authority = authority << 8 | bytes[i];
  out = authority >> 32 != 0 ? WriteHexNumber(authority, out) : WriteDecimal(authority, out);
  const std::size_t count = std::min<std::size_t>(bytes[1], (bytes.size() - kHeader) / 4);
  for (std::size_t i = 0; i < count; ++i) {
    *out++ = '-';
    out = WriteDecimal(LoadUnchecked<std::uint32_t>(bytes.data() + kHeader + 4 * i), out);
  }
  return out;
}

char* WriteFileTime(const Value& value, char* out) noexcept {
  const std::uint64_t ticks = LoadUnsigned(value.bytes());
  if (ticks > kLastPrintableTicks) return WriteDecimal(ticks, out);
  return out + WriteIso8601(Timestamp{ticks}, out);
}

// SYSTEMTIME: year, month, weekday, day, hour, minute, second, millisecond. Nothing when it names
// no instant that can be printed.
std::optional<Timestamp> FromSystemTime(Bytes bytes) noexcept {
  constexpr std::uint32_t kTicksPerMillisecond = kTicksPerSecond / 1000;
  std::array<std::uint16_t, 8> parts{};
  std::memcpy(parts.data(), bytes.data(), sizeof(parts));
  if (parts == std::array<std::uint16_t, 8>{}) return Timestamp{};  // Windows' "no time": the epoch
  if (std::max({parts[1], parts[3], parts[4], parts[5], parts[6]}) > 0xFF || parts[0] > 9999) {
    return std::nullopt;
  }
  return FromCivil({.year = parts[0],
                    .month = static_cast<std::uint8_t>(parts[1]),
                    .day = static_cast<std::uint8_t>(parts[3]),
                    .hour = static_cast<std::uint8_t>(parts[4]),
                    .minute = static_cast<std::uint8_t>(parts[5]),
                    .second = static_cast<std::uint8_t>(parts[6]),
                    .ticks = parts[7] * kTicksPerMillisecond});
}

char* WriteSystemTime(const Value& value, char* out) noexcept {
  constexpr std::size_t kDigitsBelowMilliseconds = 4;
  const Bytes bytes = value.bytes();
  const auto time = bytes.size() == 16 ? FromSystemTime(bytes) : std::nullopt;
  if (!time) return WriteBinary(value, out);
  out += WriteIso8601(*time, out) - kDigitsBelowMilliseconds - 1;
  *out++ = 'Z';
  return out;
}

using Writer = char* (*)(const Value&, char*) noexcept;

// In the order of ValueType; none for texts, lists and nothing.
constexpr std::array<Writer, 16> kWriters = {nullptr,   nullptr,       nullptr,         nullptr,
                                             nullptr,   WriteInt,      WriteUInt,       WriteHex,
                                             WriteReal, WriteBool,     WriteBinary,     WriteGuid,
                                             WriteSid,  WriteFileTime, WriteSystemTime, nullptr};
static_assert(kWriters.size() == static_cast<std::size_t>(ValueType::kList) + 1);

void AppendScalar(const Value& value, std::string& out) {
  constexpr std::size_t kSmall = 512;
  char small[kSmall];
  if (ScalarTextRoom(value) <= kSmall) {
    out.append(small, static_cast<std::size_t>(WriteScalarText(value, small) - small));
    return;
  }
  const std::size_t before = out.size();
  out.resize(before + ScalarTextRoom(value));
  const char* const end = WriteScalarText(value, out.data() + before);
  out.resize(static_cast<std::size_t>(end - out.data()));
}

void AppendList(const Value& value, std::string& out) {
  bool first = true;
  for (const Value& item : value.items()) {
    if (!first) out += ", ";
    first = false;
    if (item.type != ValueType::kList) AppendText(item, out);  // never nested: no recursion
  }
}

bool IsText(ValueType type) noexcept {
  return type == ValueType::kUtf8 || type == ValueType::kUtf16 || type == ValueType::kAnsi;
}

// Longest text that can be a number of ours: "-1.7976931348623157e+308" and leading digits.
constexpr std::size_t kMaxNumberCharacters = 40;

// The value's text when it is short ASCII, else empty. `buffer` holds it if it had to be made.
std::string_view ShortAscii(const Value& value, char (&buffer)[kMaxNumberCharacters]) noexcept {
  const bool wide = value.type == ValueType::kUtf16;
  const std::size_t characters = wide ? value.size / 2 : value.size;
  if (characters == 0 || characters > kMaxNumberCharacters) return {};
  if (!wide) return {static_cast<const char*>(value.data), characters};
  const std::size_t narrowed = NarrowAscii(value.bytes().data(), characters, buffer);
  return narrowed == characters ? std::string_view(buffer, characters) : std::string_view();
}

std::optional<std::uint64_t> ParseAll(std::string_view digits, int base) noexcept {
  std::uint64_t number = 0;
  const char* const end = digits.data() + digits.size();
  const auto [at, error] = std::from_chars(digits.data(), end, number, base);
  if (digits.empty() || error != std::errc() || at != end) return std::nullopt;
  return number;
}

std::optional<Integer> ParseInteger(std::string_view text) noexcept {
  if (text.starts_with("0x") || text.starts_with("0X")) {
    const auto number = ParseAll(text.substr(2), 16);
    return number ? std::optional<Integer>({false, *number}) : std::nullopt;
  }
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (text.empty() || (text[0] == '0' && (text.size() > 1 || negative))) return std::nullopt;
  const auto number = ParseAll(text, 10);
  return number ? std::optional<Integer>({negative, *number}) : std::nullopt;
}

std::optional<double> ParseReal(std::string_view text) noexcept {
  const bool starts_like_one =
      !text.empty() && text.find_first_not_of("0123456789.-+eE") == std::string_view::npos;
  if (!starts_like_one) return std::nullopt;
  double number = 0;
  const char* const end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || at != end) return std::nullopt;
  return number;
}

}  // namespace

bool HasScalarText(ValueType type) noexcept {
  return kWriters[static_cast<std::size_t>(type)] != nullptr;
}

char* WriteScalarText(const Value& value, char* out) noexcept {
  return kWriters[static_cast<std::size_t>(value.type)](value, out);
}

void AppendText(const Value& value, std::string& out) {
  switch (value.type) {
    case ValueType::kMissing:
    case ValueType::kNull: return;
    case ValueType::kUtf8: out.append(static_cast<const char*>(value.data), value.size); return;
    case ValueType::kUtf16: return AppendUtf16(value.bytes(), out);
    case ValueType::kAnsi: return AppendAnsi(value.bytes(), out);
    case ValueType::kList: return AppendList(value, out);
    default: return AppendScalar(value, out);
  }
}

std::string_view TextOf(const Value& value, std::string& scratch) {
  if (value.type == ValueType::kUtf8) return {static_cast<const char*>(value.data), value.size};
  scratch.clear();
  AppendText(value, scratch);
  return scratch;
}

std::optional<Integer> IntegerOf(const Value& value) {
  switch (value.type) {
    case ValueType::kInt: return LoadSigned(value.bytes());
    case ValueType::kUInt:
    case ValueType::kHex: return Integer{false, LoadUnsigned(value.bytes())};
    case ValueType::kBool: return Integer{false, LoadUnsigned(value.bytes()) != 0 ? 1U : 0U};
    default: break;
  }
  if (!IsText(value.type)) return std::nullopt;
  char buffer[kMaxNumberCharacters];
  return ParseInteger(ShortAscii(value, buffer));
}

std::optional<double> RealOf(const Value& value) {
  if (const auto integer = IntegerOf(value)) {
    const auto magnitude = static_cast<double>(integer->magnitude);
    return integer->negative ? -magnitude : magnitude;
  }
  const Bytes bytes = value.bytes();
  if (value.type == ValueType::kReal && bytes.size() == sizeof(double)) {
    return LoadUnchecked<double>(bytes.data());
  }
  if (value.type == ValueType::kReal && bytes.size() == sizeof(float)) {
    return static_cast<double>(LoadUnchecked<float>(bytes.data()));
  }
  if (!IsText(value.type)) return std::nullopt;
  char buffer[kMaxNumberCharacters];
  return ParseReal(ShortAscii(value, buffer));
}

}  // namespace noroshi
