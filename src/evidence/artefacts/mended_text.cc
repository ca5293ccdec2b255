#include "evidence/artefacts/mended_text.h"

#include <algorithm>
#include <initializer_list>
#include <utility>
#include <vector>

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

bool StartsWith(Bytes bytes, std::initializer_list<std::uint8_t> mark) noexcept {
  return bytes.size() >= mark.size() && std::equal(mark.begin(), mark.end(), bytes.begin());
}

// Of a text without a mark: commands and markup begin with ASCII.
constexpr std::size_t kLookBytes = 8;

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

TextForm TextFormOf(Bytes bytes) noexcept {
  if (StartsWith(bytes, {0xFF, 0xFE})) return TextForm::kUtf16Le;
  if (StartsWith(bytes, {0xFE, 0xFF})) return TextForm::kUtf16Be;
  const std::size_t look = std::min(bytes.size(), kLookBytes) & ~std::size_t{1};
  bool little = look != 0, big = look != 0;
  for (std::size_t at = 0; at < look; at += 2) {
    little = little && bytes[at] != 0 && bytes[at + 1] == 0;
    big = big && bytes[at] == 0 && bytes[at + 1] != 0;
  }
  return little ? TextForm::kUtf16Le : big ? TextForm::kUtf16Be : TextForm::kUtf8;
}

std::string FileText(Bytes bytes) {
  const TextForm form = TextFormOf(bytes);
  std::string text;
  if (form == TextForm::kUtf8) {
    if (StartsWith(bytes, {0xEF, 0xBB, 0xBF})) bytes = bytes.subspan(3);
    return std::string(MendedText(Chars(bytes), text));
  }
  if (StartsWith(bytes, {0xFF, 0xFE}) || StartsWith(bytes, {0xFE, 0xFF})) bytes = bytes.subspan(2);
  std::vector<std::uint8_t> turned;
  if (form == TextForm::kUtf16Be) {
    turned.assign(bytes.begin(), bytes.end());
    for (std::size_t at = 0; at + 1 < turned.size(); at += 2) std::swap(turned[at], turned[at + 1]);
    bytes = turned;
  }
  AppendUtf16(bytes, text);
  return text;
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
