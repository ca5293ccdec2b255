#include "rules/text/word_character.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "rules/text/ascii.h"

namespace noroshi {
namespace {

bool IsAscii(char c) noexcept { return static_cast<unsigned char>(c) < 0x80; }

bool IsAsciiWord(char c) noexcept {
  const char lower = LowerAscii(c);
  return c == '_' || IsDigit(c) || (lower >= 'a' && lower <= 'z');
}

// PCRE2 has the Unicode tables; a dash beside a non-ASCII letter is rare enough to compile for.
bool Search(const char* expression, std::string_view text) noexcept {
  int error = 0;
  PCRE2_SIZE offset = 0;
  pcre2_code* code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(expression), PCRE2_ZERO_TERMINATED,
                                   PCRE2_UTF | PCRE2_UCP, &error, &offset, nullptr);
  pcre2_match_data* data = pcre2_match_data_create_from_pattern(code, nullptr);
  const int found = pcre2_match(code, reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), 0, 0,
                                data, nullptr);
  pcre2_match_data_free(data);
  pcre2_code_free(code);
  return found > 0;
}

}  // namespace

bool EndsInWord(std::string_view text) noexcept {
  if (text.empty()) return false;
  return IsAscii(text.back()) ? IsAsciiWord(text.back()) : Search("\\w\\z", text);
}

bool StartsInWord(std::string_view text) noexcept {
  if (text.empty()) return false;
  return IsAscii(text.front()) ? IsAsciiWord(text.front()) : Search("\\A\\w", text);
}

}  // namespace noroshi
