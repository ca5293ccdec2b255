#include "evidence/artefacts/mended_text.h"

#include <algorithm>

#include "base/utf.h"

namespace noroshi::artefacts {
namespace {

// The length of the valid text that `text` begins with.
std::size_t ValidBytes(std::string_view text) noexcept {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t size = Utf8SequenceBytes(text.substr(at));
    if (size == 0) break;
    at += size;
  }
  return at;
}

std::string_view Chars(Bytes bytes) noexcept {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

std::string_view MendedText(std::string_view text, std::string& scratch) {
  if (IsAscii(text)) return text;
  std::size_t valid = ValidBytes(text);
  if (valid == text.size()) return text;
  std::string mended;
  while (true) {
    mended.append(text.substr(0, valid));
    text.remove_prefix(valid);
    if (text.empty()) break;
    AppendCodePoint(kReplacementCharacter, mended);
    text.remove_prefix(1);
    valid = ValidBytes(text);
  }
  scratch = std::move(mended);
  return scratch;
}

std::string FileText(Bytes bytes) {
  const auto starts = [&](std::initializer_list<std::uint8_t> mark) {
    return bytes.size() >= mark.size() && std::equal(mark.begin(), mark.end(), bytes.begin());
  };
  std::string text;
  if (starts({0xFF, 0xFE})) {
    AppendUtf16(bytes.subspan(2), text);
    return text;
  }
  if (bytes.size() >= 2 && bytes[0] != 0 && bytes[1] == 0) {
    AppendUtf16(bytes, text);
    return text;
  }
  if (starts({0xEF, 0xBB, 0xBF})) bytes = bytes.subspan(3);
  return std::string(MendedText(Chars(bytes), text));
}

std::string WideText(Bytes utf16le) {
  std::string text;
  AppendUtf16(utf16le.first(Utf16BytesBeforeNul(utf16le)), text);
  return text;
}

std::string AnsiText(Bytes ansi) {
  const auto end = std::ranges::find(ansi, std::uint8_t{0});
  std::string text;
  AppendAnsi(ansi.first(static_cast<std::size_t>(end - ansi.begin())), text);
  return text;
}

}  // namespace noroshi::artefacts
