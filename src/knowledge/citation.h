// What a STIX external reference tells of a report: whether two references mean one text, and when
// it was published.
//
// Pure; safe from any thread.
#pragma once

#include <string>
#include <string_view>

namespace noroshi {

// What two addresses of one text have in common: no scheme, no "www.", no query, fragment or slash
// at the end, lower case. "" when the address does not identify a text: a bare host, or a page of
// ATT&CK itself.
[[nodiscard]] std::string ReportAddressKey(std::string_view url);

// The year in a citation such as "Author. (2020, May 1). Title. Retrieved June 2, 2021.": the first
// one in brackets, else the first at all; what stands behind "Retrieved" is when somebody read it.
// 0 when there is none.
[[nodiscard]] int CitationYear(std::string_view citation);

}  // namespace noroshi
