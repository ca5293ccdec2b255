// Regex: one compiled expression. RegexRunner: one thread's means to run any of them.
//
// Semantics (S-6.8): unanchored search on the text as written, UTF-8 characters; '.' does not match
// a line feed unless dot_all; '^' and '$' are the text's ends unless multi_line (and '$' also
// stands before a last line feed); \w \d \s \b know ASCII only; case is ignored by Unicode folding.
// \C is refused: it would cut characters.
//
// A Regex is immutable and shared; machine code is made at its first use (and so is everything, for
// one that was compiled in an earlier run), because most expressions of a large rule set never meet
// a value that gets past their prefilter.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "rules/rule.h"

struct pcre2_real_code_8;
struct pcre2_real_match_context_8;
struct pcre2_real_match_data_8;
struct pcre2_real_jit_stack_8;

namespace noroshi {

class Regex {
 public:
  // The error names the fault and its byte in the expression.
  static Result<std::unique_ptr<Regex>> Compile(const RegexPattern& pattern);
  // For an expression that Compile has accepted before. If it does not compile after all, nothing
  // is ever found.
  static std::unique_ptr<Regex> Deferred(RegexPattern pattern);
  ~Regex();
  Regex(const Regex&) = delete;
  Regex& operator=(const Regex&) = delete;

  [[nodiscard]] const RegexPattern& pattern() const noexcept { return pattern_; }

 private:
  friend class RegexRunner;

  Regex(RegexPattern pattern, pcre2_real_code_8* code) noexcept
      : pattern_(std::move(pattern)), code_(code) {}
  // The code, with machine code behind it where the CPU allows; null if there is none.
  [[nodiscard]] pcre2_real_code_8* Ready() const;

  const RegexPattern pattern_;
  // Owned; null until a deferred expression is first wanted, and after that if it did not compile.
  mutable pcre2_real_code_8* code_;
  mutable std::once_flag ready_;
};

// Not thread-safe.
class RegexRunner {
 public:
  // `match_limit`: PCRE2 steps after which a search gives up; counted, and false.
  explicit RegexRunner(std::uint32_t match_limit);
  ~RegexRunner();
  RegexRunner(const RegexRunner&) = delete;
  RegexRunner& operator=(const RegexRunner&) = delete;

  // Whether the expression is found anywhere in `text`, which must be UTF-8.
  [[nodiscard]] bool Finds(const Regex& regex, std::string_view text);
  [[nodiscard]] std::uint64_t limits_hit() const noexcept { return limits_hit_; }

 private:
  // Owned. The stack is for machine code, which needs more than the thread's own may have left.
  pcre2_real_match_context_8* context_;
  pcre2_real_match_data_8* data_;
  pcre2_real_jit_stack_8* stack_;
  std::uint64_t limits_hit_ = 0;
};

}  // namespace noroshi
