// RuleSet: all rules loaded together, and an account of every document that is not evaluated.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "rules/correlation_rules/correlation_rule.h"
#include "rules/diagnostic.h"
#include "rules/rule.h"
#include "rules/rule_list.h"
#include "rules/source_file.h"

namespace noroshi {

// Why a document is not evaluated. Names as in run.json (lower case, '_').
enum class NotUsedReason : std::uint8_t {
  // Not YAML, or not a mapping.
  kYaml,
  // Breaks the rule language; see the diagnostic.
  kInvalid,
  kUnknownModifier,
  kBadRegex,
  kMissingPlaceholder,
  // No evidence we read has its log source.
  kNoSource,
  // Only feeds correlations that are not evaluated, or needs rules that are not.
  kCorrelation,
  // Deprecated or unsupported, not asked for.
  kStatus,
  // Below the level asked for.
  kLevel,
  // Same id and same content as an earlier one.
  kDuplicate,
  // By the user's lists.
  kExcluded,
  // YAML that does not claim to be a rule: a settings file among the rules.
  kNoRule,
};
[[nodiscard]] std::string_view NotUsedReasonName(NotUsedReason reason) noexcept;

// One document that is not evaluated. The first error decides the reason; the diagnostics of the
// set tell all that was wrong. Lines and columns count from 1, 0 = the document as a whole.
struct NotUsedRule {
  NotUsedReason reason{};
  std::string path;
  std::uint32_t document = 0;
  std::uint32_t line = 0, column = 0;
  // As far as known.
  std::string id, title;
  // "unknown modifier 'foo'"; the missing placeholder's name; ...
  std::string detail;
  // Handle for correlation references; often empty.
  std::string name = {};
  // Of kNoSource, to say what is blind without it: "windows/process_creation", as rules write it.
  std::string log_source = {};
  Level level{};
  std::vector<std::string> techniques = {};
};

// Rules and correlations that linking has set aside; not_used says why.
struct IdleRules {
  RuleList rules;
  std::vector<CorrelationRule> correlations;
};

// What a load gives. Plain data, immutable after the load and safe from any thread; a matcher keeps
// pointers into it, so it must outlive every matcher built of it. Orders below do not depend on
// threads or on the order in which files were read.
struct RuleSet {
  // Those to evaluate; sorted by (path, document).
  RuleList rules;
  // Sorted by (path, document).
  std::vector<NotUsedRule> not_used;
  // Of both, sorted by (path, line, column).
  std::vector<Diagnostic> diagnostics;
  std::uint64_t files = 0;
  // Rules + not_used + global/filter/empty documents.
  std::uint64_t documents = 0;
  // Over all source texts, in path order.
  std::uint64_t content_hash = 0;
  // The files it was made of, in path order; none for built-in rules. Of use to who saves the set.
  std::vector<SourceFile> sources;

  // Those to evaluate, sources before what they feed. Each has the words of a Rule in `rules`.
  std::vector<CorrelationRule> correlations;
  // Indices of rules that only feed correlations and raise no findings (S-9.13), ascending.
  std::vector<std::uint32_t> silent;
  IdleRules idle;
};

// What placeholders stand for where entries are patterns: name -> any of these.
using PlaceholderPatterns = std::map<std::string, std::vector<Pattern>>;

// Choices that change what is loaded or how rules are lowered. The defaults are those of a hunt
struct LoadOptions {
  // Which rules to take; others are listed as kStatus or kLevel.
  std::vector<RuleStatus> statuses = {RuleStatus::kUnknown, RuleStatus::kStable, RuleStatus::kTest,
                                      RuleStatus::kExperimental};
  // Rules below are still checked, and kept aside for correlations that need them.
  Level min_level = Level::kInformational;
  std::map<std::string, std::vector<std::string>> placeholders;  // name -> literal entries
  PlaceholderPatterns placeholder_patterns;  // for names that are not among those above
  // Alternative log sources and the readings that engines differ in (spec, chapter 16).
  bool native_process_creation = true;  // Security 4688 stands in for Sysmon 1 (D-11)
  bool native_other = false;            // 4657, 5156, 5861 likewise
  // Channels of evidence that the user's mappings bring ("okta:audit"), beside those we know.
  std::vector<std::string> mapped_channels;
  // Neq on a missing field is false instead of true (D-5).
  bool neq_strict = false;
  // For documents that do not tell their dialect themselves.
  RuleSource default_source = RuleSource::kSigma;
  // Files are read and checked by so many; the result does not depend on it.
  unsigned threads = 1;
};

// Loads every *.yml and *.yaml below `paths` (files or folders, in the order given; a folder's
// files sorted by path). kNotFound only when a path does not exist; everything else is in the set.
Result<RuleSet> LoadRules(const std::vector<std::string>& paths, const LoadOptions& options);

// Loads documents from memory, as if from a file named `path`. For tests and built-in rules.
RuleSet LoadRulesFromText(const std::string& path, const std::string& text,
                          const LoadOptions& options);

// Merges `more` into `set`, keeping the order above; a rule whose id is already there with the
// same content is a duplicate, with other content an error diagnostic (both are kept, S-1 id).
void MergeRuleSets(RuleSet& set, RuleSet more);

}  // namespace noroshi
