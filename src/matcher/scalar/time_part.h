// Parts of a timestamp for minute, hour, day, week, month, year (S-6.15).
//
// Pure; safe from any thread; allocates nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "rules/rule.h"

namespace noroshi {

// The part of an ISO 8601 text, in the text's own time zone; the week is ISO's, 1 to 53. Nothing
// when the text is no timestamp.
[[nodiscard]] std::optional<std::uint32_t> PartOfTime(std::string_view text,
                                                      TimePart part) noexcept;

}  // namespace noroshi
