#include "evidence/evtx/value_format.h"

#include <string>

#include "event/value_text.h"
#include "evidence/evtx/escape.h"

namespace noroshi::evtx {
namespace {

// True when the text form is a JSON number or boolean as it stands.
bool IsBareJson(ValueType type, std::size_t size, std::string_view text) noexcept {
  switch (type) {
    case ValueType::kInt:
    case ValueType::kUInt:
    case ValueType::kBool: return true;
    case ValueType::kReal:  // not "1.#INF"; not the hex of an odd size
      return (size == 4 || size == 8) && text.find('#') == std::string_view::npos;
    default: return false;
  }
}

void AppendString(const Value& value, Escaping escaping, TextBuffer& out) {
  if (value.type == ValueType::kUtf16) return AppendEscapedUtf16(value.bytes(), escaping, out);
  if (value.type == ValueType::kAnsi) return AppendEscapedAnsi(value.bytes(), escaping, out);
  std::string scratch;
  AppendEscaped(TextOf(value, scratch), escaping, out);
}

// Numbers, times, GUIDs and the like need no escaping in any format.
void AppendScalar(const Value& value, ValueFormat format, TextBuffer& out) {
  char* const begin = out.Reserve(ScalarTextRoom(value) + 2);
  if (format != ValueFormat::kJson) return out.SetEnd(WriteScalarText(value, begin));
  char* const text = begin + 1;
  char* const end = WriteScalarText(value, text);
  const auto length = static_cast<std::size_t>(end - text);
  if (IsBareJson(value.type, value.size, {text, length})) {
    std::memmove(begin, text, length);
    return out.SetEnd(begin + length);
  }
  *begin = '"';
  *end = '"';
  out.SetEnd(end + 1);
}

}  // namespace

Escaping EscapingOf(ValueFormat format) noexcept {
  switch (format) {
    case ValueFormat::kXmlText: return Escaping::kXmlText;
    case ValueFormat::kXmlAttribute: return Escaping::kXmlAttribute;
    case ValueFormat::kJson:
    case ValueFormat::kJsonText: break;
  }
  return Escaping::kJson;
}

void AppendFormatted(const Value& value, ValueFormat format, TextBuffer& out) {
  if (HasScalarText(value.type)) return AppendScalar(value, format, out);
  const bool quoted = format == ValueFormat::kJson;
  if (quoted) out.Append('"');
  AppendString(value, EscapingOf(format), out);
  if (quoted) out.Append('"');
}

}  // namespace noroshi::evtx
