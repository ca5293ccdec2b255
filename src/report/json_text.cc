#include "report/json_text.h"

#include <cstdint>

namespace noroshi {
namespace {

constexpr std::size_t kPieceBytes = 64 * 1024;             // of output, passed on at a time
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

std::uint8_t ByteAt(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<std::uint8_t>(text[at]) : 0;
}

bool IsTail(std::uint8_t byte) { return (byte & 0xC0) == 0x80; }

// Length of the valid sequence at `at`, or 0. The ranges of the second byte are those of the
// Unicode standard's table of well-formed sequences (3-7).
std::size_t SequenceLength(std::string_view text, std::size_t at) {
  const std::uint8_t lead = ByteAt(text, at);
  const std::uint8_t second = ByteAt(text, at + 1);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return IsTail(second) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const std::uint8_t low = lead == 0xE0 ? 0xA0 : 0x80;
    const std::uint8_t high = lead == 0xED ? 0x9F : 0xBF;
    return second >= low && second <= high && IsTail(ByteAt(text, at + 2)) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const std::uint8_t low = lead == 0xF0 ? 0x90 : 0x80;
    const std::uint8_t high = lead == 0xF4 ? 0x8F : 0xBF;
    const bool tails = IsTail(ByteAt(text, at + 2)) && IsTail(ByteAt(text, at + 3));
    return second >= low && second <= high && tails ? 4 : 0;
  }
  return 0;
}

std::size_t ValidPrefix(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t length = SequenceLength(text, at);
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
    case '<': buffer_ += "\\u003c"; return;
    case '>': buffer_ += "\\u003e"; return;
    case '&': buffer_ += "\\u0026"; return;
    default: buffer_ += c;
  }
  // U+2028 is E2 80 A8, U+2029 is E2 80 A9.
  const bool separator = (c == '\xA8' || c == '\xA9') && buffer_.size() >= 3 &&
                         buffer_.compare(buffer_.size() - 3, 2, "\xE2\x80") == 0;
  if (separator) {
    buffer_.resize(buffer_.size() - 3);
    buffer_ += c == '\xA8' ? "\\u2028" : "\\u2029";
  }
  // Never cut inside a sequence: only ASCII ends a piece.
  if (buffer_.size() >= kPieceBytes && static_cast<unsigned char>(c) < 0x80) Flush();
}

void HtmlSafeStream::Flush() {
  if (!buffer_.empty()) sink_(buffer_);
  buffer_.clear();
}

}  // namespace noroshi
