// What the encoding modifiers work on: the bytes of a value without wildcards.
#pragma once

#include <string>
#include <vector>

#include "rules/sigma/modifiers/modifier.h"

namespace noroshi::sigma {

// The byte strings to encode, one per alternative of the value: those a wide modifier has left,
// else the UTF-8 of the unescaped text. Reports a wildcard inside; then the result is empty.
[[nodiscard]] std::vector<std::string> BytesToEncode(const Item& item, const ItemValue& value,
                                                     const ModifierContext& context);

}  // namespace noroshi::sigma
