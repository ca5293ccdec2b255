#include "rules/diagnostic.h"

#include <fmt/format.h>

namespace noroshi {
namespace {

std::string_view SeverityName(DiagnosticSeverity severity) noexcept {
  switch (severity) {
    case DiagnosticSeverity::kNote: return "note";
    case DiagnosticSeverity::kWarning: return "warning";
    case DiagnosticSeverity::kError: return "error";
  }
  return "error";
}

}  // namespace

std::string Diagnostic::ToString() const {
  std::string text = fmt::format("{}[{}]: {}\n  {}", SeverityName(severity), code, message, path);
  if (line != 0) text += fmt::format(":{}:{}", line, column);
  if (!source_line.empty()) text += fmt::format(" | {}", source_line);
  if (!fix.empty()) text += fmt::format("\n  fix: {}", fix);
  return text;
}

}  // namespace noroshi
