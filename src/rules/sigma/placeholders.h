// Placeholders: %name% inside a value under `expand` (S-12).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule_set.h"

namespace noroshi::sigma {

// Lists multiply when a value names several; beyond this the rule is refused.
inline constexpr std::size_t kMaxPlaceholderVariants = 10'000;

struct PlaceholderPiece {
  bool is_name = false;
  std::string text;  // a list's name, or pattern text between the names
};

// Cuts a value at its placeholders. `\%` is a percent sign; a lone % is itself.
[[nodiscard]] std::vector<PlaceholderPiece> SplitPlaceholders(std::string_view text);

struct PlaceholderExpansion {
  // Every combination, in the order of the lists.
  std::vector<Pattern> patterns;
  // The first list nobody supplied; then there are no patterns.
  std::string missing;
  bool has_names = false;
  // More than kMaxPlaceholderVariants: the patterns are not all there.
  bool too_many = false;
};

// Entries of lists are literal text (D-12), those of LoadOptions::placeholder_patterns patterns;
// the text around them keeps its wildcards.
[[nodiscard]] PlaceholderExpansion ExpandPlaceholders(std::string_view text,
                                                      const LoadOptions& options);

}  // namespace noroshi::sigma
