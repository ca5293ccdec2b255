#include "evidence/evtx/value_writer.h"

#include <array>
#include <type_traits>

#include "base/byte_reader.h"
#include "base/number_text.h"
#include "event/value_text.h"
#include "evidence/evtx/escape.h"
#include "evidence/evtx/value_types.h"

namespace noroshi::evtx {
namespace {

template <class Int>
char* WriteInteger(const ValueWindow& window, char* out) noexcept {
  if (window.size != sizeof(Int)) return nullptr;
  const auto number = LoadUnchecked<Int>(window.data);
  auto magnitude = static_cast<std::uint64_t>(number);
  if constexpr (std::is_signed_v<Int>) {
    if (number < 0) {
      *out++ = '-';
      magnitude = 0 - magnitude;
    }
  }
  return WriteDecimal(magnitude, out);
}

template <class Int>
char* WriteHexInteger(const ValueWindow& window, char* out) noexcept {
  if (window.size != sizeof(Int)) return nullptr;
  *out++ = '0';
  *out++ = 'x';
  return WriteLowerHex(LoadUnchecked<Int>(window.data), out);
}

char* WriteNothing(const ValueWindow&, char* out) noexcept { return out; }

// By way of the value: types that are checked in more ways than by their size.
char* WriteChecked(const ValueWindow& window, char* out) noexcept {
  Value value;
  return ToRegularValue(window, value) ? WriteScalarText(value, out) : nullptr;
}

template <ShortWriter kWriter>
char* WriteQuoted(const ValueWindow& window, char* out) noexcept {
  *out = '"';
  char* const end = kWriter(window, out + 1);
  if (end == nullptr) return nullptr;
  *end = '"';
  return end + 1;
}

using Writers = std::array<ShortWriter, 256>;

constexpr Writers MakePlainWriters() {
  Writers writers{};
  writers[0x00] = WriteNothing;
  writers[0x03] = WriteInteger<std::int8_t>;
  writers[0x04] = WriteInteger<std::uint8_t>;
  writers[0x05] = WriteInteger<std::int16_t>;
  writers[0x06] = WriteInteger<std::uint16_t>;
  writers[0x07] = WriteInteger<std::int32_t>;
  writers[0x08] = WriteInteger<std::uint32_t>;
  writers[0x09] = WriteInteger<std::int64_t>;
  writers[0x0A] = WriteInteger<std::uint64_t>;
  writers[0x0D] = WriteChecked;  // Boolean
  writers[0x0F] = WriteChecked;  // GUID
  writers[0x10] = WriteChecked;  // SizeT
  writers[0x11] = WriteChecked;  // FILETIME
  writers[0x12] = WriteChecked;  // SYSTEMTIME
  writers[0x13] = WriteChecked;  // SID
  writers[0x14] = WriteHexInteger<std::uint32_t>;
  writers[0x15] = WriteHexInteger<std::uint64_t>;
  return writers;
}

// What is a JSON number or boolean as it stands is not quoted.
constexpr Writers MakeJsonWriters() {
  Writers writers = MakePlainWriters();
  writers[0x00] = WriteQuoted<WriteNothing>;
  for (std::size_t type = 0x0F; type <= 0x13; ++type) {
    writers[type] = WriteQuoted<WriteChecked>;
  }
  writers[0x14] = WriteQuoted<WriteHexInteger<std::uint32_t>>;
  writers[0x15] = WriteQuoted<WriteHexInteger<std::uint64_t>>;
  return writers;
}

constexpr Writers kPlainWriters = MakePlainWriters();
constexpr Writers kJsonWriters = MakeJsonWriters();

bool AppendWideString(const ValueWindow& window, const std::uint8_t* readable_end,
                      ValueFormat format, TextBuffer& out) {
  if (window.size % 2 != 0) return false;
  const auto spare = static_cast<std::size_t>(readable_end - (window.data + window.size));
  const bool quoted = format == ValueFormat::kJson;
  if (quoted) out.Append('"');
  // The usual string is ASCII that needs no escaping, and short: one run.
  const std::size_t units = window.size / 2U;
  char* const begin = out.Reserve(units + kHarmlessSlack + 1);
  const std::size_t run = internal::CopyHarmless(window.data, units, spare / 2, begin);
  out.SetEnd(begin + run);
  if (run < units) {
    const Bytes rest(window.data + 2 * run, window.size - 2 * run);
    AppendEscapedUtf16ToNul(rest, spare, EscapingOf(format), out);
  }
  if (quoted) out.Append('"');
  return true;
}

}  // namespace

ShortWriter ShortWriterOf(ValueFormat format, std::uint8_t type) noexcept {
  return format == ValueFormat::kJson ? kJsonWriters[type] : kPlainWriters[type];
}

bool AppendWindow(const ValueWindow& window, const std::uint8_t* readable_end, ValueFormat format,
                  TextBuffer& out) {
  if (window.type == kTypeString) return AppendWideString(window, readable_end, format, out);
  Value value;
  if (!ToRegularValue(window, value)) return false;
  AppendFormatted(value, format, out);
  return true;
}

}  // namespace noroshi::evtx
