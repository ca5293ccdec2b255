#include "analytics/logon_graph/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/hash.h"

namespace noroshi {
namespace {

constexpr std::uint64_t kAccountSeed = 1, kHostSeed = 2, kAddressSeed = 3;

char LowerAscii(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
char UpperAscii(char c) noexcept {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

// Accounts that every host has. Windows gives them these names in every language.
bool IsEverybodys(std::string_view domain, std::string_view name) noexcept {
  constexpr std::array<std::string_view, 6> kNames = {"anonymous logon", "system", "local service",
                                                      "network service", "iusr",   "localsystem"};
  constexpr std::array<std::string_view, 5> kDomains = {
      "nt authority", "nt service", "window manager", "font driver host", "iis apppool"};
  return std::ranges::find(kNames, name) != kNames.end() ||
         std::ranges::find(kDomains, domain) != kDomains.end() || name.starts_with("umfd-") ||
         name.starts_with("dwm-");
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), LowerAscii);
  return lower;
}

// The first label of a name, without leading backslashes; an address as a whole.
std::string_view LabelOf(std::string_view host) noexcept {
  while (host.starts_with('\\')) host.remove_prefix(1);
  return IsAddress(host) ? host : host.substr(0, host.find('.'));
}

std::uint64_t NonZero(std::uint64_t hash) noexcept { return std::max<std::uint64_t>(hash, 1); }

}  // namespace

std::uint64_t AccountKey(std::string_view account, std::string_view host) {
  const std::string lower = Lower(account);
  std::string_view domain, name = lower;
  if (const std::size_t slash = name.find('\\'); slash != std::string_view::npos) {
    domain = name.substr(0, slash);
    name.remove_prefix(slash + 1);
  } else if (const std::size_t at = name.find('@'); at != std::string_view::npos) {
    domain = name.substr(at + 1);
    name = name.substr(0, at);
  }
  if (name.empty() || name.ends_with('$') || IsEverybodys(domain, name)) return 0;
  const std::uint64_t hash = Hash64(name, kAccountSeed);
  const bool is_local = !domain.empty() && !host.empty() && domain == Lower(LabelOf(host));
  return NonZero(is_local ? HashMix(hash, HostHash(host)) : hash);
}

std::string_view MachineOf(std::string_view account) noexcept {
  if (const std::size_t at = account.find('@'); at != std::string_view::npos) {
    account = account.substr(0, at);  // 4769 writes HQ-PC12$@CORP.EXAMPLE
  }
  if (const std::size_t slash = account.find('\\'); slash != std::string_view::npos) {
    account.remove_prefix(slash + 1);
  }
  if (!account.ends_with('$')) return {};
  account.remove_suffix(1);
  return account;
}

std::string HostLabel(std::string_view host) {
  std::string upper(LabelOf(host));
  std::ranges::transform(upper, upper.begin(), UpperAscii);
  return upper;
}

std::uint64_t HostHash(std::string_view host) {
  const std::string name = HostLabel(host);
  if (name.empty() || name == "LOCALHOST" || name == "-") return 0;
  return NonZero(Hash64(name, kHostSeed));
}

std::uint64_t AddressHash(std::string_view address) {
  if (const std::size_t zone = address.find('%'); zone != std::string_view::npos) {
    address = address.substr(0, zone);
  }
  if (address.empty() || address == "-" || address == "::1" || address == "::" ||
      address == "0.0.0.0" || address.starts_with("127.")) {
    return 0;
  }
  // Digits and dots have no case, and "LOCAL" is no address.
  if (Ipv4Of(address)) return NonZero(Hash64(address, kAddressSeed));
  return IsAddress(address) ? NonZero(Hash64(Lower(address), kAddressSeed)) : 0;
}

bool IsAddress(std::string_view text) noexcept {
  return Ipv4Of(text).has_value() || text.find(':') != std::string_view::npos;
}

std::optional<std::uint32_t> Ipv4Of(std::string_view text) noexcept {
  std::uint32_t address = 0;
  const char* at = text.data();
  const char* const end = at + text.size();
  for (int part = 0; part < 4; ++part) {
    if (part > 0 && (at == end || *at++ != '.')) return {};
    std::uint32_t number = 0;
    const auto [next, error] = std::from_chars(at, end, number);
    if (error != std::errc() || number > 255) return {};
    at = next;
    address = address << 8 | number;
  }
  return at == end ? std::optional(address) : std::nullopt;
}

std::string Ipv4Text(std::uint32_t address) {
  return fmt::format("{}.{}.{}.{}", address >> 24, address >> 16 & 255, address >> 8 & 255,
                     address & 255);
}

std::uint64_t PlaceKey(std::string_view name_or_address) {
  return IsAddress(name_or_address) ? AddressHash(name_or_address) : HostHash(name_or_address);
}

}  // namespace noroshi
