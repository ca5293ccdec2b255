// The key of a detection item: a field name, then modifiers, separated by '|'.
#pragma once

#include <string_view>
#include <vector>

namespace noroshi::sigma {

struct FieldKey {
  std::string_view field;                   // any text, untouched; empty = keywords (S-4.5)
  std::vector<std::string_view> modifiers;  // without blanks around them (S-6.18)
};

// Views into `key`.
[[nodiscard]] FieldKey ParseFieldKey(std::string_view key);

}  // namespace noroshi::sigma
