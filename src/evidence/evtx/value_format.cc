#include "evidence/evtx/value_format.h"

#include "event/value_text.h"
#include "evidence/evtx/escape.h"

namespace noroshi::evtx {
namespace {

// True when the text form is a JSON number or boolean as it stands.
bool IsBareJson(const Value& value, std::string_view text) noexcept {
  switch (value.type) {
    case ValueType::kInt:
    case ValueType::kUInt:
    case ValueType::kBool: return true;
    case ValueType::kReal:  // not "1.#INF"; not the hex of an odd size
      return (value.size == 4 || value.size == 8) && text.find('#') == std::string_view::npos;
    default: return false;
  }
}

}  // namespace

void AppendFormatted(const Value& value, ValueFormat format, std::string& scratch,
                     std::string& out) {
  const std::string_view text = TextOf(value, scratch);
  switch (format) {
    case ValueFormat::kXmlText: return AppendXmlText(text, out);
    case ValueFormat::kXmlAttribute: return AppendXmlAttribute(text, out);
    case ValueFormat::kJsonText: return AppendJsonText(text, out);
    case ValueFormat::kJson: break;
  }
  if (IsBareJson(value, text)) {
    out.append(text);
    return;
  }
  out.push_back('"');
  AppendJsonText(text, out);
  out.push_back('"');
}

}  // namespace noroshi::evtx
