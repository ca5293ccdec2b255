#include "simulate/evtx/evtx_value.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <utility>

#include "simulate/evtx/xml_fragment.h"

namespace noroshi {
namespace {

template <class T>
void Append(std::string& out, T value) {
  char raw[sizeof(T)];
  std::memcpy(raw, &value, sizeof(T));
  out.append(raw, sizeof(T));
}

// Bytes of a fixed-width type; 0 for the others.
std::size_t WidthOf(EvtxType type) {
  switch (type) {
    case EvtxType::kInt8:
    case EvtxType::kUInt8: return 1;
    case EvtxType::kInt16:
    case EvtxType::kUInt16: return 2;
    case EvtxType::kInt32:
    case EvtxType::kUInt32:
    case EvtxType::kHexInt32:
    case EvtxType::kBool: return 4;
    case EvtxType::kInt64:
    case EvtxType::kUInt64:
    case EvtxType::kHexInt64:
    case EvtxType::kSizeT: return 8;
    default: return 0;
  }
}

std::uint64_t ParseWhole(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  int base = 10;
  if (text.starts_with("0x") || text.starts_with("0X")) {
    text.remove_prefix(2);
    base = 16;
  }
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value, base);
  return negative ? ~value + 1 : value;
}

std::string HexToBytes(std::string_view digits) {
  std::string out;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    unsigned value = 0;
    std::from_chars(digits.data() + i, digits.data() + i + 2, value, 16);
    out.push_back(static_cast<char>(value));
  }
  return out;
}

// One code point and its length in bytes. REQUIRES: valid UTF-8, not empty.
std::pair<std::uint32_t, std::size_t> FirstCodePoint(std::string_view utf8) {
  const auto lead = static_cast<unsigned char>(utf8[0]);
  if (lead < 0x80) return {lead, 1};
  const std::size_t length = lead >= 0xf0 ? 4U : lead >= 0xe0 ? 3U : 2U;
  std::uint32_t code = lead & (0xffU >> (length + 1));
  for (std::size_t i = 1; i < length && i < utf8.size(); ++i) {
    code = (code << 6) | (static_cast<unsigned char>(utf8[i]) & 0x3fU);
  }
  return {code, std::min(length, utf8.size())};
}

}  // namespace

// Out of line because XmlFragment is incomplete in the header.
EvtxValue::EvtxValue() = default;
EvtxValue::EvtxValue(EvtxType t, std::string b) : type(t), bytes(std::move(b)) {}
EvtxValue::EvtxValue(const EvtxValue&) = default;
EvtxValue::EvtxValue(EvtxValue&&) noexcept = default;
EvtxValue& EvtxValue::operator=(const EvtxValue&) = default;
EvtxValue& EvtxValue::operator=(EvtxValue&&) noexcept = default;
EvtxValue::~EvtxValue() = default;

std::string Utf16Bytes(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size() * 2);
  while (!utf8.empty()) {
    const auto [code, length] = FirstCodePoint(utf8);
    utf8.remove_prefix(length);
    if (code >= 0x10000) {
      Append(out, static_cast<std::uint16_t>(0xd800 + ((code - 0x10000) >> 10)));
      Append(out, static_cast<std::uint16_t>(0xdc00 + ((code - 0x10000) & 0x3ff)));
    } else {
      Append(out, static_cast<std::uint16_t>(code));
    }
  }
  return out;
}

EvtxValue EvtxValue::Text(std::string_view utf8) { return {EvtxType::kString, Utf16Bytes(utf8)}; }

EvtxValue EvtxValue::Ansi(std::string_view code_page_bytes) {
  return {EvtxType::kAnsiString, std::string(code_page_bytes)};
}

EvtxValue EvtxValue::Whole(EvtxType type, std::uint64_t value) {
  std::string raw;
  Append(raw, value);
  raw.resize(WidthOf(type));
  return {type, std::move(raw)};
}

EvtxValue EvtxValue::Real(double value) {
  std::string raw;
  Append(raw, value);
  return {EvtxType::kReal64, std::move(raw)};
}

EvtxValue EvtxValue::Boolean(bool value) { return Whole(EvtxType::kBool, value ? 1 : 0); }

EvtxValue EvtxValue::Binary(std::span<const std::uint8_t> bytes) {
  return {EvtxType::kBinary, std::string(bytes.begin(), bytes.end())};
}

EvtxValue EvtxValue::FileTime(Timestamp time) {
  std::string raw;
  Append(raw, time.ticks);
  return {EvtxType::kFileTime, std::move(raw)};
}

EvtxValue EvtxValue::SystemTime(Timestamp time) {
  const CivilTime civil = ToCivil(time);
  const std::uint64_t days = time.ticks / kTicksPerDay;
  const auto weekday = static_cast<std::uint16_t>((days + 1) % 7);  // 1601-01-01 was a Monday
  std::string raw;
  for (const int part :
       {civil.year, int{civil.month}, int{weekday}, int{civil.day}, int{civil.hour},
        int{civil.minute}, int{civil.second}, static_cast<int>(civil.ticks / 10'000)}) {
    Append(raw, static_cast<std::uint16_t>(part));
  }
  return {EvtxType::kSystemTime, std::move(raw)};
}

EvtxValue EvtxValue::Guid(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c != '{' && c != '}' && c != '-') digits.push_back(c);
  }
  std::string raw = HexToBytes(digits);
  raw.resize(16);
  // The first three parts are numbers and so little-endian on disk.
  std::reverse(raw.begin(), raw.begin() + 4);
  std::reverse(raw.begin() + 4, raw.begin() + 6);
  std::reverse(raw.begin() + 6, raw.begin() + 8);
  return {EvtxType::kGuid, std::move(raw)};
}

EvtxValue EvtxValue::Sid(std::string_view text) {
  std::vector<std::uint64_t> parts;
  if (text.starts_with("S-1-")) {
    text.remove_prefix(4);
    while (!text.empty()) {
      const std::size_t dash = std::min(text.find('-'), text.size());
      parts.push_back(ParseWhole(text.substr(0, dash)));
      text.remove_prefix(std::min(dash + 1, text.size()));
    }
  }
  if (parts.empty()) parts = {0, 0};
  std::string raw{'\x01', static_cast<char>(parts.size() - 1)};
  for (int shift = 40; shift >= 0; shift -= 8) {
    raw.push_back(static_cast<char>((parts[0] >> shift) & 0xff));
  }
  for (std::size_t i = 1; i < parts.size(); ++i) Append(raw, static_cast<std::uint32_t>(parts[i]));
  return {EvtxType::kSid, std::move(raw)};
}

EvtxValue EvtxValue::Strings(std::span<const std::string> items) {
  std::string raw;
  for (const std::string& item : items) raw += Utf16Bytes(item) + std::string(2, '\0');
  return {EvtxType::kStringArray, std::move(raw)};
}

EvtxValue EvtxValue::Document(XmlFragment fragment) {
  EvtxValue value(EvtxType::kBinXml, {});
  value.documents.push_back(std::move(fragment));
  return value;
}

EvtxValue ValueFromText(EvtxType type, std::string_view text) {
  switch (type) {
    case EvtxType::kNull: return {};
    case EvtxType::kString: return EvtxValue::Text(text);
    case EvtxType::kAnsiString: return EvtxValue::Ansi(text);
    case EvtxType::kBool: return EvtxValue::Boolean(text == "true");
    case EvtxType::kBinary: return {EvtxType::kBinary, HexToBytes(text)};
    case EvtxType::kGuid: return EvtxValue::Guid(text);
    case EvtxType::kSid: return EvtxValue::Sid(text);
    case EvtxType::kFileTime: return EvtxValue::FileTime(ParseIso8601(text).value_or(Timestamp{}));
    default: return EvtxValue::Whole(type, ParseWhole(text));
  }
}

}  // namespace noroshi
