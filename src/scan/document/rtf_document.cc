#include "scan/document/rtf_document.h"

#include <string>
#include <string_view>

namespace noroshi::scan {
namespace {

std::string_view TextOf(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};  // NOLINT: bytes as text
}

int HexOf(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// The text behind a control word up to the end of its group: \'68 is a byte, \u104? a character.
std::string GroupText(std::string_view text, std::size_t at) {
  std::string out;
  while (at < text.size() && text[at] != '}' && out.size() < kMostNoteBytes) {
    if (text[at] != '\\') {
      if (static_cast<unsigned char>(text[at]) >= ' ' && text[at] != '{') out += text[at];
      ++at;
      continue;
    }
    if (text.size() - at >= 4 && text[at + 1] == '\'' && HexOf(text[at + 2]) >= 0 &&
        HexOf(text[at + 3]) >= 0) {
      out += static_cast<char>(HexOf(text[at + 2]) * 16 + HexOf(text[at + 3]));
      at += 4;
      continue;
    }
    if (text.size() - at >= 3 && text[at + 1] == 'u' && text[at + 2] >= '0' &&
        text[at + 2] <= '9') {
      unsigned number = 0;
      for (at += 2; at < text.size() && text[at] >= '0' && text[at] <= '9' && number < 65'536;
           ++at) {
        number = number * 10 + static_cast<unsigned>(text[at] - '0');
      }
      if (number < 0x80) out += static_cast<char>(number);
      if (at < text.size() && text[at] != '\\' && text[at] != '}') ++at;  // for old readers
      continue;
    }
    if (text.size() - at >= 2 && (text[at + 1] == '\\' || text[at + 1] == '{')) {
      out += text[at + 1];
      at += 2;
      continue;
    }
    ++at;
    while (at < text.size() && ((text[at] >= 'a' && text[at] <= 'z') || text[at] == '-' ||
                                (text[at] >= '0' && text[at] <= '9'))) {
      ++at;
    }
    if (at < text.size() && text[at] == ' ') ++at;
  }
  const std::size_t begin = out.find_first_not_of(' ');
  return begin == std::string::npos ? std::string() : out.substr(begin);
}

}  // namespace

bool LooksLikeRtf(Bytes start) noexcept { return TextOf(start).starts_with("{\\rt"); }

void ReadRtfDocument(Bytes bytes, DocumentFacts& facts) {
  const std::string_view text = TextOf(bytes);
  facts.is_document = true;
  facts.kind = "rtf";
  constexpr std::string_view kTemplate = "\\template";
  for (std::size_t at = text.find(kTemplate); at != std::string_view::npos;
       at = text.find(kTemplate, at + 1)) {
    const std::string target = GroupText(text, at + kTemplate.size());
    if (IsElsewhere(target)) DocumentFacts::Note(facts.templates, target);
  }
  // Updated when opened: the object's program runs, or its address is fetched.
  if (text.find("\\objdata") == std::string_view::npos) return;
  for (const std::string_view mark : {"\\objupdate", "\\objautlink"}) {
    if (text.find(mark) != std::string_view::npos) DocumentFacts::Note(facts.objects, mark);
  }
}

}  // namespace noroshi::scan
