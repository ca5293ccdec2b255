// TextPattern: what `noroshi search` looks for, a literal text or a regular expression.
//
// Both are PCRE2's, compiled once, with JIT where there is one. Texts of evidence need not be
// UTF-8; the work on each is bounded by kMaxPatternSteps.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace noroshi {

struct PatternOptions {
  // PCRE2 syntax; else literal.
  bool regex = false;
  // False: compared under Unicode case folding.
  bool match_case = false;
};

// One owner, one thread: it holds scratch space.
class TextPattern {
 public:
  // kInvalid with the place in the expression when it is none.
  static Result<TextPattern> Compile(const std::string& pattern, const PatternOptions& options);
  TextPattern(TextPattern&&) noexcept;
  TextPattern& operator=(TextPattern&&) noexcept;
  ~TextPattern();

  // Where the text holds the pattern, as a part of it; a null view when nowhere. A match that
  // costs more than kMaxPatternSteps counts as none, and in given_up().
  [[nodiscard]] std::string_view Find(std::string_view text);
  // Texts of which nobody knows whether they hold the pattern.
  [[nodiscard]] std::uint64_t given_up() const noexcept { return given_up_; }

 private:
  struct Impl;
  explicit TextPattern(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
  std::uint64_t given_up_ = 0;
};

// A hostile text must not stall a search with a careless expression.
inline constexpr unsigned kMaxPatternSteps = 1'000'000;

}  // namespace noroshi
