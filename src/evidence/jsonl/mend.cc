#include "evidence/jsonl/mend.h"

#include <algorithm>

#include "base/utf.h"

namespace noroshi::jsonl {

void AppendMended(std::string_view json, std::string& out) {
  static constexpr char kDigits[] = "0123456789abcdef";
  bool in_string = false;
  while (!json.empty()) {
    const std::size_t size = Utf8SequenceBytes(json);
    const auto byte = static_cast<unsigned char>(json[0]);
    if (size == 0) {
      AppendCodePoint(kReplacementCharacter, out);
    } else if (in_string && byte < 0x20) {
      out += "\\u00";
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
    } else {
      out.append(json.substr(0, size));
    }
    if (byte == '"') in_string = !in_string;
    const bool escape = in_string && byte == '\\' && json.size() > 1 &&
                        static_cast<unsigned char>(json[1]) < 0x80 &&
                        static_cast<unsigned char>(json[1]) >= 0x20;
    if (escape) out += json[1];
    json.remove_prefix(escape ? 2 : std::max<std::size_t>(size, 1));
  }
}

}  // namespace noroshi::jsonl
