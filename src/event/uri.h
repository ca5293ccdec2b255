// Parts of URLs as logs write them: absolute, only what stands behind the host, or host and port of
// a CONNECT. No percent escape is undone: rules match what was sent.
//
// Pure functions; views of the argument; safe from any thread.
#pragma once

#include <string_view>

namespace noroshi {

// The path: from the first '/' behind the host to '?' or '#'. A text without authority is a path
// from its first byte.
[[nodiscard]] std::string_view UriStem(std::string_view uri);
// Behind the '?', up to '#'.
[[nodiscard]] std::string_view UriQuery(std::string_view uri);
// Behind the last '.' of the path's last part. Empty when that part has no dot, however many its
// directories have.
[[nodiscard]] std::string_view UriExtension(std::string_view uri);
// Without user and port; empty for a path alone. "host:443" is a host, as CONNECT names it. An IPv6
// address keeps its brackets.
[[nodiscard]] std::string_view UriHost(std::string_view uri);

}  // namespace noroshi
