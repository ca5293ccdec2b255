#include "rules/text/pattern_text.h"

#include <algorithm>

namespace noroshi {
namespace {

using Kind = PatternPart::Kind;

constexpr std::string_view kSpecial = "\\*?";

bool IsSpecial(char c) noexcept { return kSpecial.find(c) != std::string_view::npos; }

}  // namespace

Pattern ParsePattern(std::string_view text) {
  constexpr std::size_t kUsualParts = 3;  // a literal, and what `contains` puts around it
  Pattern pattern;
  pattern.parts.reserve(kUsualParts);
  while (!text.empty()) {
    const std::size_t plain = std::min(text.find_first_of(kSpecial), text.size());
    AppendLiteral(pattern, text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) break;
    if (text.front() != '\\') {
      AppendWildcard(pattern, text.front() == '*' ? Kind::kAnyRun : Kind::kAnyOne);
      text.remove_prefix(1);
      continue;
    }
    // A backslash escapes \, * and ?; before anything else, or at the end, it is itself.
    const bool escapes = text.size() > 1 && IsSpecial(text[1]);
    AppendLiteral(pattern, escapes ? text.substr(1, 1) : text.substr(0, 1));
    text.remove_prefix(escapes ? 2 : 1);
  }
  return pattern;
}

Pattern LiteralPattern(std::string_view text) {
  Pattern pattern;
  AppendLiteral(pattern, text);
  return pattern;
}

std::optional<std::string> LiteralText(const Pattern& pattern) {
  if (pattern.parts.empty()) return std::string();
  if (pattern.parts.size() > 1 || pattern.parts.front().kind != Kind::kLiteral) return std::nullopt;
  return pattern.parts.front().text;
}

void AppendLiteral(Pattern& pattern, std::string_view text) {
  if (text.empty()) return;
  if (pattern.parts.empty() || pattern.parts.back().kind != Kind::kLiteral) {
    pattern.parts.push_back({Kind::kLiteral, {}});
  }
  pattern.parts.back().text += text;
}

void AppendWildcard(Pattern& pattern, PatternPart::Kind kind) {
  const bool repeats =
      kind == Kind::kAnyRun && !pattern.parts.empty() && pattern.parts.back().kind == Kind::kAnyRun;
  if (!repeats) pattern.parts.push_back({kind, {}});
}

void AppendPattern(Pattern& pattern, const Pattern& tail) {
  for (const PatternPart& part : tail.parts) {
    if (part.kind == Kind::kLiteral) {
      AppendLiteral(pattern, part.text);
    } else {
      AppendWildcard(pattern, part.kind);
    }
  }
}

void OpenStart(Pattern& pattern) {
  if (!pattern.parts.empty() && pattern.parts.front().kind == Kind::kAnyRun) return;
  pattern.parts.insert(pattern.parts.begin(), {Kind::kAnyRun, {}});
}

void OpenEnd(Pattern& pattern) { AppendWildcard(pattern, Kind::kAnyRun); }

}  // namespace noroshi
