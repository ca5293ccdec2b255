// Text of evidence for other programs: made so that no viewer can be led astray by it.
//
// Pure; safe from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace noroshi {

// More of one value helps nobody in a table; what is cut ends in "...".
inline constexpr std::size_t kMostPlainBytes = 2000;

// Valid UTF-8 without control characters, line and paragraph separators, direction marks and
// invisible format characters: each of those becomes U+FFFD. Cut between characters.
[[nodiscard]] std::string PlainText(std::string_view text, std::size_t most = kMostPlainBytes);

}  // namespace noroshi
