#include "matcher/run/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/utf.h"

namespace noroshi {
namespace {

// Machine code works on a stack of its own; nested repeats over long script blocks need more than
// the 32 KiB it gets by default. Beyond that the search gives up, which is counted.
constexpr std::size_t kJitStackBytes = 32 * 1024, kMaxJitStackBytes = 1024 * 1024;

struct Flag {
  bool RegexPattern::*on;
  std::uint32_t option;
};
constexpr Flag kFlags[] = {{&RegexPattern::ignore_case, PCRE2_CASELESS},
                           {&RegexPattern::multi_line, PCRE2_MULTILINE},
                           {&RegexPattern::dot_all, PCRE2_DOTALL}};

std::uint32_t OptionsOf(const RegexPattern& pattern) {
  std::uint32_t options = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C;
  for (const Flag& flag : kFlags) {
    if (pattern.*flag.on) options |= flag.option;
  }
  return options;
}

std::string MessageOf(int error) {
  char text[256];
  const int size =
      pcre2_get_error_message(error, reinterpret_cast<PCRE2_UCHAR*>(text), sizeof(text));
  return size > 0 ? std::string(text, static_cast<std::size_t>(size)) : "unknown error";
}

// The library's default newline depends on how it was built; ours is the line feed.
struct LineFeedContext {
  pcre2_compile_context* context = pcre2_compile_context_create(nullptr);
  LineFeedContext() { pcre2_set_newline(context, PCRE2_NEWLINE_LF); }
  ~LineFeedContext() { pcre2_compile_context_free(context); }
  LineFeedContext(const LineFeedContext&) = delete;
  LineFeedContext& operator=(const LineFeedContext&) = delete;
};

Result<pcre2_code*> CompileCode(const RegexPattern& pattern) {
  const LineFeedContext line_feed;
  int error = 0;
  PCRE2_SIZE offset = 0;
  pcre2_code* const code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.expression.data()),
                                         pattern.expression.size(), OptionsOf(pattern), &error,
                                         &offset, line_feed.context);
  if (code != nullptr) return code;
  return Error{ErrorCode::kInvalid, offset, "regular expression", MessageOf(error)};
}

bool GaveUp(int result) noexcept {
  return result == PCRE2_ERROR_MATCHLIMIT || result == PCRE2_ERROR_DEPTHLIMIT ||
         result == PCRE2_ERROR_HEAPLIMIT || result == PCRE2_ERROR_JIT_STACKLIMIT;
}

}  // namespace

Result<std::unique_ptr<Regex>> Regex::Compile(const RegexPattern& pattern) {
  NOROSHI_TRY(pcre2_code* const code, CompileCode(pattern));
  return std::unique_ptr<Regex>(new Regex(pattern, code));
}

std::unique_ptr<Regex> Regex::Deferred(RegexPattern pattern) {
  return std::unique_ptr<Regex>(new Regex(std::move(pattern), nullptr));
}

Regex::~Regex() { pcre2_code_free(code_); }

pcre2_real_code_8* Regex::Ready() const {
  std::call_once(ready_, [this] {
    if (code_ == nullptr) {
      const auto code = CompileCode(pattern_);
      if (code) code_ = *code;
    }
    // A failure (no executable memory) is no error: the search then interprets.
    if (code_ != nullptr) pcre2_jit_compile(code_, PCRE2_JIT_COMPLETE);
  });
  return code_;
}

RegexRunner::RegexRunner(std::uint32_t match_limit)
    : context_(pcre2_match_context_create(nullptr)),
      data_(pcre2_match_data_create(1, nullptr)),
      stack_(pcre2_jit_stack_create(kJitStackBytes, kMaxJitStackBytes, nullptr)) {
  pcre2_set_match_limit(context_, match_limit);
  pcre2_jit_stack_assign(context_, nullptr, stack_);
}

RegexRunner::~RegexRunner() {
  pcre2_jit_stack_free(stack_);
  pcre2_match_data_free(data_);
  pcre2_match_context_free(context_);
}

// The library looks through a text for ill-formed UTF-8 before it searches, which costs as much as
// most searches; ASCII alone is well-formed, and a few times faster to tell.
bool RegexRunner::Finds(const Regex& regex, std::string_view text) {
  const pcre2_code* const code = regex.Ready();
  if (code == nullptr) return false;
  const std::uint32_t options = IsAscii(text) ? PCRE2_NO_UTF_CHECK : 0;
  const int result = pcre2_match(code, reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), 0,
                                 options, data_, context_);
  if (GaveUp(result)) ++limits_hit_;
  return result >= 0;
}

}  // namespace noroshi
