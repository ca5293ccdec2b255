#include "cli/terminal/safe_text.h"

#include <fmt/format.h>

#include "base/case_fold.h"
#include "base/hidden_character.h"
#include "base/utf.h"

namespace noroshi {

CodePoint NextCodePoint(std::string_view text) noexcept {
  const DecodedCharacter next = DecodeCharacter(text, 0);
  return {next.code_point < kInvalidByteBase ? next.code_point : kReplacementCharacter, next.size};
}

std::string SafeText(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const CodePoint next = NextCodePoint(text);
    if (IsControlCharacter(next.value)) {
      out += fmt::format("\\x{:02x}", static_cast<std::uint32_t>(next.value));
    } else if (IsHiddenCharacter(next.value)) {
      out += fmt::format("<U+{:04X}>", static_cast<std::uint32_t>(next.value));
    } else if (next.value == kReplacementCharacter) {
      out += "\xef\xbf\xbd";
    } else {
      out += text.substr(0, next.length);
    }
    text.remove_prefix(next.length);
  }
  return out;
}

}  // namespace noroshi
