#include "evidence/lines/header_cutter.h"

#include <algorithm>

namespace noroshi::lines {

std::string_view DirectiveName(std::string_view line) noexcept {
  return line.substr(0, line.find_first_of(": \t"));
}

Cut HeaderCutter::Next(std::string_view text, At at) {
  const Cut cut = lines_.Next(text, at);
  if (cut.kind == Cut::Kind::kRecord && text[cut.begin] == '#') {
    TakeDirective(text.substr(cut.begin, cut.end - cut.begin));
  }
  return cut;
}

void HeaderCutter::TakeDirective(std::string_view line) {
  if (line.size() > kMaxDirectiveBytes) return;
  const std::string_view name = DirectiveName(line);
  const auto known = std::ranges::find_if(
      directives_, [&](const std::string& other) { return DirectiveName(other) == name; });
  if (known == directives_.end()) {
    if (directives_.size() >= kMaxDirectives) return;
    directives_.emplace_back(line);
  } else {
    *known = line;
  }
  header_ = nullptr;
}

std::shared_ptr<const std::string> HeaderCutter::Header() {
  if (header_ == nullptr) {
    std::string text;
    for (const std::string& line : directives_) text += line + '\n';
    header_ = std::make_shared<const std::string>(std::move(text));
  }
  return header_;
}

}  // namespace noroshi::lines
