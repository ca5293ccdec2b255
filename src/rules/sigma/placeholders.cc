#include "rules/sigma/placeholders.h"

#include <algorithm>
#include <utility>

#include "rules/text/ascii.h"
#include "rules/text/pattern_text.h"

namespace noroshi::sigma {
namespace {

bool IsNameCharacter(char c) noexcept {
  const char lower = LowerAscii(c);
  return IsDigit(c) || (lower >= 'a' && lower <= 'z') || c == '_' || c == '-' || c == '.';
}

// The name in "%name%..." at the start of `text`, or nothing.
std::string_view NameAt(std::string_view text) noexcept {
  const std::size_t end = text.find('%', 1);
  if (end == std::string_view::npos || end == 1) return {};
  const std::string_view name = text.substr(1, end - 1);
  return std::ranges::all_of(name, IsNameCharacter) ? name : std::string_view();
}

// Appends each of `tails` to each of `heads`.
std::vector<Pattern> Cross(const std::vector<Pattern>& heads, const std::vector<Pattern>& tails) {
  std::vector<Pattern> out;
  out.reserve(heads.size() * tails.size());
  for (const Pattern& head : heads) {
    for (const Pattern& tail : tails) {
      out.push_back(head);
      AppendPattern(out.back(), tail);
    }
  }
  return out;
}

// What a name stands for; empty when nobody has supplied a list.
std::vector<Pattern> PatternsOf(const std::string& name, const LoadOptions& options) {
  std::vector<Pattern> patterns;
  if (const auto list = options.placeholders.find(name); list != options.placeholders.end()) {
    for (const std::string& entry : list->second) patterns.push_back(LiteralPattern(entry));
  } else if (const auto known = options.placeholder_patterns.find(name);
             known != options.placeholder_patterns.end()) {
    patterns = known->second;
  }
  return patterns;
}

}  // namespace

std::vector<PlaceholderPiece> SplitPlaceholders(std::string_view text) {
  std::vector<PlaceholderPiece> pieces;
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) {
      if (text[i + 1] != '%') plain += text[i];
      plain += text[++i];
      continue;
    }
    const std::string_view name = text[i] == '%' ? NameAt(text.substr(i)) : std::string_view();
    if (name.empty()) {
      plain += text[i];
      continue;
    }
    if (!plain.empty()) pieces.push_back({false, std::exchange(plain, {})});
    pieces.push_back({true, std::string(name)});
    i += name.size() + 1;
  }
  if (!plain.empty()) pieces.push_back({false, std::move(plain)});
  return pieces;
}

PlaceholderExpansion ExpandPlaceholders(std::string_view text, const LoadOptions& options) {
  PlaceholderExpansion out;
  std::vector<Pattern> variants(1);
  for (const PlaceholderPiece& piece : SplitPlaceholders(text)) {
    std::vector<Pattern> tails;
    if (!piece.is_name) {
      tails.push_back(ParsePattern(piece.text));
    } else {
      out.has_names = true;
      tails = PatternsOf(piece.text, options);
      if (tails.empty()) {
        out.missing = piece.text;
        return out;
      }
    }
    out.too_many = variants.size() * tails.size() > kMaxPlaceholderVariants;
    if (out.too_many) return out;
    variants = Cross(variants, tails);
  }
  out.patterns = std::move(variants);
  return out;
}

}  // namespace noroshi::sigma
