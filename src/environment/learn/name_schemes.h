// Naming schemes: patterns that a list of names follows.
//
// Pure functions; names in upper case, without domain.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace noroshi {

// Names that Windows makes up when it is installed (DESKTOP-4F7K2LM, WIN-R8D3HJ0Q1TS). Any computer
// in the world may be called so, so they belong to no scheme.
[[nodiscard]] bool IsFactoryName(std::string_view name) noexcept;

// What a name begins with, up to the first '-' or '_': "HQ" of "HQ-DC01". "" without such a sign,
// or when it is longer than kMaxPrefixBytes.
inline constexpr std::size_t kMaxPrefixBytes = 8;
[[nodiscard]] std::string_view NamePrefix(std::string_view name) noexcept;

struct NameSchemes {
  std::map<std::string, std::vector<std::string>> by_pattern;  // with the names that it has
  std::vector<std::string> others;                             // that follow none
};
// A pattern is had by at least kNamesOfScheme names. From the narrowest: equal but for digits
// (HQ-CL###); equal but for letters and digits behind the same prefix (HQ-??##); the same prefix
// (HQ-*). O(n log n).
inline constexpr std::size_t kNamesOfScheme = 3;
[[nodiscard]] NameSchemes FindSchemes(const std::vector<std::string>& names);

}  // namespace noroshi
