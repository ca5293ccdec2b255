#include "analytics/contacts/authority.h"

#include <algorithm>

namespace noroshi {

std::string_view HostOfAuthority(std::string_view text) noexcept {
  if (const std::size_t scheme = text.find("://"); scheme != std::string_view::npos) {
    text.remove_prefix(scheme + 3);
  }
  text = text.substr(0, text.find_first_of("/?#"));
  if (const std::size_t at = text.rfind('@'); at != std::string_view::npos) {
    text.remove_prefix(at + 1);
  }
  // An IPv6 address has colons of its own: only brackets tell its end from a port.
  const std::size_t bracket = text.starts_with('[') ? text.find(']') : std::string_view::npos;
  if (bracket != std::string_view::npos) {
    text = text.substr(1, bracket - 1);
  } else if (std::ranges::count(text, ':') == 1) {
    text = text.substr(0, text.find(':'));
  }
  while (text.ends_with('.')) text.remove_suffix(1);
  return text;
}

}  // namespace noroshi
