#define PCRE2_CODE_UNIT_WIDTH 8
#include "cli/options/text_pattern.h"

#include <pcre2.h>

#include <array>
#include <utility>

namespace noroshi {
namespace {

struct PcreFree {
  void operator()(pcre2_code* code) const noexcept { pcre2_code_free(code); }
  void operator()(pcre2_match_data* data) const noexcept { pcre2_match_data_free(data); }
  void operator()(pcre2_match_context* context) const noexcept {
    pcre2_match_context_free(context);
  }
};

Error PatternError(int number, std::size_t at) {
  std::array<PCRE2_UCHAR, 256> text{};
  pcre2_get_error_message(number, text.data(), text.size());
  return {
      ErrorCode::kInvalid, 0, "pattern",
      reinterpret_cast<const char*>(text.data()) + (", at character " + std::to_string(at + 1))};
}

}  // namespace

struct TextPattern::Impl {
  std::unique_ptr<pcre2_code, PcreFree> code;
  std::unique_ptr<pcre2_match_data, PcreFree> data;
  std::unique_ptr<pcre2_match_context, PcreFree> context;
};

TextPattern::TextPattern(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
TextPattern::TextPattern(TextPattern&&) noexcept = default;
TextPattern& TextPattern::operator=(TextPattern&&) noexcept = default;
TextPattern::~TextPattern() = default;

Result<TextPattern> TextPattern::Compile(const std::string& pattern,
                                         const PatternOptions& options) {
  // Texts are valid UTF-8 by contract of TextOf; the pattern comes from a command line.
  std::uint32_t flags = PCRE2_UTF;
  if (options.regex) flags |= PCRE2_NEVER_BACKSLASH_C | PCRE2_UCP;
  if (!options.regex) flags |= PCRE2_LITERAL;
  if (!options.match_case) flags |= PCRE2_CASELESS;
  int error = 0;
  std::size_t at = 0;
  auto impl = std::make_unique<Impl>();
  impl->code.reset(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(),
                                 flags, &error, &at, nullptr));
  if (impl->code == nullptr) return PatternError(error, at);
  pcre2_jit_compile(impl->code.get(), PCRE2_JIT_COMPLETE);
  impl->data.reset(pcre2_match_data_create_from_pattern(impl->code.get(), nullptr));
  impl->context.reset(pcre2_match_context_create(nullptr));
  pcre2_set_match_limit(impl->context.get(), kMaxPatternSteps);
  return TextPattern(std::move(impl));
}

std::string_view TextPattern::Find(std::string_view text) {
  const int found = pcre2_match(impl_->code.get(), reinterpret_cast<PCRE2_SPTR>(text.data()),
                                text.size(), 0, 0, impl_->data.get(), impl_->context.get());
  if (found < 0) {
    if (found != PCRE2_ERROR_NOMATCH) ++given_up_;
    return {};
  }
  const std::size_t* ends = pcre2_get_ovector_pointer(impl_->data.get());
  if (ends[1] < ends[0]) return {};
  return std::string_view(text.data() + ends[0], ends[1] - ends[0]);
}

}  // namespace noroshi
