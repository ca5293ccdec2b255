// SitePrefix: the part of a private IPv4 address that usually stands for a place, where nobody has
// said which network is which site: 16 bits of 10/8 and 172.16/12, 24 bits of 192.168/16, as most
// address plans number offices (RFC 1918 blocks handed out in those steps).
//
// Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace noroshi {

struct SitePrefix {
  std::uint32_t base = 0;
  std::uint32_t bits = 0;

  friend bool operator==(const SitePrefix&, const SitePrefix&) = default;
};

// Nothing for addresses of the Internet: a provider's network is no office.
[[nodiscard]] std::optional<SitePrefix> SitePrefixOf(std::uint32_t ipv4) noexcept;
// "10.20.0.0/16".
[[nodiscard]] std::string SitePrefixText(const SitePrefix& prefix);

}  // namespace noroshi
