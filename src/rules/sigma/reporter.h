// Reporter: collects what is wrong with one document, with the place and the source line, and
// remembers the first error, which decides why the rule is not used.
//
// One owner, lives as long as its document is checked; `file_text` must outlive it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/diagnostic.h"
#include "rules/rule_set.h"
#include "rules/sigma/codes.h"
#include "rules/yaml/yaml_node.h"

namespace noroshi::sigma {

// Lines and columns count from 1; columns are bytes.
struct Place {
  // 0 = the whole file.
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

class Reporter {
 public:
  Reporter(std::string_view path, std::string_view file_text)
      : path_(path), file_text_(file_text) {}

  // Says `message` at `place`. An empty `fix` means the kind's usual one.
  void Report(const DiagnosticKind& kind, Place place, std::string message, std::string fix = {});
  void Report(const DiagnosticKind& kind, const YamlNode& at, std::string message,
              std::string fix = {}) {
    Report(kind, Place{at.line, at.column}, std::move(message), std::move(fix));
  }

  // The first error, as the document's entry among the rules not used; none if all is well.
  struct Failure {
    NotUsedReason reason{};
    Place place;
    std::string message;
  };
  [[nodiscard]] const std::optional<Failure>& failure() const noexcept { return failure_; }
  // Warnings and notes do not count.
  [[nodiscard]] bool ok() const noexcept { return !failure_.has_value(); }

  // Names the rule in what has been and will be said.
  void set_rule_id(std::string_view id) { rule_id_ = id; }
  // In the order in which they were said. The reporter is spent.
  [[nodiscard]] std::vector<Diagnostic> Take();

 private:
  // The line of the file without its indent, for the diagnostic to show; "" for line 0.
  [[nodiscard]] std::string SourceLine(std::uint32_t line) const;

  std::string_view path_;
  std::string_view file_text_;
  std::string rule_id_;
  std::vector<Diagnostic> diagnostics_;
  std::optional<Failure> failure_;
};

}  // namespace noroshi::sigma
