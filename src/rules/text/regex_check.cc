#include "rules/text/regex_check.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <fmt/format.h>
#include <pcre2.h>

#include <memory>

namespace noroshi {
namespace {

struct FreeCode {
  void operator()(pcre2_code* code) const noexcept { pcre2_code_free(code); }
};

std::uint32_t Options(const RegexPattern& pattern) noexcept {
  std::uint32_t options = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C;
  if (pattern.ignore_case) options |= PCRE2_CASELESS;
  if (pattern.multi_line) options |= PCRE2_MULTILINE;
  if (pattern.dot_all) options |= PCRE2_DOTALL;
  return options;
}

}  // namespace

std::optional<std::string> RegexProblem(const RegexPattern& pattern) {
  if (pattern.expression.size() > kMaxRegexBytes) {
    return fmt::format("longer than {} bytes", kMaxRegexBytes);
  }
  int error = 0;
  PCRE2_SIZE offset = 0;
  const std::unique_ptr<pcre2_code, FreeCode> code(
      pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.expression.data()),
                    pattern.expression.size(), Options(pattern), &error, &offset, nullptr));
  if (code != nullptr) return std::nullopt;
  PCRE2_UCHAR message[256] = {};
  pcre2_get_error_message(error, message, sizeof message);
  return fmt::format("{} at byte {}", reinterpret_cast<const char*>(message), offset);
}

}  // namespace noroshi
