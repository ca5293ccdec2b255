// Names of members as they are shown. They are text from evidence and may be anything: not UTF-8
// (old Windows tools write their code page), absolute, climbing out of the archive, of any length,
// full of control characters. They are kept as they are as far as text can be; what is odd is said.
//
// Pure, safe from any thread.
#pragma once

#include <string>
#include <string_view>

namespace noroshi {

// Longer than any path a system allows a user to make. What is behind is cut.
inline constexpr std::size_t kMaxMemberNameBytes = 4096;

struct ShownName {
  // Valid UTF-8, not empty.
  std::string text;
  // "" for an ordinary name.
  std::string oddity;
};

// `utf8` is the name where the archive says that it is UTF-8, "" where it does not; `raw` are its
// bytes, taken for UTF-8 or code page 932.
[[nodiscard]] ShownName ShowMemberName(std::string_view utf8, std::string_view raw);

}  // namespace noroshi
