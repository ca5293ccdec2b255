#include "base/ip_network.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace noroshi {
namespace {

constexpr unsigned kBits = 128, kV4Bits = 32;
constexpr unsigned kV4Prefix = kBits - kV4Bits;
constexpr std::size_t kV4Offset = 12;  // bytes ahead of the four of IPv4

constexpr std::string_view kDefaultOwn[] = {"10.0.0.0/8",     "172.16.0.0/12", "192.168.0.0/16",
                                            "169.254.0.0/16", "100.64.0.0/10", "fc00::/7",
                                            "fe80::/10"};

// How many bits of byte `i` a prefix covers.
unsigned CoveredBits(unsigned prefix, std::size_t i) noexcept {
  const unsigned before = static_cast<unsigned>(i) * 8;
  return prefix <= before ? 0 : std::min(prefix - before, 8U);
}

std::uint8_t MaskOf(unsigned covered) noexcept {
  return static_cast<std::uint8_t>(0xFF00U >> covered);
}

// Clears the bits behind the prefix; true if one was set.
bool CutHostBits(IpNetwork& network) noexcept {
  bool any = false;
  for (std::size_t i = 0; i < network.first.bytes.size(); ++i) {
    const std::uint8_t mask = MaskOf(CoveredBits(network.prefix, i));
    any = any || (network.first.bytes[i] & ~mask) != 0;
    network.first.bytes[i] &= mask;
  }
  return any;
}

}  // namespace

bool IpAddress::is_v4() const noexcept {
  return bytes[10] == 0xFF && bytes[11] == 0xFF &&
         std::all_of(bytes.begin(), bytes.begin() + 10, [](std::uint8_t b) { return b == 0; });
}

std::string IpAddress::ToString() const {
  char text[INET6_ADDRSTRLEN] = {};
  const bool v4 = is_v4();
  inet_ntop(v4 ? AF_INET : AF_INET6, bytes.data() + (v4 ? kV4Offset : 0), text, sizeof text);
  return text;
}

std::optional<IpAddress> ParseIpAddress(std::string_view text) noexcept {
  char buffer[INET6_ADDRSTRLEN] = {};  // inet_pton wants a terminator
  if (text.size() >= sizeof buffer || text.find('\0') != std::string_view::npos) {
    return std::nullopt;
  }
  std::memcpy(buffer, text.data(), text.size());
  IpAddress address;
  if (inet_pton(AF_INET, buffer, address.bytes.data() + kV4Offset) == 1) {
    address.bytes[10] = address.bytes[11] = 0xFF;
    return address;
  }
  address = {};
  if (inet_pton(AF_INET6, buffer, address.bytes.data()) != 1) return std::nullopt;
  return address;
}

bool IpNetwork::Has(const IpAddress& address) const noexcept {
  for (std::size_t i = 0; i < address.bytes.size(); ++i) {
    const std::uint8_t mask = MaskOf(CoveredBits(prefix, i));
    if ((address.bytes[i] & mask) != first.bytes[i]) return false;
  }
  return true;
}

IpAddress IpNetwork::last() const noexcept {
  IpAddress address = first;
  for (std::size_t i = 0; i < address.bytes.size(); ++i) {
    address.bytes[i] |= static_cast<std::uint8_t>(~MaskOf(CoveredBits(prefix, i)));
  }
  return address;
}

std::string IpNetwork::ToString() const {
  std::string text = first.ToString();
  if (prefix == kBits) return text;
  const unsigned shown = first.is_v4() && prefix >= kV4Prefix ? prefix - kV4Prefix : prefix;
  return text + '/' + std::to_string(shown);
}

std::optional<IpNetwork> ParseIpNetwork(std::string_view text, bool* had_host_bits) noexcept {
  const std::size_t slash = text.find('/');
  const auto address = ParseIpAddress(text.substr(0, slash));
  if (!address) return std::nullopt;
  const bool v4 = text.substr(0, slash).find(':') == std::string_view::npos;
  const unsigned most = v4 ? kV4Bits : kBits;
  unsigned bits = most;
  if (slash != std::string_view::npos) {
    const char* const begin = text.data() + slash + 1;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(begin, end, bits);
    if (error != std::errc() || stop != end || begin == end || bits > most) return std::nullopt;
  }
  IpNetwork network{*address, static_cast<std::uint8_t>(bits + (v4 ? kV4Prefix : 0))};
  const bool any = CutHostBits(network);
  if (had_host_bits != nullptr) *had_host_bits = any;
  return network;
}

IpNetwork NetworkOf(const IpAddress& address, unsigned prefix) noexcept {
  const bool v4 = address.is_v4();
  const unsigned bits = std::min(prefix, v4 ? kV4Bits : kBits) + (v4 ? kV4Prefix : 0);
  IpNetwork network{address, static_cast<std::uint8_t>(bits)};
  CutHostBits(network);
  return network;
}

void NetworkSet::Freeze() {
  std::ranges::sort(networks_);  // a range stands before those inside it
  std::vector<IpNetwork> kept;
  for (const IpNetwork& network : networks_) {
    if (kept.empty() || !kept.back().Has(network)) kept.push_back(network);
  }
  networks_ = std::move(kept);
}

bool NetworkSet::Has(const IpAddress& address) const noexcept {
  auto at = std::ranges::upper_bound(networks_, address, {}, &IpNetwork::first);
  return at != networks_.begin() && (--at)->Has(address);
}

bool NetworkSet::Has(std::string_view address) const noexcept {
  const auto parsed = ParseIpAddress(address);
  return parsed && Has(*parsed);
}

NetworkSet DefaultOwnNetworks() {
  NetworkSet own;
  for (const std::string_view text : kDefaultOwn) own.Add(*ParseIpNetwork(text));
  own.Freeze();
  return own;
}

}  // namespace noroshi
