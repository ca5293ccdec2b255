// TextPattern: what `noroshi search` looks for, a literal text or a regular expression.
#pragma once

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

// Immutable after Compile; one matching thread at a time (it holds scratch space).
class TextPattern {
 public:
  // kInvalid with the place in the expression when it is none.
  static Result<TextPattern> Compile(const std::string& pattern, const PatternOptions& options);
  TextPattern(TextPattern&&) noexcept;
  TextPattern& operator=(TextPattern&&) noexcept;
  ~TextPattern();

  // Where the text holds the pattern, as a part of it; a null view when nowhere. A match that
  // costs more than kMaxPatternSteps counts as none.
  [[nodiscard]] std::string_view Find(std::string_view text) const;

 private:
  struct Impl;
  explicit TextPattern(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// A hostile text must not stall a search with a careless expression.
inline constexpr unsigned kMaxPatternSteps = 1'000'000;

}  // namespace noroshi
