// The stable codes of everything that can be said about a Sigma rule file. A code, once released,
// keeps its meaning; docs/rules/diagnostics.md explains each (a test compares the two).
//
// Each kind carries its severity and, for errors, the reason under which the rule is then listed
// as not used.
#pragma once

#include <span>
#include <string_view>

#include "rules/diagnostic.h"
#include "rules/rule_set.h"

namespace noroshi::sigma {

struct DiagnosticKind {
  std::string_view code;
  DiagnosticSeverity severity = DiagnosticSeverity::kError;
  NotUsedReason reason = NotUsedReason::kInvalid;  // errors only
  std::string_view fix;                            // the usual one; may be empty
};

namespace codes {

inline constexpr auto kError = DiagnosticSeverity::kError;
inline constexpr auto kWarning = DiagnosticSeverity::kWarning;
inline constexpr auto kNote = DiagnosticSeverity::kNote;
using enum NotUsedReason;

// The file and its documents.
inline constexpr DiagnosticKind kBadYaml{"S001", kError, kYaml, "mend the YAML at this place"};
inline constexpr DiagnosticKind kNotMapping{"S002", kError, kYaml,
                                            "start the document with 'title:'"};
inline constexpr DiagnosticKind kDuplicateKey{
    "S003", kError, kInvalid, "rename one of the two, or join their values in one list"};
inline constexpr DiagnosticKind kUnreadable{"S004", kError, kYaml, ""};
inline constexpr DiagnosticKind kNotARule{"S005", kWarning, kInvalid,
                                          "leave the file out, or add a 'detection' section"};
inline constexpr DiagnosticKind kUnknownAction{"S006", kError, kInvalid,
                                               "use global, reset or repeat"};
inline constexpr DiagnosticKind kActionWithoutRule{"S007", kError, kInvalid,
                                                   "put a rule before 'action: repeat'"};

// Metadata.
inline constexpr DiagnosticKind kNoTitle{"S010", kWarning, kInvalid, "add a 'title'"};
inline constexpr DiagnosticKind kBadId{"S011", kWarning, kInvalid, "use a UUID"};
inline constexpr DiagnosticKind kBadLevel{"S012", kWarning, kInvalid,
                                          "use informational, low, medium, high or critical"};
inline constexpr DiagnosticKind kBadStatus{
    "S013", kWarning, kInvalid, "use stable, test, experimental, deprecated or unsupported"};
inline constexpr DiagnosticKind kTaxonomy{"S014", kError, kInvalid,
                                          "write the rule in the 'sigma' taxonomy"};
inline constexpr DiagnosticKind kSameId{"S015", kWarning, kInvalid, "give one of the two a new id"};
inline constexpr DiagnosticKind kBadMetadata{"S016", kWarning, kInvalid,
                                             "use text or a list of texts"};

// Log source.
inline constexpr DiagnosticKind kNoLogSource{"S020", kWarning, kInvalid,
                                             "add a 'logsource' with category, product or service"};
inline constexpr DiagnosticKind kBadLogSource{"S021", kError, kInvalid,
                                              "write 'category:', 'product:' and 'service:' texts"};
inline constexpr DiagnosticKind kLogSourceClash{"S022", kWarning, kInvalid,
                                                "drop the category or the service"};

// Detection.
inline constexpr DiagnosticKind kNoDetection{"S030", kError, kInvalid,
                                             "add a mapping with selections and a condition"};
inline constexpr DiagnosticKind kEmptySelection{"S031", kError, kInvalid,
                                                "give the selection at least one field"};
inline constexpr DiagnosticKind kNullKeyword{"S032", kError, kInvalid,
                                             "give the keyword a text, or name a field"};
inline constexpr DiagnosticKind kBadValue{"S033", kError, kInvalid,
                                          "use a text, a number or a list of them"};
inline constexpr DiagnosticKind kEmptyList{"S034", kWarning, kInvalid,
                                           "write 'null' if a missing field is meant"};
inline constexpr DiagnosticKind kTooLarge{"S035", kError, kInvalid, "split the rule"};

// Modifiers.
inline constexpr DiagnosticKind kModifierUnknown{"S040", kError, kUnknownModifier, ""};
inline constexpr DiagnosticKind kModifierPlace{"S041", kError, kInvalid, ""};
inline constexpr DiagnosticKind kAllNeedsList{"S042", kWarning, kInvalid,
                                              "drop '|all', or give two or more values"};
inline constexpr DiagnosticKind kNullModified{"S043", kError, kInvalid,
                                              "use the bare field name with null"};
inline constexpr DiagnosticKind kWildcardInBytes{"S044", kError, kInvalid,
                                                 "escape the wildcard, or drop it"};
inline constexpr DiagnosticKind kBytesLeft{"S045", kError, kInvalid,
                                           "follow it with base64 or base64offset"};
inline constexpr DiagnosticKind kRegexBad{"S046", kError, kBadRegex, ""};
inline constexpr DiagnosticKind kCidrBad{"S047", kError, kInvalid,
                                         "write an address and a prefix: '10.0.0.0/8'"};
inline constexpr DiagnosticKind kCidrHostBits{"S048", kWarning, kInvalid,
                                              "clear the bits behind the prefix"};
inline constexpr DiagnosticKind kNumberBad{"S049", kError, kInvalid, "write an unquoted number"};
inline constexpr DiagnosticKind kExistsBad{"S050", kError, kInvalid,
                                           "write an unquoted true or false"};
inline constexpr DiagnosticKind kFieldRefBad{"S051", kError, kInvalid, "name another field"};
inline constexpr DiagnosticKind kPlaceholderMissing{
    "S052", kError, kMissingPlaceholder, "give a list file of that name with --placeholders"};
inline constexpr DiagnosticKind kPlaceholderNone{"S053", kWarning, kInvalid,
                                                 "write a %name%, or drop '|expand'"};
inline constexpr DiagnosticKind kNothingLeft{"S054", kWarning, kInvalid,
                                             "give a value of three bytes or more"};

// Condition.
inline constexpr DiagnosticKind kNoCondition{"S060", kError, kInvalid, "add a 'condition'"};
inline constexpr DiagnosticKind kConditionSyntax{"S061", kError, kInvalid, ""};
inline constexpr DiagnosticKind kUndefined{"S062", kError, kInvalid,
                                           "define the selection, or correct its name"};
inline constexpr DiagnosticKind kPatternNone{"S063", kWarning, kInvalid,
                                             "drop the term, or correct the pattern"};
inline constexpr DiagnosticKind kConditionVanished{"S064", kError, kInvalid,
                                                   "name a selection that exists"};
inline constexpr DiagnosticKind kConditionLimit{"S065", kError, kInvalid,
                                                "split the rule in several"};
inline constexpr DiagnosticKind kNever{"S066", kWarning, kInvalid,
                                       "lower the number, or add selections"};
inline constexpr DiagnosticKind kUnusedSelection{"S067", kNote, kInvalid,
                                                 "use it in the condition, or remove it"};
inline constexpr DiagnosticKind kNoConditionOne{"S068", kWarning, kInvalid,
                                                "write the selection's name as the condition"};

// Aggregation, correlation, filters.
inline constexpr DiagnosticKind kAggregationBad{"S070", kError, kInvalid,
                                                "write count(field) by field > number"};
inline constexpr DiagnosticKind kCorrelationBad{"S071", kError, kInvalid, ""};
inline constexpr DiagnosticKind kCorrelationReference{"S072", kError, kInvalid,
                                                      "name a loaded rule by its id or name"};
inline constexpr DiagnosticKind kFilterBad{"S073", kError, kInvalid, ""};
inline constexpr DiagnosticKind kFilterUnused{"S074", kWarning, kInvalid,
                                              "name a loaded rule by its id or name"};
inline constexpr DiagnosticKind kFilterPositive{
    "S075", kWarning, kInvalid, "write 'condition: not selection' to exclude events"};

}  // namespace codes

// All of them, in the order of their codes.
[[nodiscard]] std::span<const DiagnosticKind> AllDiagnosticKinds() noexcept;

}  // namespace noroshi::sigma
