#include <algorithm>
#include <utility>
#include <vector>

#include "rules/sigma/modifiers/modifier.h"

namespace noroshi::sigma {
namespace {

constexpr Modifier kModifiers[] = {
    {"contains", ApplyContains},
    {"endswith", ApplyEndsWith},
    {"startswith", ApplyStartsWith},
    {"all", ApplyAll},
    {"re", ApplyRe},
    {"i", ApplyIgnoreCase},
    {"ignorecase", ApplyIgnoreCase},
    {"m", ApplyMultiLine},
    {"multiline", ApplyMultiLine},
    {"s", ApplyDotAll},
    {"dotall", ApplyDotAll},
    {"windash", ApplyWindash},
    {"cidr", ApplyCidr},
    {"base64", ApplyBase64},
    {"base64offset", ApplyBase64Offset},
    {"wide", ApplyUtf16Le},
    {"utf16le", ApplyUtf16Le},
    {"utf16be", ApplyUtf16Be},
    {"utf16", ApplyUtf16},
    {"fieldref", ApplyFieldRef},
    {"equalsfield", ApplyFieldRef},         // Hayabusa's old name
    {"endswithfield", ApplyEndsWithField},  // likewise, for fieldref|endswith
    {"expand", ApplyExpand},
    {"exists", ApplyExists},
    {"cased", ApplyCased},
    {"neq", ApplyNeq},
    {"lt", ApplyLt},
    {"lte", ApplyLte},
    {"gt", ApplyGt},
    {"gte", ApplyGte},
    {"minute", ApplyMinute},
    {"hour", ApplyHour},
    {"day", ApplyDay},
    {"week", ApplyWeek},
    {"month", ApplyMonth},
    {"year", ApplyYear},
};

// Levenshtein distance, one row at a time.
std::size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

constexpr std::size_t kLongestGuess = 20;  // no modifier is longer
constexpr std::size_t kMostEdits = 2;

}  // namespace

std::span<const Modifier> AllModifiers() noexcept { return kModifiers; }

const Modifier* FindModifier(std::string_view name) noexcept {
  const auto* found = std::ranges::find(kModifiers, name, &Modifier::name);
  return found == std::end(kModifiers) ? nullptr : found;
}

std::string_view NearestModifier(std::string_view name) noexcept {
  if (name.size() < 3 || name.size() > kLongestGuess) return {};
  std::string_view nearest;
  std::size_t least = kMostEdits + 1;
  for (const Modifier& modifier : kModifiers) {
    const std::size_t distance = EditDistance(name, modifier.name);
    if (distance < least && modifier.name.size() > 2) {
      least = distance;
      nearest = modifier.name;
    }
  }
  return nearest;
}

bool ModifierContext::Misplaced(const Item& item, std::string_view why) const {
  reporter.Report(codes::kModifierPlace, *item.key,
                  "modifier '" + std::string(name) + "' " + std::string(why));
  return false;
}

}  // namespace noroshi::sigma
