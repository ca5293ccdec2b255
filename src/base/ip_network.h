// IpAddress, IpNetwork, NetworkSet: addresses and ranges of them, as an organisation writes them
// down.
//
// IPv4 lives inside IPv6 as ::ffff:a.b.c.d, so that both compare as 16 bytes. Pure values; const
// access is safe from any thread.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace noroshi {

struct IpAddress {
  std::array<std::uint8_t, 16> bytes{};  // network order

  [[nodiscard]] bool is_v4() const noexcept;  // ::ffff:0:0/96
  // "10.1.2.3", "fd00::1".
  [[nodiscard]] std::string ToString() const;
  friend auto operator<=>(const IpAddress&, const IpAddress&) = default;
};

// Dotted IPv4, IPv6, and IPv4 inside IPv6. No port, no zone ("fe80::1%3" is none). Allocates
// nothing.
[[nodiscard]] std::optional<IpAddress> ParseIpAddress(std::string_view text) noexcept;

// A range with a common prefix. Bits behind the prefix are zero.
struct IpNetwork {
  IpAddress first;
  std::uint8_t prefix = 128;  // of 128: that of an IPv4 range counts from 96

  [[nodiscard]] bool Has(const IpAddress& address) const noexcept;
  [[nodiscard]] bool Has(const IpNetwork& other) const noexcept {
    return other.prefix >= prefix && Has(other.first);
  }
  [[nodiscard]] IpAddress last() const noexcept;
  // "10.1.0.0/16", "fd00::/8"; a range of one address is written without a prefix.
  [[nodiscard]] std::string ToString() const;
  friend auto operator<=>(const IpNetwork&, const IpNetwork&) = default;
};

// "10.0.0.0/8", "10.1.2.3" (one address), "fd00::/8". Bits behind the prefix are cut;
// `had_host_bits`, if not null, says whether any were set.
[[nodiscard]] std::optional<IpNetwork> ParseIpNetwork(std::string_view text,
                                                      bool* had_host_bits = nullptr) noexcept;

// The range of `prefix` bits (as written: of 32 for IPv4) that an address lies in.
[[nodiscard]] IpNetwork NetworkOf(const IpAddress& address, unsigned prefix) noexcept;

// Many ranges, asked often. Build with Add, then Freeze, then ask.
class NetworkSet {
 public:
  void Add(const IpNetwork& network) { networks_.push_back(network); }
  // Sorts, and drops ranges that lie inside others.
  void Freeze();

  [[nodiscard]] bool empty() const noexcept { return networks_.empty(); }
  // REQUIRES: Freeze. Logarithmic in the number of ranges.
  [[nodiscard]] bool Has(const IpAddress& address) const noexcept;
  // False for a text that is no address.
  [[nodiscard]] bool Has(std::string_view address) const noexcept;
  [[nodiscard]] const std::vector<IpNetwork>& networks() const noexcept { return networks_; }

 private:
  std::vector<IpNetwork> networks_;  // disjoint and ascending after Freeze
};

// What an organisation's own addresses are when nobody says: RFC 1918, unique local (RFC 4193),
// link-local and the shared range of carriers (RFC 6598). All else is the Internet: documentation
// ranges (192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24) and 198.18.0.0/15 too, because what the
// evidence shows there came from somewhere.
[[nodiscard]] NetworkSet DefaultOwnNetworks();

}  // namespace noroshi
