#include "analytics/logon_graph/site_prefix.h"

#include <fmt/format.h>

namespace noroshi {

std::optional<SitePrefix> SitePrefixOf(std::uint32_t ipv4) noexcept {
  const bool ten = ipv4 >> 24 == 10;
  const bool middle = ipv4 >> 20 == (std::uint32_t{172} << 4 | 1);
  if (ten || middle) return SitePrefix{ipv4 & 0xffff0000U, 16};
  if (ipv4 >> 16 == (std::uint32_t{192} << 8 | 168)) return SitePrefix{ipv4 & 0xffffff00U, 24};
  return {};
}

std::string SitePrefixText(const SitePrefix& prefix) {
  return fmt::format("{}.{}.{}.{}/{}", prefix.base >> 24, prefix.base >> 16 & 255,
                     prefix.base >> 8 & 255, prefix.base & 255, prefix.bits);
}

}  // namespace noroshi
