// EvtxValue: one typed value as an EVTX record stores it, and the functions that make them.
//
// Written from the format's description alone (type codes and widths: libevtx documentation,
// MS-EVEN6); it shares nothing with the reader in src/evidence, so that the one can test the other.
// Plain values; each owns its bytes. A value may hold at most 65,535 bytes (its size is 16 bit).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace noroshi {

struct XmlFragment;

// The type codes of the format. kArrayFlag is added to make an array of a type.
enum class EvtxType : std::uint8_t {
  kNull = 0x00,
  kString = 0x01,
  kAnsiString = 0x02,
  kInt8 = 0x03,
  kUInt8 = 0x04,
  kInt16 = 0x05,
  kUInt16 = 0x06,
  kInt32 = 0x07,
  kUInt32 = 0x08,
  kInt64 = 0x09,
  kUInt64 = 0x0a,
  kReal32 = 0x0b,
  kReal64 = 0x0c,
  kBool = 0x0d,
  kBinary = 0x0e,
  kGuid = 0x0f,
  kSizeT = 0x10,
  kFileTime = 0x11,
  kSystemTime = 0x12,
  kSid = 0x13,
  kHexInt32 = 0x14,
  kHexInt64 = 0x15,
  kBinXml = 0x21,
  kStringArray = 0x81,
};
inline constexpr std::uint8_t kArrayFlag = 0x80;

// A type and the bytes that stand for it on disk. Copies are deep.
struct EvtxValue {
  EvtxType type = EvtxType::kNull;
  // As stored; unused for kBinXml.
  std::string bytes;
  // kBinXml only: written one behind the other.
  std::vector<XmlFragment> documents;

  EvtxValue();
  EvtxValue(EvtxType type, std::string bytes);
  EvtxValue(const EvtxValue&);
  EvtxValue(EvtxValue&&) noexcept;
  EvtxValue& operator=(const EvtxValue&);
  EvtxValue& operator=(EvtxValue&&) noexcept;
  ~EvtxValue();

  // UTF-16LE on disk, without a closing zero. Text that is not valid UTF-8 is the caller's mistake.
  static EvtxValue Text(std::string_view utf8);
  // The bytes as given, in whatever code page the log's readers take them for.
  static EvtxValue Ansi(std::string_view code_page_bytes);
  // An integer of `type`'s width; kSizeT is 8 bytes, kBool 4. The value is cut to the width.
  static EvtxValue Whole(EvtxType type, std::uint64_t value);
  static EvtxValue Real(double value);
  static EvtxValue Boolean(bool value);
  static EvtxValue Binary(std::span<const std::uint8_t> bytes);
  static EvtxValue FileTime(Timestamp time);
  // 16 bytes: year, month, weekday, day, hour, minute, second, millisecond.
  static EvtxValue SystemTime(Timestamp time);
  // "{54849625-5478-4994-A5BA-3E3B0328C30D}", braces optional; all zero if it is none.
  static EvtxValue Guid(std::string_view text);
  // "S-1-5-18"; the empty SID S-1-0-0 if it is none.
  static EvtxValue Sid(std::string_view text);
  // Every item is closed by a zero character: how the format tells them apart.
  static EvtxValue Strings(std::span<const std::string> items);
  static EvtxValue Document(XmlFragment fragment);
};

// The value that `text` denotes in `type`: numbers decimal or 0x hex, GUID and SID as above, times
// ISO 8601, "true"/"false", binary in hex digits. What is no such thing becomes zero or empty.
[[nodiscard]] EvtxValue ValueFromText(EvtxType type, std::string_view text);

// UTF-16LE bytes of valid UTF-8.
[[nodiscard]] std::string Utf16Bytes(std::string_view utf8);

}  // namespace noroshi
