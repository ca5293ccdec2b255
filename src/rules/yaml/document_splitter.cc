#include "rules/yaml/document_splitter.h"

#include "rules/text/ascii.h"

namespace noroshi {
namespace {

bool IsMarker(std::string_view line) noexcept {
  return line.starts_with("---") && (line.size() == 3 || IsBlank(line[3]));
}

// A line that holds nothing of a document: blank, a comment or a directive.
bool IsPrologue(std::string_view line) noexcept {
  const std::string_view trimmed = Trim(line);
  return trimmed.empty() || trimmed.front() == '#' || line.front() == '%';
}

}  // namespace

std::vector<YamlSlice> SplitYamlDocuments(std::string_view text) {
  std::vector<YamlSlice> slices;
  std::size_t start = 0;
  std::uint32_t start_line = 1;
  std::uint32_t line_number = 1;
  bool prologue_only = true;
  for (std::size_t at = 0; at < text.size(); ++line_number) {
    const std::size_t newline = text.find('\n', at);
    const std::size_t end = newline == std::string_view::npos ? text.size() : newline;
    const std::string_view line = text.substr(at, end - at);
    if (IsMarker(line) && !prologue_only) {
      slices.push_back({text.substr(start, at - start), start_line});
      start = at;
      start_line = line_number;
    }
    prologue_only = prologue_only && !IsMarker(line) && IsPrologue(line);
    at = newline == std::string_view::npos ? text.size() : newline + 1;
  }
  if (start < text.size()) slices.push_back({text.substr(start), start_line});
  return slices;
}

}  // namespace noroshi
