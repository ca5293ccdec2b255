#include "report/json_text.h"

#include <algorithm>
#include <cstdint>

namespace noroshi {
namespace {

constexpr std::size_t kPieceBytes = 64 * 1024;             // of output, passed on at a time
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

// One row of the Unicode standard's table of well-formed byte sequences (3-7): which second byte
// may follow which first. Bytes behind the second are always 80..BF.
struct Sequence {
  std::uint8_t first_low, first_high, second_low, second_high;
  std::size_t length;
};
constexpr Sequence kSequences[] = {
    {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3}, {0xE1, 0xEC, 0x80, 0xBF, 3},
    {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3}, {0xF0, 0xF0, 0x90, 0xBF, 4},
    {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4},
};

bool Within(char c, std::uint8_t low, std::uint8_t high) {
  const auto byte = static_cast<std::uint8_t>(c);
  return low <= byte && byte <= high;
}

bool Fits(std::string_view text, const Sequence& sequence) {
  if (text.size() < sequence.length) return false;
  if (!Within(text[0], sequence.first_low, sequence.first_high)) return false;
  if (!Within(text[1], sequence.second_low, sequence.second_high)) return false;
  const std::string_view tail = text.substr(2, sequence.length - 2);
  return std::all_of(tail.begin(), tail.end(), [](char c) { return Within(c, 0x80, 0xBF); });
}

// Length of the valid sequence that `text`, not empty, begins with; 0 when there is none.
std::size_t SequenceLength(std::string_view text) {
  if (Within(text.front(), 0x00, 0x7F)) return 1;
  for (const Sequence& sequence : kSequences) {
    if (Fits(text, sequence)) return sequence.length;
  }
  return 0;
}

std::size_t ValidPrefix(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t length = SequenceLength(text.substr(at));
    if (length == 0) break;
    at += length;
  }
  return at;
}

}  // namespace

std::string_view ValidUtf8(std::string_view text, std::string& scratch) {
  const std::size_t valid = ValidPrefix(text);
  if (valid == text.size()) return text;
  scratch.clear();
  while (!text.empty()) {
    const std::size_t length = ValidPrefix(text);
    scratch.append(text.substr(0, length));
    text.remove_prefix(length);
    if (text.empty()) break;
    scratch.append(kReplacement);
    text.remove_prefix(1);
  }
  return scratch;
}

void HtmlSafeStream::Put(char c) {
  switch (c) {
    case '<': buffer_ += "\\u003c"; break;
    case '>': buffer_ += "\\u003e"; break;
    case '&': buffer_ += "\\u0026"; break;
    case '\xA8': PutLastOf('\xA8', "\\u2028"); return;
    case '\xA9': PutLastOf('\xA9', "\\u2029"); return;
    default: buffer_ += c;
  }
  // Only ASCII ends a piece: never cut inside a sequence.
  if (buffer_.size() >= kPieceBytes && Within(c, 0x00, 0x7F)) Flush();
}

// U+2028 is E2 80 A8, U+2029 is E2 80 A9: their first two bytes are already in the buffer.
void HtmlSafeStream::PutLastOf(char c, std::string_view escape) {
  constexpr std::string_view kBegin = "\xE2\x80";
  if (std::string_view(buffer_).ends_with(kBegin)) {
    buffer_.resize(buffer_.size() - kBegin.size());
    buffer_ += escape;
  } else {
    buffer_ += c;
  }
}

void HtmlSafeStream::Flush() {
  if (!buffer_.empty()) sink_(buffer_);
  buffer_.clear();
}

}  // namespace noroshi
