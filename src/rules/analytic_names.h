// Rules that word what an analytic finds: their log source is the analytic, and they have no
// detection.
//
//   logsource: {product: noroshi, category: analytic, service: beacon}
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "rules/rule.h"

namespace noroshi {

// Names as they stand behind `service`; they appear in rules and so do not change.
inline constexpr std::string_view kAnalyticBeacon = "beacon";
// Beacons by their form, in the order of BeaconForm (analytics/beacons/beacon.h); one whose rule is
// not loaded is a beacon like others.
inline constexpr std::array<std::string_view, 4> kAnalyticBeacons = {
    kAnalyticBeacon, "beacon-of-reads", "beacon-of-posts", "beacon-encrypted"};
inline constexpr std::string_view kAnalyticForeignWorkstation = "foreign-workstation";

// Patterns of the logon graph (analytics/logon_graph/logon_graph.h), in the order of GraphPattern.
inline constexpr std::array<std::string_view, 15> kAnalyticLogonPatterns = {
    "remote-desktop-chain",    "remote-desktop-from-server",
    "remote-desktop-from-vpn", "account-fan-out",
    "vpn-sessions-overlap",    "vpn-foreign-client",
    "new-remote-desktop",      "odd-hour-logon",
    "site-crossing",           "two-gateways",
    "travel-too-fast",         "first-desktop-from-vpn",
    "vpn-session-moved",       "vpn-new-place",
    "logon-pattern-unjudged"};

// Signs that logs were tampered with (analytics/integrity/tampering.h), in the order of
// TamperingKind.
inline constexpr std::array<std::string_view, 6> kAnalyticTampering = {
    "records-missing", "log-fell-silent",  "host-fell-silent",
    "clock-went-back", "auditing-missing", "machine-put-back"};

[[nodiscard]] constexpr bool IsAnalytic(std::string_view name) {
  return name == kAnalyticForeignWorkstation ||
         std::ranges::find(kAnalyticBeacons, name) != kAnalyticBeacons.end() ||
         std::ranges::find(kAnalyticLogonPatterns, name) != kAnalyticLogonPatterns.end() ||
         std::ranges::find(kAnalyticTampering, name) != kAnalyticTampering.end();
}

// The analytic that raises the rule's findings; "" when the rule's own condition does. The loader
// gives such a rule the source kNoroshi, wherever it came from: nobody else has this log source.
[[nodiscard]] inline std::string_view AnalyticOf(const Rule& rule) {
  if (rule.log_source.category != "analytic" || rule.log_source.product != "noroshi" ||
      !IsAnalytic(rule.log_source.service)) {
    return {};
  }
  return rule.log_source.service;
}

}  // namespace noroshi
