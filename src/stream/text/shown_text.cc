#include "stream/text/shown_text.h"

#include <array>
#include <cstdint>

#include "base/utf.h"

namespace noroshi {

void CutLongText(std::string& text, std::size_t limit) {
  if (text.size() <= limit) return;
  const std::size_t end = Utf8Prefix(text, limit).size();
  const std::size_t lost = text.size() - end;
  text.resize(end);
  text += "\xe2\x80\xa6 [+" + std::to_string(lost) + " bytes]";
}

std::vector<std::string_view> MarkNames(EventMark marks) {
  static constexpr std::array<std::string_view, 7> kNames = {
      "suspect", "recovered", "partial",       "structure_lost",
      "no_root", "odd_value", "multiple_roots"};
  std::vector<std::string_view> names;
  for (std::size_t bit = 0; bit < kNames.size(); ++bit) {
    if (HasMark(marks, static_cast<EventMark>(1U << bit))) names.push_back(kNames[bit]);
  }
  return names;
}

}  // namespace noroshi
