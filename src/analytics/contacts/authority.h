// The host in what logs write down of a destination: a URL, "host:port", a bare name or address.
#pragma once

#include <string_view>

namespace noroshi {

// "http://user@a.example:443/x" and "a.example:443" -> "a.example", "[2001:db8::1]:443" ->
// "2001:db8::1". Whoever writes the log may be a stranger: any text is fine, and what has no such
// parts is itself. Dots at the end are cut; capitals stay. A view of `text`; linear, allocates
// nothing.
[[nodiscard]] std::string_view HostOfAuthority(std::string_view text) noexcept;

}  // namespace noroshi
