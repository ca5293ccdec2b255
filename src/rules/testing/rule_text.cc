#include "rules/testing/rule_text.h"

#include <fmt/format.h>

#include "rules/testing/rule_printer.h"
#include "rules/text/ascii.h"

namespace noroshi::testing {

std::string RuleAround(std::string_view detection) {
  std::string text =
      "title: a test\n"
      "id: 11111111-2222-3333-4444-555555555555\n"
      "logsource: {product: windows}\n"
      "detection:\n";
  for (const std::string_view line : Split(detection, '\n')) text += fmt::format("  {}\n", line);
  return text;
}

RuleSet LoadDetection(std::string_view detection, const LoadOptions& options) {
  return LoadRulesFromText("test.yml", RuleAround(detection), options);
}

std::string Lowered(std::string_view detection, const LoadOptions& options) {
  const RuleSet set = LoadDetection(detection, options);
  if (!set.rules.empty()) return PrintCondition(set.rules.front());
  for (const Diagnostic& diagnostic : set.diagnostics) {
    if (diagnostic.severity == DiagnosticSeverity::kError) {
      return fmt::format("{} {}", diagnostic.code, diagnostic.message);
    }
  }
  return set.not_used.empty() ? "nothing" : set.not_used.front().detail;
}

std::string LoweredItem(std::string_view key, std::string_view value, const LoadOptions& options) {
  return Lowered(fmt::format("s: {{\"{}\": {}}}\ncondition: s", key, value), options);
}

std::string Codes(const RuleSet& set) {
  std::string codes;
  for (const Diagnostic& diagnostic : set.diagnostics) {
    codes += (codes.empty() ? "" : " ") + std::string(diagnostic.code);
  }
  return codes;
}

}  // namespace noroshi::testing
