#include "matcher/naive/naive_text.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <memory>
#include <vector>

#include "base/case_fold.h"

namespace noroshi::naive {
namespace {

using Characters = std::vector<char32_t>;

Characters Decode(std::string_view text, bool cased) {
  Characters out;
  for (std::size_t at = 0; at < text.size();) {
    const DecodedCharacter character = DecodeCharacter(text, at);
    out.push_back(cased ? character.code_point : FoldCodePoint(character.code_point));
    at += character.size;
  }
  return out;
}

// One position of a pattern.
struct Element {
  PatternPart::Kind kind;
  char32_t literal = 0;
};

std::vector<Element> ElementsOf(const Pattern& pattern) {
  std::vector<Element> out;
  for (const PatternPart& part : pattern.parts) {
    if (part.kind != PatternPart::Kind::kLiteral) {
      out.push_back({part.kind});
      continue;
    }
    for (const char32_t c : Decode(part.text, pattern.cased)) out.push_back({part.kind, c});
  }
  return out;
}

bool FitsOne(const Element& element, char32_t c) {
  switch (element.kind) {
    case PatternPart::Kind::kLiteral: return c == element.literal;
    case PatternPart::Kind::kAnyOne: return true;
    case PatternPart::Kind::kDash:
      return c == U'-' || c == U'/' || c == 0x2013 || c == 0x2014 || c == 0x2015;
    case PatternPart::Kind::kAnyRun: break;
  }
  return false;
}

// States of the pattern that are reachable before the next character.
using States = std::vector<bool>;

void SkipRuns(const std::vector<Element>& elements, States& states) {
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (states[i] && elements[i].kind == PatternPart::Kind::kAnyRun) states[i + 1] = true;
  }
}

States Step(const std::vector<Element>& elements, const States& states, char32_t c) {
  States next(states.size());
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (!states[i]) continue;
    if (elements[i].kind == PatternPart::Kind::kAnyRun) next[i] = true;
    if (FitsOne(elements[i], c)) next[i + 1] = true;
  }
  SkipRuns(elements, next);
  return next;
}

struct FreeCode {
  void operator()(pcre2_code* code) const { pcre2_code_free(code); }
};
struct FreeMatchData {
  void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
};
struct FreeCompileContext {
  void operator()(pcre2_compile_context* context) const { pcre2_compile_context_free(context); }
};

std::uint32_t OptionsOf(const RegexPattern& regex) {
  return PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | (regex.ignore_case ? PCRE2_CASELESS : 0) |
         (regex.multi_line ? PCRE2_MULTILINE : 0) | (regex.dot_all ? PCRE2_DOTALL : 0);
}

std::unique_ptr<pcre2_code, FreeCode> Compile(const RegexPattern& regex) {
  const std::unique_ptr<pcre2_compile_context, FreeCompileContext> context(
      pcre2_compile_context_create(nullptr));
  pcre2_set_newline(context.get(), PCRE2_NEWLINE_LF);
  int error = 0;
  PCRE2_SIZE offset = 0;
  return std::unique_ptr<pcre2_code, FreeCode>(
      pcre2_compile(reinterpret_cast<PCRE2_SPTR>(regex.expression.data()), regex.expression.size(),
                    OptionsOf(regex), &error, &offset, context.get()));
}

}  // namespace

bool FitsPattern(const Pattern& pattern, std::string_view text) {
  const std::vector<Element> elements = ElementsOf(pattern);
  States states(elements.size() + 1);
  states[0] = true;
  SkipRuns(elements, states);
  for (const char32_t c : Decode(text, pattern.cased)) states = Step(elements, states, c);
  return states.back();
}

bool FindsRegex(const RegexPattern& regex, std::string_view text) {
  const auto code = Compile(regex);
  if (!code) return false;
  const std::unique_ptr<pcre2_match_data, FreeMatchData> data(
      pcre2_match_data_create_from_pattern(code.get(), nullptr));
  return pcre2_match(code.get(), reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), 0,
                     PCRE2_NO_JIT, data.get(), nullptr) >= 0;
}

bool IsPlain(const Pattern& pattern) {
  std::size_t size = 0;
  for (const PatternPart& part : pattern.parts) {
    if (part.kind != PatternPart::Kind::kLiteral) return false;
    size += part.text.size();
  }
  return size != 0;
}

std::string_view TrimRight(std::string_view text) {
  const std::size_t last = text.find_last_not_of(" \t\n\v\f\r");
  return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

}  // namespace noroshi::naive
