#include "matcher/scalar/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cstring>

namespace noroshi {
namespace {

constexpr std::size_t kMappedPrefixBytes = 12;  // ::ffff:0:0/96

bool IsMapped(const Address& address) noexcept {
  static constexpr std::array<std::uint8_t, kMappedPrefixBytes> kPrefix = {0, 0, 0, 0, 0,    0,
                                                                           0, 0, 0, 0, 0xFF, 0xFF};
  return std::equal(kPrefix.begin(), kPrefix.end(), address.begin());
}

}  // namespace

std::optional<Address> ParseAddress(std::string_view text) noexcept {
  text = text.substr(0, text.find('%'));
  char buffer[INET6_ADDRSTRLEN];
  if (text.empty() || text.size() >= sizeof(buffer)) return std::nullopt;
  std::memcpy(buffer, text.data(), text.size());
  buffer[text.size()] = '\0';
  Address address{};
  if (inet_pton(AF_INET6, buffer, address.data()) == 1) return address;
  if (inet_pton(AF_INET, buffer, address.data() + kMappedPrefixBytes) != 1) return std::nullopt;
  address[10] = address[11] = 0xFF;
  return address;
}

bool InRange(const Address& address, const AddressRange& range) noexcept {
  if (range.is_v4 && !IsMapped(address)) return false;
  const std::size_t whole = range.prefix_bits / 8;
  if (whole > address.size()) return false;
  if (std::memcmp(address.data(), range.address.data(), whole) != 0) return false;
  const unsigned rest = range.prefix_bits % 8;
  if (rest == 0) return true;
  const auto mask = static_cast<std::uint8_t>(0xFF00U >> rest);
  return ((address[whole] ^ range.address[whole]) & mask) == 0;
}

}  // namespace noroshi
