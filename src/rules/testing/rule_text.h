// Rules from the few lines a test cares about.
#pragma once

#include <string>
#include <string_view>

#include "rules/rule_set.h"

namespace noroshi::testing {

// A whole rule around a detection section given as YAML lines without indent:
//   "sel: {Image: a}\ncondition: sel"
// The log source is any Windows event.
[[nodiscard]] std::string RuleAround(std::string_view detection);

// Loads that rule.
[[nodiscard]] RuleSet LoadDetection(std::string_view detection, const LoadOptions& options = {});

// What its condition was lowered to, or "S0xx message" of the first error.
[[nodiscard]] std::string Lowered(std::string_view detection, const LoadOptions& options = {});
// The same for one selection: `key: value` alone under `condition: s`.
[[nodiscard]] std::string LoweredItem(std::string_view key, std::string_view value,
                                      const LoadOptions& options = {});

// The codes of everything that was said, joined by blanks; "" if nothing.
[[nodiscard]] std::string Codes(const RuleSet& set);

}  // namespace noroshi::testing
