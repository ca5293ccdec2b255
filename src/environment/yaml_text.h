// Scalars and comments of YAML out of any text, evidence's included: what comes out reads back as
// the same text, stays on its line, and obeys no terminal.
//
// Pure functions.
#pragma once

#include <string>
#include <string_view>

namespace noroshi {

// Plain where that is safe, else in single quotes, else in double quotes with escapes.
void AppendYamlScalar(std::string_view text, std::string& out);

// What a comment may hold: control characters, direction marks and broken bytes become '?'; cut to
// kMaxCommentBytes.
inline constexpr std::size_t kMaxCommentBytes = 400;
[[nodiscard]] std::string CommentText(std::string_view text);

}  // namespace noroshi
