#include "rules/sigma/reporter.h"

#include <utility>

#include "rules/text/ascii.h"

namespace noroshi::sigma {
namespace {

// A line longer than this says no more by being shown whole.
constexpr std::size_t kMaxShownLine = 160;
// A hostile file can break one rule in ten thousand ways; a person reads the first few.
constexpr std::size_t kMaxDiagnosticsPerDocument = 50;

// At most `limit` bytes, never ending inside a character.
std::string_view CutUtf8(std::string_view text, std::size_t limit) noexcept {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0) == 0x80) --limit;
  return text.substr(0, limit);
}

}  // namespace

void Reporter::Report(const DiagnosticKind& kind, Place place, std::string message,
                      std::string fix) {
  if (kind.severity == DiagnosticSeverity::kError && !failure_) {
    failure_ = Failure{kind.reason, place, message};
  }
  if (diagnostics_.size() >= kMaxDiagnosticsPerDocument) return;
  diagnostics_.push_back({.severity = kind.severity,
                          .code = kind.code,
                          .message = std::move(message),
                          .path = std::string(path_),
                          .line = place.line,
                          .column = place.column,
                          .source_line = SourceLine(place.line),
                          .fix = fix.empty() ? std::string(kind.fix) : std::move(fix),
                          .rule_id = {}});
}

std::vector<Diagnostic> Reporter::Take() {
  for (Diagnostic& diagnostic : diagnostics_) diagnostic.rule_id = rule_id_;
  return std::exchange(diagnostics_, {});
}

std::string Reporter::SourceLine(std::uint32_t line) const {
  if (line == 0) return {};
  std::size_t at = 0;
  for (; line > 1; --line) {
    at = file_text_.find('\n', at);
    if (at == std::string_view::npos) return {};
    ++at;
  }
  const std::string_view text = file_text_.substr(at, file_text_.find('\n', at) - at);
  return std::string(CutUtf8(Trim(text), kMaxShownLine));
}

}  // namespace noroshi::sigma
