#include "evidence/evtx/escape.h"

#include <array>
#include <cstdint>

namespace noroshi::evtx {
namespace {

// What each byte is written as; empty = as it is.
using Replacements = std::array<std::string_view, 256>;

constexpr Replacements XmlTextReplacements() {
  Replacements table{};
  for (std::size_t i = 0; i < 0x20; ++i) table[i] = "\xEF\xBF\xBD";
  table['\t'] = table['\n'] = table['\r'] = {};
  table['&'] = "&amp;";
  table['<'] = "&lt;";
  table['>'] = "&gt;";
  return table;
}

constexpr Replacements XmlAttributeReplacements() {
  Replacements table = XmlTextReplacements();
  table['"'] = "&quot;";
  return table;
}

constexpr std::string_view kControls =
    "\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\u0008\\u0009\\u000a\\u000b\\u000c"
    "\\u000d\\u000e\\u000f\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018\\u0019"
    "\\u001a\\u001b\\u001c\\u001d\\u001e\\u001f";

constexpr Replacements JsonReplacements() {
  constexpr std::size_t kEscapeBytes = 6;
  Replacements table{};
  for (std::size_t i = 0; i < 0x20; ++i)
    table[i] = kControls.substr(i * kEscapeBytes, kEscapeBytes);
  table['\b'] = "\\b";
  table['\t'] = "\\t";
  table['\n'] = "\\n";
  table['\f'] = "\\f";
  table['\r'] = "\\r";
  table['"'] = "\\\"";
  table['\\'] = "\\\\";
  return table;
}

constexpr Replacements kXmlText = XmlTextReplacements();
constexpr Replacements kXmlAttribute = XmlAttributeReplacements();
constexpr Replacements kJson = JsonReplacements();

void AppendReplaced(std::string_view text, const Replacements& table, std::string& out) {
  std::size_t run = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view replacement = table[static_cast<std::uint8_t>(text[i])];
    if (replacement.empty()) continue;
    out.append(text, run, i - run).append(replacement);
    run = i + 1;
  }
  out.append(text, run);
}

bool MayStandInName(char c) noexcept {
  const auto byte = static_cast<std::uint8_t>(c);
  const std::uint8_t lower = byte | 0x20;
  return byte >= 0x80 || (lower >= 'a' && lower <= 'z') || (byte >= '0' && byte <= '9') ||
         byte == '_' || byte == '-' || byte == '.' || byte == ':';
}

bool MayStartName(char c) noexcept {
  return MayStandInName(c) && (c < '0' || c > '9') && c != '-' && c != '.';
}

}  // namespace

void AppendXmlText(std::string_view text, std::string& out) { AppendReplaced(text, kXmlText, out); }

void AppendXmlAttribute(std::string_view text, std::string& out) {
  AppendReplaced(text, kXmlAttribute, out);
}

void AppendXmlName(std::string_view name, std::string& out) {
  if (name.empty() || !MayStartName(name.front())) out.push_back('_');
  for (const char c : name) out.push_back(MayStandInName(c) ? c : '_');
}

void AppendJsonText(std::string_view text, std::string& out) { AppendReplaced(text, kJson, out); }

}  // namespace noroshi::evtx
