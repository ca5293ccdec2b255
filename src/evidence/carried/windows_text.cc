#include "evidence/carried/windows_text.h"

#include <algorithm>

namespace noroshi::carried {
namespace {

constexpr std::string_view kFirst = "LogName=", kMessage = "Message=";

std::string_view TakeLine(std::string_view& text) noexcept {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

bool ReadWindowsText(std::string_view text, PathTable& paths, FlatRecord& record) {
  constexpr std::size_t kTimeBytes = 32;  // "10/05/2020 02:11:09.123 AM"
  const std::string_view time = TakeLine(text);
  if (time.size() > kTimeBytes || time.find('/') == std::string_view::npos ||
      !text.starts_with(kFirst)) {
    return false;
  }
  record.Add(paths.Find(kRootPath, kWindowsTextTime), FlatType::kText, time);
  while (!text.empty()) {
    if (text.starts_with(kMessage)) {
      text.remove_prefix(kMessage.size());
      text = text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
      record.Add(paths.Find(kRootPath, "Message"), FlatType::kText, text);
      return true;
    }
    const std::string_view line = TakeLine(text);
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos || equals == 0 || equals + 1 == line.size()) continue;
    record.Add(paths.Find(kRootPath, line.substr(0, equals)), FlatType::kText,
               line.substr(equals + 1));
  }
  return true;
}

}  // namespace noroshi::carried
