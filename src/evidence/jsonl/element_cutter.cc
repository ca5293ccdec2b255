#include "evidence/jsonl/element_cutter.h"

#include <algorithm>

namespace noroshi::jsonl {
namespace {

// White space, what stands between the elements of arrays and around them, and the separator of
// JSON text sequences (RFC 7464).
constexpr std::string_view kBetween = " \t\r\n,[]}\x1E";

// The index of the quote or line end that ends the string whose opening quote is at `at`.
std::size_t FindStringEnd(std::string_view text, std::size_t at) noexcept {
  std::size_t i = at + 1;
  while (true) {
    i = text.find_first_of("\"\\\n", i);
    if (i == std::string_view::npos || text[i] != '\\') return i;
    i += 2;  // the escaped character too
    if (i > text.size()) return std::string_view::npos;
  }
}

}  // namespace

std::size_t TitleLineBytes(std::string_view text) noexcept {
  constexpr std::string_view kTitle = "Record ";
  constexpr std::size_t kMostBytes = 40;
  if (!text.starts_with(kTitle)) return 0;
  const std::size_t end = text.find_first_not_of("0123456789\r", kTitle.size());
  if (end == std::string_view::npos) return text.size() < kMostBytes ? end : 0;
  return text[end] == '\n' && end > kTitle.size() ? end + 1 : 0;
}

ElementEnd FindElementEnd(std::string_view text) noexcept {
  std::size_t depth = 0;
  for (std::size_t i = 0; i < text.size();) {
    i = text.find_first_of("\"{}[]", i);
    if (i == std::string_view::npos) break;
    switch (text[i]) {
      case '"':
        i = FindStringEnd(text, i);
        if (i == std::string_view::npos) return {false, text.size()};
        if (text[i] == '\n') return {true, i};
        break;
      case '{':
      case '[': ++depth; break;
      default:
        if (--depth == 0) return {true, i + 1};
    }
    ++i;
  }
  return {false, text.size()};
}

Cut ElementCutter::Next(std::string_view text, At at) {
  if (wrapper_bytes_ > 0) {
    const std::size_t wrapper = std::min(wrapper_bytes_, text.size());
    wrapper_bytes_ = 0;
    return {.kind = Cut::Kind::kNothing, .begin = 0, .end = 0, .next = wrapper};
  }
  const std::size_t begin = std::min(text.find_first_not_of(kBetween), text.size());
  if (begin > 0) return {.kind = Cut::Kind::kNothing, .begin = 0, .end = 0, .next = begin};
  if (text.empty()) return {};
  if (const std::size_t title = TitleLineBytes(text); title != 0) {
    const bool cut = title == std::string_view::npos;
    if (cut && at == At::kMiddle) return {};
    const std::size_t next = cut ? text.size() : title;
    return {.kind = Cut::Kind::kNothing, .begin = 0, .end = 0, .next = next};
  }
  if (text[0] != '{') {  // no element: to the end of the line
    const std::size_t line = text.find('\n');
    if (line == std::string_view::npos && at == At::kMiddle) return {};
    const std::size_t end = std::min(line, text.size());
    return {.kind = Cut::Kind::kRecord, .begin = 0, .end = end, .next = end};
  }
  const ElementEnd element = FindElementEnd(text);
  if (!element.found && at == At::kMiddle) return {};
  return {.kind = Cut::Kind::kRecord, .begin = 0, .end = element.size, .next = element.size};
}

}  // namespace noroshi::jsonl
