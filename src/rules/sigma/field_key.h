// The key of a detection item: a field name, then modifiers, separated by '|'.
#pragma once

#include <string_view>
#include <vector>

namespace noroshi::sigma {

struct FieldKey {
  std::string_view field;                   // any text; empty = keywords (S-4.5)
  std::vector<std::string_view> modifiers;  // "" where a bar has no name behind it
};

// Views into `key`. Blanks around a bar are dropped (S-6.18); a key without a bar is untouched.
// Says nothing about which modifiers exist: that is registry.cc's.
[[nodiscard]] FieldKey ParseFieldKey(std::string_view key);

}  // namespace noroshi::sigma
