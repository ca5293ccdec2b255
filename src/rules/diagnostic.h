// Diagnostic: what is wrong with a rule file, where, and how to mend it; compiler-grade, because
// rule authors deserve it.
//
//   error[S017]: 'all' needs a list
//     rules/lateral/psexec.yml:14:9 | CommandLine|contains|all: '-accepteula'
//     fix: drop '|all', or give two or more values
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace noroshi {

enum class DiagnosticSeverity : std::uint8_t { kNote, kWarning, kError };

struct Diagnostic {
  DiagnosticSeverity severity = DiagnosticSeverity::kError;
  // "S017", a literal: the codes of Sigma are in rules/sigma/codes.h.
  std::string_view code;
  // One line of text.
  std::string message;
  // Of the rule file, as given.
  std::string path;
  // From 1; 0 = the whole file.
  std::uint32_t line = 0;
  // From 1; 0 where the line is 0.
  std::uint32_t column = 0;
  // The text there, without its indent; may be empty.
  std::string source_line;
  // What to do about it; may be empty.
  std::string fix;
  // Of the rule it is about, as far as it was read.
  std::string rule_id;

  // The three lines above, without colour.
  [[nodiscard]] std::string ToString() const;
};

}  // namespace noroshi
