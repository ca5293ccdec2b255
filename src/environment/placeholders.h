// What the %placeholders% of Sigma rules stand for, out of an Environment.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ip_network.h"
#include "environment/environment.h"
#include "rules/rule_set.h"

namespace noroshi {

// The names that stand for a list, in the spellings that rules use; docs/user/environment.md lists
// them and a test holds it to that.
struct PlaceholderNames {
  std::string_view list;  // the key of environment.yaml
  std::span<const std::string_view> names;
};
[[nodiscard]] std::span<const PlaceholderNames> EnvironmentPlaceholders() noexcept;

// For LoadOptions::placeholder_patterns. A list that is empty has no entry: a rule that needs it
// stays unevaluated and says so. A computer's name also stands for the name with any domain behind
// it; ranges become patterns of their addresses, with and without "::ffff:" ahead. Own networks are
// there always: the private ranges where the environment names none.
[[nodiscard]] PlaceholderPatterns PlaceholdersOf(const Environment& environment);

// The addresses of a range as patterns of their text: 10.8.16.0/23 is 10.8.16.* and 10.8.17.*.
// Empty for IPv6 ranges whose prefix is no multiple of 16.
[[nodiscard]] std::vector<Pattern> PatternsOfRange(const IpNetwork& network);

}  // namespace noroshi
