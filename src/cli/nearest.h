// The name somebody probably meant.
#pragma once

#include <span>
#include <string_view>

namespace noroshi {

// The nearest of `names` by edits (insert, drop, change, swap neighbours); "" when even that one is
// more than a third of its length away.
[[nodiscard]] std::string_view NearestName(std::string_view word,
                                           std::span<const std::string_view> names);

}  // namespace noroshi
