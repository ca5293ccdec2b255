// What can be wrong with a description of an environment, and ProblemList, which collects it with
// file, line, column and the way to mend it (rules/diagnostic.h has the form).
//
// One owner. Bounded: of a file with a million faults the first kMaxProblems are kept, the rest
// counted; an error among those makes the count an error. Linear in the text, whatever the number.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/diagnostic.h"
#include "rules/yaml/yaml_node.h"

namespace noroshi {

// What is the same of all faults of one kind. Codes never change their meaning.
struct ProblemKind {
  std::string_view code;  // "E003"
  DiagnosticSeverity severity{};
  std::string_view fix;  // what to do, unless the place knows better
};

namespace problems {

extern const ProblemKind kUnreadable, kNotYaml, kWrongForm, kUnknownKey, kDuplicateKey, kNoRange,
    kNoName, kUnknownWord, kNoCondition, kMatchesAll, kNoReason, kNoExpiry, kBadDate, kHostBits,
    kUnknownSite, kTooMany, kNoColumns, kNoSuchColumn, kBadRow, kNotAnAddress;

}  // namespace problems

// All of them, by code: docs/user/environment.md lists them, and a test holds it to that.
[[nodiscard]] std::span<const ProblemKind* const> AllProblemKinds() noexcept;

// A person mends the first few and runs it again.
inline constexpr std::size_t kMaxProblems = 200;

class ProblemList {
 public:
  // `text`: of the file, for the lines that are shown; must outlive the list's use of it.
  ProblemList(std::string path, std::string_view text) : path_(std::move(path)), text_(text) {}

  // Lines and columns from 1; 0 = the file as a whole. `fix` where the place knows better.
  void Add(const ProblemKind& kind, std::uint32_t line, std::uint32_t column, std::string message,
           std::string fix = {});
  void Add(const ProblemKind& kind, const YamlNode& node, std::string message,
           std::string fix = {}) {
    Add(kind, node.line, node.column, std::move(message), std::move(fix));
  }

  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  // By place.
  [[nodiscard]] std::vector<Diagnostic> Take() &&;

 private:
  std::string path_;
  std::string_view text_;
  std::vector<Diagnostic> list_;
  std::uint64_t more_ = 0;    // that found no room
  bool more_errors_ = false;  // some of those is an error
};

// Some of them is an error: the description must not be used.
[[nodiscard]] bool HasErrors(std::span<const Diagnostic> diagnostics) noexcept;

}  // namespace noroshi
