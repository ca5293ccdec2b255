#include "incident/aims.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <string_view>

namespace noroshi {
namespace {

// The surest first. A text without a mark is worth what "INF" is, but gives way to it.
constexpr std::array<std::string_view, 6> kMarks = {" [own]", " [R1]", " [R2]",
                                                    " [INF]", "",      " [U]"};
constexpr std::size_t kNoMark = 4;

std::size_t MarkOf(std::string_view text) {
  for (std::size_t i = 0; i < kMarks.size(); ++i) {
    if (i != kNoMark && text.size() > kMarks[i].size() && text.ends_with(kMarks[i])) return i;
  }
  return kNoMark;
}

}  // namespace

void Aims::Add(const std::vector<std::string>& texts) {
  for (const std::string& text : texts) {
    const std::size_t mark = MarkOf(text);
    const std::string name = text.substr(0, text.size() - kMarks[mark].size());
    const auto [at, is_new] = text_of_name_.try_emplace(name, text);
    if (!is_new && mark < MarkOf(at->second)) at->second = text;
  }
}

std::vector<std::string> Aims::Take() const {
  std::vector<std::string> texts;
  std::transform(text_of_name_.begin(), text_of_name_.end(), std::back_inserter(texts),
                 [](const auto& entry) { return entry.second; });
  return texts;
}

}  // namespace noroshi
