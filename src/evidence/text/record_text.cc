#include "evidence/text/record_text.h"

#include <algorithm>

#include "evidence/flat/flat_value.h"

namespace noroshi {
namespace {

void AppendValue(const FlatField& field, Arena& arena, std::string& out) {
  switch (field.type) {
    case FlatType::kNumber:
    case FlatType::kTrue:
    case FlatType::kFalse: out += field.text; return;
    case FlatType::kNull: out += "null"; return;
    default: AppendJsonText(TextOf(field, arena), out);
  }
}

// JSON holds raw line ends between values only, where they mean nothing.
void AppendWithoutLineEnds(std::string_view json, std::string& out) {
  std::ranges::remove_copy_if(json, std::back_inserter(out),
                              [](char c) { return c == '\n' || c == '\r'; });
  out += '\n';
}

}  // namespace

void AppendJsonText(std::string_view text, std::string& out) {
  static constexpr char kDigits[] = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20) {
      out += "\\u00";
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

void AppendRecordText(const FlatRecord& record, const PathTable& paths, std::string_view source,
                      std::string& out) {
  if (source.starts_with('{')) return AppendWithoutLineEnds(source, out);
  Arena arena;
  out += '{';
  bool first = true;
  for (const FlatField& field : record.fields()) {
    if (!first) out += ',';
    first = false;
    AppendJsonText(paths.Text(field.path), out);
    out += ':';
    AppendValue(field, arena, out);
  }
  out += "}\n";
}

}  // namespace noroshi
