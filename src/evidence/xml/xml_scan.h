// The few rules of XML that event exports need: where a tag ends, what an entity stands for. No
// document types: an entity that is not one of XML's five or a character's number stays as it is,
// so nothing can grow.
//
// Pure functions over views; safe from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace noroshi::xml {

// A tag, comment, CDATA section or instruction at the front of a text.
struct Markup {
  enum class Kind : unsigned char { kOpen, kClose, kEmpty, kCdata, kOther, kCut } kind = Kind::kCut;
  // kOpen, kClose, kEmpty; without a prefix: "ns:a" is "a".
  std::string_view name;
  // kOpen, kEmpty: between name and end.
  std::string_view attributes;
  // kCdata: what is inside.
  std::string_view text;
  // In the text; kCut: it has no end here.
  std::size_t size = 0;
};
// REQUIRES: text begins with '<'.
[[nodiscard]] Markup ReadMarkup(std::string_view text) noexcept;

// Takes the first attribute off the front; false when there is none (any more), or what is left is
// no attribute. The value is as it stands there, entities and all.
struct Attribute {
  std::string_view name, value;
};
[[nodiscard]] bool TakeAttribute(std::string_view& attributes, Attribute& out) noexcept;

[[nodiscard]] inline bool HasEntity(std::string_view text) noexcept {
  return text.find('&') != std::string_view::npos;
}
// Appends the text with its entities replaced. What XML forbids (NUL, a lone surrogate, a number
// beyond Unicode) becomes U+FFFD.
void AppendDecoded(std::string_view text, std::string& out);

[[nodiscard]] bool IsBlank(std::string_view text) noexcept;

}  // namespace noroshi::xml
