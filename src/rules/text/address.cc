#include "rules/text/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>

#include "rules/text/ascii.h"

namespace noroshi {
namespace {

constexpr unsigned kV4Bits = 32;
constexpr unsigned kV6Bits = 128;
constexpr unsigned kV4Offset = 96;  // where an IPv4 address starts inside its mapped form

bool ParseAddress(std::string_view text, AddressRange& range) noexcept {
  char buffer[INET6_ADDRSTRLEN] = {};  // inet_pton wants a terminator
  if (text.size() >= sizeof buffer) return false;
  std::memcpy(buffer, text.data(), text.size());
  if (inet_pton(AF_INET, buffer, range.address.data() + kV4Offset / 8) == 1) {
    range.is_v4 = true;
    range.address[10] = range.address[11] = 0xFF;
    return true;
  }
  return inet_pton(AF_INET6, buffer, range.address.data()) == 1;
}

std::optional<unsigned> ParsePrefix(std::string_view text, unsigned most) noexcept {
  unsigned bits = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bits);
  if (error != std::errc() || end != text.data() + text.size() || bits > most) return std::nullopt;
  return bits;
}

// Clears the bits behind the prefix; true if one was set.
bool MaskHostBits(AddressRange& range) noexcept {
  bool had_host_bits = false;
  for (unsigned i = 0; i < range.address.size(); ++i) {
    const unsigned kept = std::clamp<int>(range.prefix_bits - static_cast<int>(i * 8), 0, 8);
    const auto mask = static_cast<std::uint8_t>(0xFF00U >> kept);
    had_host_bits = had_host_bits || (range.address[i] & ~mask) != 0;
    range.address[i] &= mask;
  }
  return had_host_bits;
}

}  // namespace

std::optional<ParsedRange> ParseAddressRange(std::string_view text) noexcept {
  const std::size_t slash = text.find('/');
  ParsedRange parsed;
  if (!ParseAddress(text.substr(0, slash), parsed.range)) return std::nullopt;
  const unsigned most = parsed.range.is_v4 ? kV4Bits : kV6Bits;
  unsigned bits = most;
  if (slash != std::string_view::npos) {
    const auto prefix = ParsePrefix(text.substr(slash + 1), most);
    if (!prefix) return std::nullopt;
    bits = *prefix;
  }
  parsed.range.prefix_bits = static_cast<std::uint8_t>(bits + (parsed.range.is_v4 ? kV4Offset : 0));
  parsed.had_host_bits = MaskHostBits(parsed.range);
  return parsed;
}

}  // namespace noroshi
