// HostCare: who and what has to do with many hosts as a rule, by the logons.
#pragma once

#include <cstdint>
#include <vector>

namespace noroshi {

// Keys (names.h), each list sorted. A plain value.
struct HostCare {
  std::vector<std::uint64_t> accounts;  // AccountKey: an administrator's, a service desk's
  std::vector<std::uint64_t> ways;      // PlaceKey: hosts from which several of those go to others
};

}  // namespace noroshi
