// Small pieces of text that several outputs share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "event/event.h"

namespace noroshi {

// A value longer than this is cut, with a mark that says how many bytes are missing: a script
// block has up to 64 KiB, and a finding names its record, where the whole value is.
inline constexpr std::size_t kMaxShownValueBytes = 1024;

// Cuts `text` behind the last whole character within `limit` bytes and appends " [+N bytes]",
// led by an ellipsis. Does nothing to shorter text.
void CutLongText(std::string& text, std::size_t limit);

// The names of the marks that are set, in the order of EventMark: "suspect", "recovered"...
[[nodiscard]] std::vector<std::string_view> MarkNames(EventMark marks);

}  // namespace noroshi
