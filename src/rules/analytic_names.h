// Rules that word what an analytic finds: their log source is the analytic, and they have no
// detection.
//
//   logsource: {product: noroshi, category: analytic, service: beacon}
#pragma once

#include <string_view>

#include "rules/rule.h"

namespace noroshi {

// Names as they stand behind `service`; they appear in rules and so do not change.
inline constexpr std::string_view kAnalyticBeacon = "beacon";
inline constexpr std::string_view kAnalyticForeignWorkstation = "foreign-workstation";

[[nodiscard]] constexpr bool IsAnalytic(std::string_view name) {
  return name == kAnalyticBeacon || name == kAnalyticForeignWorkstation;
}

// The analytic that raises the rule's findings; "" when the rule's own condition does. Shipped
// rules only.
[[nodiscard]] inline std::string_view AnalyticOf(const Rule& rule) {
  if (rule.source != RuleSource::kNoroshi || rule.log_source.category != "analytic" ||
      rule.log_source.product != "noroshi" || !IsAnalytic(rule.log_source.service)) {
    return {};
  }
  return rule.log_source.service;
}

}  // namespace noroshi
