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
  std::string_view code;     // a literal: "S017"
  std::string message;       // one line
  std::string path;          // of the rule file, as given
  std::uint32_t line = 0;    // from 1; 0 = the whole file
  std::uint32_t column = 0;  // from 1
  std::string source_line;   // the text there, without its indent; may be empty
  std::string fix;           // may be empty
  std::string rule_id;       // when known

  // The three lines above, without colour.
  [[nodiscard]] std::string ToString() const;
};

}  // namespace noroshi
