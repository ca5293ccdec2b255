#include "environment/problems.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/utf.h"

namespace noroshi {
namespace problems {

using enum DiagnosticSeverity;
const ProblemKind kUnreadable{"E001", kError, "check that the file is there and may be read"};
const ProblemKind kNotYaml{"E002", kError, "mend the YAML here"};
const ProblemKind kWrongForm{"E003", kError, "see docs/user/environment.md for the form"};
const ProblemKind kUnknownKey{"E004", kError, "see docs/user/environment.md for the keys"};
const ProblemKind kDuplicateKey{"E005", kError, "join both into one"};
const ProblemKind kNoRange{"E006", kError, "write a range such as 10.8.0.0/16"};
const ProblemKind kNoName{"E007", kError, "write a name, a pattern, an address or a range"};
const ProblemKind kUnknownWord{"E008", kError, ""};
const ProblemKind kNoCondition{"E009", kError,
                               "give at least one of rule, host, account, address, value"};
const ProblemKind kMatchesAll{"E010", kError, "name what is meant; leave the key out for 'any'"};
const ProblemKind kNoReason{"E011", kError, "say in a few words why this is allowed (reason:)"};
const ProblemKind kNoExpiry{"E012", kError, "give a last day (expires: 2027-03-31), or 'never'"};
const ProblemKind kBadDate{"E013", kError, "write a day as 2027-03-31, or 'never'"};
const ProblemKind kHostBits{"E014", kWarning, "clear the bits behind the prefix"};
const ProblemKind kUnknownSite{"E015", kWarning, "add the site to 'sites', or mend its name"};
const ProblemKind kTooMany{"E016", kError, "split the file, or use patterns and ranges"};
const ProblemKind kNoColumns{"E017", kError,
                             "name the columns with --environment-columns host=NAME,site=NAME"};
const ProblemKind kNoSuchColumn{"E018", kError, "use a name that the first row has"};
const ProblemKind kBadRow{"E019", kWarning, "mend the row; it was left out"};
const ProblemKind kNotAnAddress{"E020", kError, "write an address or a range"};

}  // namespace problems

namespace {

constexpr const ProblemKind* kAll[] = {
    &problems::kUnreadable, &problems::kNotYaml,      &problems::kWrongForm,
    &problems::kUnknownKey, &problems::kDuplicateKey, &problems::kNoRange,
    &problems::kNoName,     &problems::kUnknownWord,  &problems::kNoCondition,
    &problems::kMatchesAll, &problems::kNoReason,     &problems::kNoExpiry,
    &problems::kBadDate,    &problems::kHostBits,     &problems::kUnknownSite,
    &problems::kTooMany,    &problems::kNoColumns,    &problems::kNoSuchColumn,
    &problems::kBadRow,     &problems::kNotAnAddress,
};

constexpr std::size_t kMaxShownLineBytes = 160;

// The first line of the text as it is shown: without its indent.
std::string FirstLine(std::string_view text) {
  text = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
  while (text.ends_with('\r') || text.ends_with(' ')) text.remove_suffix(1);
  return std::string(Utf8Prefix(text, kMaxShownLineBytes));
}

// Fills in the lines that problems are about, in one walk over the text. REQUIRES: sorted by line.
void ShowLines(std::string_view text, std::span<Diagnostic> sorted) {
  std::uint32_t line = 1;  // that `text` begins with
  for (Diagnostic& one : sorted) {
    if (one.line == 0) continue;
    for (; line < one.line; ++line) {
      const std::size_t end = text.find('\n');
      if (end == std::string_view::npos) return;
      text.remove_prefix(end + 1);
    }
    one.source_line = FirstLine(text);
  }
}

}  // namespace

std::span<const ProblemKind* const> AllProblemKinds() noexcept { return kAll; }

void ProblemList::Add(const ProblemKind& kind, std::uint32_t line, std::uint32_t column,
                      std::string message, std::string fix) {
  if (list_.size() >= kMaxProblems) {
    ++more_;
    more_errors_ = more_errors_ || kind.severity == DiagnosticSeverity::kError;
    return;
  }
  Diagnostic one;
  one.severity = kind.severity;
  one.code = kind.code;
  one.message = std::move(message);
  one.path = path_;
  one.line = line;
  one.column = column;
  one.fix = fix.empty() ? std::string(kind.fix) : std::move(fix);
  list_.push_back(std::move(one));
}

std::vector<Diagnostic> ProblemList::Take() && {
  std::ranges::stable_sort(list_, [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.line, a.column) < std::tie(b.line, b.column);
  });
  ShowLines(text_, list_);
  if (more_ != 0) {
    Diagnostic rest = list_.back();
    rest.severity = more_errors_ ? DiagnosticSeverity::kError : DiagnosticSeverity::kWarning;
    rest.message = fmt::format("and {} more like these", more_);
    rest.source_line = {};
    rest.fix = {};
    list_.push_back(std::move(rest));
  }
  return std::move(list_);
}

bool HasErrors(std::span<const Diagnostic> diagnostics) noexcept {
  return std::ranges::any_of(diagnostics, [](const Diagnostic& one) {
    return one.severity == DiagnosticSeverity::kError;
  });
}

}  // namespace noroshi
