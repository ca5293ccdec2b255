// Indicators: values in the findings that could be searched for elsewhere: addresses, names on the
// network, files, hashes; and what lasts longer, such as names of services and workstations.
//
// They are observations, no proof: a value stands here because a rule of medium level or above read
// a record that holds it. Addresses of private networks say nothing elsewhere and are left out.
//
// Pure. Taken from the findings that the report shows in full, so bounded by ReportLimits.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "incident/weights.h"
#include "report/report_document.h"

namespace noroshi {

inline constexpr std::size_t kReportIndicators = 300;
inline constexpr std::size_t kIndicatorHosts = 5;  // named; the count is complete

// Fills indicators and indicators_not_listed. REQUIRES: rules with their groups and samples, and
// incidents.
void FindIndicators(ReportDocument& document);

// Written so that neither a program nor a hasty click takes it for an address: "evil[.]example",
// "hxxps://...", "198[.]51[.]100[.]7", "2001[:]db8[:][:]1". Other kinds stay as they are.
[[nodiscard]] std::string Defanged(EntityKind kind, std::string_view value);

// False for addresses that mean nothing outside one network: private, link-local, loopback, shared
// (RFC 1918, 3927, 4193, 6598) and what is no address at all.
[[nodiscard]] bool IsPublicAddress(std::string_view address);

}  // namespace noroshi
