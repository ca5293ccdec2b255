#include "environment/yaml_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/case_fold.h"
#include "base/hidden_character.h"
#include "base/utf.h"

namespace noroshi {
namespace {

// Characters that end lines, change direction or are not there to be seen; a blank that does not
// look like another one; bytes that are no characters.
bool IsHidden(char32_t c) noexcept {
  return IsHiddenCharacter(c) || c == 0xA0 || c >= kInvalidByteBase;
}

std::string Escaped(char32_t c) {
  const auto number = static_cast<std::uint32_t>(c);
  return number < 0x10000 ? fmt::format("\\u{:04X}", number) : fmt::format("\\U{:08X}", number);
}

template <class Use>
void ForEachCharacter(std::string_view text, Use use) {
  for (std::size_t at = 0; at < text.size();) {
    const DecodedCharacter one = DecodeCharacter(text, at);
    use(one.code_point, text.substr(at, one.size));
    at += one.size;
  }
}

bool IsPlainByte(char c) noexcept {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
         c == '_' || c == '/' || c == '-' || c == '\\' || c == '$' || c == '+';
}

bool IsPlain(std::string_view text) {
  if (text.empty() || text.front() == '-' || text.front() == '.') return false;
  if (!std::ranges::all_of(text, IsPlainByte)) return false;
  for (const std::string_view word : {"null", "true", "false", "yes", "no", "on", "off"}) {
    if (EqualsFolded(text, word)) return false;
  }
  return true;
}

}  // namespace

void AppendYamlScalar(std::string_view text, std::string& out) {
  if (IsPlain(text)) {
    out += text;
    return;
  }
  bool hidden = false;
  ForEachCharacter(text, [&](char32_t c, std::string_view) { hidden = hidden || IsHidden(c); });
  const char quote = hidden ? '"' : '\'';
  out += quote;
  ForEachCharacter(text, [&](char32_t c, std::string_view bytes) {
    if (c >= kInvalidByteBase) {
      out += "\\uFFFD";
    } else if (hidden && IsHidden(c)) {
      out += Escaped(c);
    } else if (hidden && (c == '"' || c == '\\')) {
      out += '\\';
      out += bytes;
    } else {
      if (!hidden && c == '\'') out += '\'';
      out += bytes;
    }
  });
  out += quote;
}

std::string CommentText(std::string_view text) {
  std::string out;
  ForEachCharacter(Utf8Prefix(text, kMaxCommentBytes), [&](char32_t c, std::string_view bytes) {
    if (IsHidden(c)) {
      out += '?';
    } else {
      out += bytes;
    }
  });
  return out;
}

}  // namespace noroshi
