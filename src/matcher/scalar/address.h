// Addresses and ranges for the `cidr` modifier (S-6.9).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "rules/rule.h"

namespace noroshi {

// IPv4 is held as the IPv4-mapped IPv6 address, so that ::ffff:10.0.0.1, the form in which Windows
// records Kerberos clients, is in 10.0.0.0/8.
using Address = std::array<std::uint8_t, 16>;

// Nothing for text that is no address ("-", "LOCAL", a host name). A zone id is cut.
[[nodiscard]] std::optional<Address> ParseAddress(std::string_view text) noexcept;

// Compares the first prefix_bits bits.
[[nodiscard]] bool InRange(const Address& address, const AddressRange& range) noexcept;

}  // namespace noroshi
