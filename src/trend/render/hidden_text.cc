#include "trend/render/hidden_text.h"

#include <fmt/format.h>

#include <cstdint>
#include <iterator>

#include "base/case_fold.h"
#include "base/hidden_character.h"
#include "report/json_text.h"

namespace noroshi {
namespace {

// Calls `put(code point, bytes)` for each character. REQUIRES: valid UTF-8.
template <class Put>
void ForEach(std::string_view text, Put put) {
  for (std::size_t at = 0; at < text.size();) {
    const DecodedCharacter one = DecodeCharacter(text, at);
    put(one.code_point, text.substr(at, one.size));
    at += one.size;
  }
}

void AppendEscape(char32_t c, std::string& out) {
  constexpr char32_t kFirstPair = 0x10000;
  const auto unit = [&out](std::uint32_t value) {
    fmt::format_to(std::back_inserter(out), "\\u{:04x}", value);
  };
  if (c < kFirstPair) {
    unit(static_cast<std::uint32_t>(c));
    return;
  }
  const auto rest = static_cast<std::uint32_t>(c - kFirstPair);
  unit(0xD800 + (rest >> 10));
  unit(0xDC00 + (rest & 0x3FF));
}

}  // namespace

std::string MarkHidden(std::string_view text) {
  std::string scratch, out;
  ForEach(ValidUtf8(text, scratch), [&out](char32_t c, std::string_view bytes) {
    if (IsHiddenCharacter(c)) {
      fmt::format_to(std::back_inserter(out), "[U+{:04X}]", static_cast<std::uint32_t>(c));
    } else {
      out += bytes;
    }
  });
  return out;
}

std::string EscapeHidden(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  ForEach(json, [&out](char32_t c, std::string_view bytes) {
    if (c != U'\n' && IsHiddenCharacter(c)) {
      AppendEscape(c, out);
    } else {
      out += bytes;
    }
  });
  return out;
}

}  // namespace noroshi
