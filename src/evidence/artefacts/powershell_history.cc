#include "evidence/artefacts/powershell_history.h"

#include <algorithm>
#include <string>

#include "evidence/artefacts/mended_text.h"

namespace noroshi::artefacts {
namespace {

constexpr std::string_view kUsualName = "consolehost_history.txt";
constexpr std::string_view kNameEnd = "_history.txt";
constexpr std::string_view kFolder = "psreadline";

std::string LowerAscii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

// The account whose profile the file lies in, by its path; "" when the path does not say.
std::string_view UserOf(std::string_view path) noexcept {
  const std::size_t end = LowerAscii(path).find("appdata");
  if (end == std::string_view::npos || end < 2) return {};
  path = path.substr(0, end - 1);
  return path.substr(path.find_last_of("/\\") + 1);
}

}  // namespace

bool DetectHistory(const ArtefactStart& start) {
  const std::string name = LowerAscii(start.name);
  const bool is_text = std::ranges::count(start.bytes, std::uint8_t{0}) == 0 ||
                       TextFormOf(start.bytes) != TextForm::kUtf8;
  return is_text && (name.ends_with(kUsualName) ||
                     (name.ends_with(kNameEnd) && name.find(kFolder) != std::string::npos));
}

void WriteHistory(const WholeFile& file, RecordWriter& records, DamageSink&) {
  const std::string text = FileText(file.bytes);
  const std::string user(UserOf(file.name));
  std::string command;
  std::uint64_t number = 0, line_number = 0, first_line = 1;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    ++line_number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    const bool goes_on = line.ends_with('`');
    command += goes_on ? line.substr(0, line.size() - 1) : line;
    if (goes_on && !rest.empty()) {
      command += '\n';
      continue;
    }
    if (!command.empty()) {
      records.Begin("powershell_history", 0);
      records.AtLine(first_line);
      records.Text("ScriptBlockText", command);
      records.Number("Position", number++);
      records.TextIfAny("User", user);
      records.End();
    }
    command.clear();
    first_line = line_number + 1;
  }
}

}  // namespace noroshi::artefacts
