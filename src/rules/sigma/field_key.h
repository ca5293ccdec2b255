// The key of a detection item: a field name, then modifiers, separated by '|'.
#pragma once

#include <string_view>
#include <vector>

namespace noroshi::sigma {

struct FieldKey {
  // Any text; empty = keywords (S-4.5).
  std::string_view field;
  // "" where a bar has no name behind it.
  std::vector<std::string_view> modifiers;
};

// Views into `key`. Blanks around a bar are dropped (S-6.18); a key without a bar is untouched.
// Says nothing about which modifiers exist: that is registry.cc's.
[[nodiscard]] FieldKey ParseFieldKey(std::string_view key);

}  // namespace noroshi::sigma
