#include "evidence/xml/xml_scan.h"

#include <algorithm>
#include <charconv>

#include "base/utf.h"

namespace noroshi::xml {
namespace {

constexpr std::string_view kSpace = " \t\r\n";
// "&#x10FFFF;"; a longer run behind '&' is no entity.
constexpr std::size_t kMaxEntityBytes = 12;

// Up to and with `end`; npos when it is not there.
std::size_t Behind(std::string_view text, std::size_t from, std::string_view end) noexcept {
  const std::size_t at = text.find(end, from);
  return at == std::string_view::npos ? at : at + end.size();
}

// The '>' of a tag; quoted values may hold one.
std::size_t TagEnd(std::string_view text) noexcept {
  std::size_t i = 1;
  while (true) {
    i = text.find_first_of(">\"'", i);
    if (i == std::string_view::npos || text[i] == '>') return i;
    i = text.find(text[i], i + 1);
    if (i == std::string_view::npos) return i;
    ++i;
  }
}

Markup Sized(Markup::Kind kind, std::size_t size) noexcept {
  Markup markup;
  markup.kind = size == std::string_view::npos ? Markup::Kind::kCut : kind;
  markup.size = size;
  return markup;
}

std::string_view LocalName(std::string_view name) noexcept {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

Markup ReadTag(std::string_view text) noexcept {
  using Kind = Markup::Kind;
  const std::size_t end = TagEnd(text);
  if (end == std::string_view::npos) return {};
  std::string_view inside = text.substr(1, end - 1);
  Markup tag = Sized(Kind::kOpen, end + 1);
  if (inside.starts_with('/')) {
    tag.kind = Kind::kClose;
    inside.remove_prefix(1);
  } else if (inside.ends_with('/')) {
    tag.kind = Kind::kEmpty;
    inside.remove_suffix(1);
  }
  const std::size_t name = std::min(inside.find_first_of(kSpace), inside.size());
  tag.name = LocalName(inside.substr(0, name));
  tag.attributes = inside.substr(name);
  return tag;
}

// 0 when it is none of XML's.
char32_t NamedEntity(std::string_view name) noexcept {
  if (name == "lt") return '<';
  if (name == "gt") return '>';
  if (name == "amp") return '&';
  if (name == "quot") return '"';
  if (name == "apos") return '\'';
  return 0;
}

// "#60" and "#x3C"; U+FFFD for what is no character, 0 for what is no number.
char32_t NumberedEntity(std::string_view text) noexcept {
  if (!text.starts_with('#')) return 0;
  text.remove_prefix(1);
  const bool hex = text.starts_with('x') || text.starts_with('X');
  if (hex) text.remove_prefix(1);
  std::uint32_t number = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number, hex ? 16 : 10);
  if (end != text.data() + text.size() || text.empty()) return 0;
  const bool surrogate = number >= 0xD800 && number <= 0xDFFF;
  if (error != std::errc() || number == 0 || number > 0x10FFFF || surrogate) return 0xFFFD;
  return number;
}

}  // namespace

Markup ReadMarkup(std::string_view text) noexcept {
  using Kind = Markup::Kind;
  constexpr std::string_view kCdata = "<![CDATA[", kComment = "<!--";
  if (text.starts_with(kCdata)) {
    Markup section = Sized(Kind::kCdata, Behind(text, kCdata.size(), "]]>"));
    if (section.kind == Kind::kCdata) {
      section.text = text.substr(kCdata.size(), section.size - kCdata.size() - 3);
    }
    return section;
  }
  if (text.starts_with(kComment)) return Sized(Kind::kOther, Behind(text, kComment.size(), "-->"));
  // The start of either, cut.
  if (kCdata.starts_with(text) || kComment.starts_with(text)) return {};
  if (text.starts_with("<?")) return Sized(Kind::kOther, Behind(text, 2, "?>"));
  if (text.starts_with("<!")) return Sized(Kind::kOther, Behind(text, 2, ">"));
  return ReadTag(text);
}

bool TakeAttribute(std::string_view& attributes, Attribute& out) noexcept {
  const std::size_t begin = attributes.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return false;
  attributes.remove_prefix(begin);
  const std::size_t equals = attributes.find('=');
  if (equals == std::string_view::npos) return false;
  out.name = attributes.substr(0, attributes.find_first_of(" \t\r\n="));
  attributes.remove_prefix(equals + 1);
  const std::size_t open = attributes.find_first_not_of(kSpace);
  if (open == std::string_view::npos) return false;
  const char quote = attributes[open];
  if (quote != '"' && quote != '\'') return false;
  const std::size_t close = attributes.find(quote, open + 1);
  if (close == std::string_view::npos) return false;
  out.value = attributes.substr(open + 1, close - open - 1);
  attributes.remove_prefix(close + 1);
  return true;
}

void AppendDecoded(std::string_view text, std::string& out) {
  while (!text.empty()) {
    const std::size_t at = std::min(text.find('&'), text.size());
    out += text.substr(0, at);
    text.remove_prefix(at);
    if (text.empty()) return;
    const std::size_t end = text.substr(0, kMaxEntityBytes).find(';');
    char32_t character = 0;
    if (end != std::string_view::npos) {
      const std::string_view name = text.substr(1, end - 1);
      character = NamedEntity(name);
      if (character == 0) character = NumberedEntity(name);
    }
    if (character == 0) {
      out += '&';
      text.remove_prefix(1);
    } else {
      AppendCodePoint(character, out);
      text.remove_prefix(end + 1);
    }
  }
}

bool IsBlank(std::string_view text) noexcept {
  return text.find_first_not_of(kSpace) == std::string_view::npos;
}

}  // namespace noroshi::xml
