#include "stream/text/csv_text.h"

namespace noroshi {
namespace {

bool StartsFormula(std::string_view text) noexcept {
  return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

bool NeedsQuotes(std::string_view text) noexcept {
  if (text.empty()) return false;
  return text.front() == ' ' || text.back() == ' ' ||
         text.find_first_of(",\"\r\n") != std::string_view::npos;
}

bool IsStrayControl(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7f;
}

}  // namespace

void AppendCsvCell(std::string_view text, std::string& out) {
  const bool quotes = NeedsQuotes(text);
  if (quotes) out += '"';
  if (StartsFormula(text)) out += '\'';
  for (const char c : text) {
    if (IsStrayControl(c)) {
      out += "\xef\xbf\xbd";
      continue;
    }
    if (c == '"') out += '"';
    out += c;
  }
  if (quotes) out += '"';
}

}  // namespace noroshi
