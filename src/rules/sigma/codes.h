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
  // Why the rule is not used; of errors only.
  NotUsedReason reason = NotUsedReason::kInvalid;
  // The usual one; may be empty.
  std::string_view fix;
};

namespace codes {

inline constexpr auto kError = DiagnosticSeverity::kError;
inline constexpr auto kWarning = DiagnosticSeverity::kWarning;
inline constexpr auto kNote = DiagnosticSeverity::kNote;
using enum NotUsedReason;

// The file and its documents.
// The text is not YAML.
inline constexpr DiagnosticKind kBadYaml{"S001", kError, kYaml, "mend the YAML at this place"};
// The document is a list or a text instead of a mapping.
inline constexpr DiagnosticKind kNotMapping{"S002", kError, kYaml,
                                            "start the document with 'title:'"};
// A key occurs twice in one mapping; a reader would keep only one of the two.
inline constexpr DiagnosticKind kDuplicateKey{
    "S003", kError, kInvalid, "rename one of the two, or join their values in one list"};
// The file could not be read; the message has the reason.
inline constexpr DiagnosticKind kUnreadable{"S004", kError, kYaml, ""};
// A YAML file that is no rule lies among the rules.
inline constexpr DiagnosticKind kNotARule{"S005", kNote, kNoRule,
                                          "leave the file out, or add a 'detection' section"};
// `action` is none of global, reset and repeat.
inline constexpr DiagnosticKind kUnknownAction{"S006", kError, kInvalid,
                                               "use global, reset or repeat"};
// `action: repeat` has no rule before it.
inline constexpr DiagnosticKind kActionWithoutRule{"S007", kError, kInvalid,
                                                   "put a rule before 'action: repeat'"};

// Metadata.
// The rule has no title.
inline constexpr DiagnosticKind kNoTitle{"S010", kWarning, kInvalid, "add a 'title'"};
// The id is no UUID.
inline constexpr DiagnosticKind kBadId{"S011", kWarning, kInvalid, "use a UUID"};
// Unknown level; the rule counts as informational.
inline constexpr DiagnosticKind kBadLevel{"S012", kWarning, kInvalid,
                                          "use informational, low, medium, high or critical"};
// Unknown status.
inline constexpr DiagnosticKind kBadStatus{
    "S013", kWarning, kInvalid, "use stable, test, experimental, deprecated or unsupported"};
// The rule is written in a taxonomy that is not known here.
inline constexpr DiagnosticKind kTaxonomy{"S014", kError, kInvalid,
                                          "write the rule in the 'sigma' taxonomy"};
// Two rules with different content share an id; both are kept.
inline constexpr DiagnosticKind kSameId{"S015", kWarning, kInvalid, "give one of the two a new id"};
// A list or mapping stands where a text belongs.
inline constexpr DiagnosticKind kBadMetadata{"S016", kWarning, kInvalid,
                                             "use text or a list of texts"};

// Log source.
// Without a log source the rule looks at every event.
inline constexpr DiagnosticKind kNoLogSource{"S020", kWarning, kInvalid,
                                             "add a 'logsource' with category, product or service"};
// The log source is not a mapping of texts.
inline constexpr DiagnosticKind kBadLogSource{"S021", kError, kInvalid,
                                              "write 'category:', 'product:' and 'service:' texts"};
// Category and service exclude each other, so no event belongs to both.
inline constexpr DiagnosticKind kLogSourceClash{"S022", kWarning, kInvalid,
                                                "drop the category or the service"};

// Detection.
// There is no `detection`, or it is not a mapping.
inline constexpr DiagnosticKind kNoDetection{"S030", kError, kInvalid,
                                             "add a mapping with selections and a condition"};
// A selection is an empty mapping or list.
inline constexpr DiagnosticKind kEmptySelection{"S031", kError, kInvalid,
                                                "give the selection at least one field"};
// A keyword is null.
inline constexpr DiagnosticKind kNullKeyword{"S032", kError, kInvalid,
                                             "give the keyword a text, or name a field"};
// A mapping stands where a value belongs.
inline constexpr DiagnosticKind kBadValue{"S033", kError, kInvalid,
                                          "use a text, a number or a list of them"};
// An empty list of values is read as null.
inline constexpr DiagnosticKind kEmptyList{"S034", kWarning, kInvalid,
                                           "write 'null' if a missing field is meant"};
// The rule, or what it expands to, is beyond all measure.
inline constexpr DiagnosticKind kTooLarge{"S035", kError, kInvalid, "split the rule"};

// Modifiers.
// There is no such modifier.
inline constexpr DiagnosticKind kModifierUnknown{"S040", kError, kUnknownModifier, ""};
// The modifier cannot stand behind (or without) what is before it.
inline constexpr DiagnosticKind kModifierPlace{"S041", kError, kInvalid, ""};
// `all` with fewer than two values does nothing.
inline constexpr DiagnosticKind kAllNeedsList{"S042", kWarning, kInvalid,
                                              "drop '|all', or give two or more values"};
// Null cannot be combined with a modifier.
inline constexpr DiagnosticKind kNullModified{"S043", kError, kInvalid,
                                              "use the bare field name with null"};
// An encoding cannot encode a wildcard.
inline constexpr DiagnosticKind kWildcardInBytes{"S044", kError, kInvalid,
                                                 "escape the wildcard, or drop it"};
// UTF-16 bytes are left that no text field can hold.
inline constexpr DiagnosticKind kBytesLeft{"S045", kError, kInvalid,
                                           "follow it with base64 or base64offset"};
// PCRE2 does not accept the expression; the message says where.
inline constexpr DiagnosticKind kRegexBad{"S046", kError, kBadRegex, ""};
// Not an address range.
inline constexpr DiagnosticKind kCidrBad{"S047", kError, kInvalid,
                                         "write an address and a prefix: '10.0.0.0/8'"};
// Bits behind the prefix are set; they are ignored.
inline constexpr DiagnosticKind kCidrHostBits{"S048", kWarning, kInvalid,
                                              "clear the bits behind the prefix"};
// Not a number, or a quoted one.
inline constexpr DiagnosticKind kNumberBad{"S049", kError, kInvalid, "write an unquoted number"};
// `exists` takes an unquoted boolean.
inline constexpr DiagnosticKind kExistsBad{"S050", kError, kInvalid,
                                           "write an unquoted true or false"};
// `fieldref` has no field name.
inline constexpr DiagnosticKind kFieldRefBad{"S051", kError, kInvalid, "name another field"};
// Nobody has supplied the placeholder's list.
inline constexpr DiagnosticKind kPlaceholderMissing{
    "S052", kError, kMissingPlaceholder, "give a list file of that name with --placeholders"};
// `expand` without a placeholder does nothing.
inline constexpr DiagnosticKind kPlaceholderNone{"S053", kWarning, kInvalid,
                                                 "write a %name%, or drop '|expand'"};
// The value is so short that its Base64 form has no certain character.
inline constexpr DiagnosticKind kNothingLeft{"S054", kWarning, kInvalid,
                                             "give a value of three bytes or more"};

// Condition.
// The detection has several selections and no condition.
inline constexpr DiagnosticKind kNoCondition{"S060", kError, kInvalid, "add a 'condition'"};
// The condition cannot be parsed; the place is where it goes wrong.
inline constexpr DiagnosticKind kConditionSyntax{"S061", kError, kInvalid, ""};
// The condition names a selection that is not there.
inline constexpr DiagnosticKind kUndefined{"S062", kError, kInvalid,
                                           "define the selection, or correct its name"};
// A pattern names no selection; its term is dropped.
inline constexpr DiagnosticKind kPatternNone{"S063", kWarning, kInvalid,
                                             "drop the term, or correct the pattern"};
// Nothing of the condition is left after dropping such terms.
inline constexpr DiagnosticKind kConditionVanished{"S064", kError, kInvalid,
                                                   "name a selection that exists"};
// The condition is nested too deeply or grows too large.
inline constexpr DiagnosticKind kConditionLimit{"S065", kError, kInvalid,
                                                "split the rule in several"};
// More selections are demanded than there are; that part never holds.
inline constexpr DiagnosticKind kNever{"S066", kWarning, kInvalid,
                                       "lower the number, or add selections"};
// A selection is defined and never used.
inline constexpr DiagnosticKind kUnusedSelection{"S067", kNote, kInvalid,
                                                 "use it in the condition, or remove it"};
// No condition, but only one selection: that one is used.
inline constexpr DiagnosticKind kNoConditionOne{"S068", kWarning, kInvalid,
                                                "write the selection's name as the condition"};

// Aggregation, correlation, filters.
// The aggregation behind the bar cannot be read.
inline constexpr DiagnosticKind kAggregationBad{"S070", kError, kInvalid,
                                                "write count(field) by field > number"};
// The correlation is wrong in itself.
inline constexpr DiagnosticKind kCorrelationBad{"S071", kError, kInvalid, ""};
// The correlation refers to no rule, or to several of one name.
inline constexpr DiagnosticKind kCorrelationReference{"S072", kError, kInvalid,
                                                      "name a loaded rule by its id or name"};
// The filter is wrong in itself.
inline constexpr DiagnosticKind kFilterBad{"S073", kError, kInvalid, ""};
// The filter applies to no loaded rule.
inline constexpr DiagnosticKind kFilterUnused{"S074", kWarning, kInvalid,
                                              "name a loaded rule by its id or name"};
// The filter keeps only what its selection matches, which is seldom meant.
inline constexpr DiagnosticKind kFilterPositive{
    "S075", kWarning, kInvalid, "write 'condition: not selection' to exclude events"};
// Correlations refer to each other in a circle.
inline constexpr DiagnosticKind kCorrelationCycle{"S076", kError, kInvalid,
                                                  "let none lead back to itself"};
// The correlation refers to a rule that is loaded and not evaluated.
inline constexpr DiagnosticKind kCorrelationUnfed{"S077", kWarning, kCorrelation,
                                                  "see why that rule is not used"};
// A correlation of correlations groups by a field that those do not group by.
inline constexpr DiagnosticKind kCorrelationField{"S078", kError, kInvalid,
                                                  "group the inner correlation by it as well"};
// An alias is for a rule that the correlation does not list.
inline constexpr DiagnosticKind kAliasUnused{"S079", kWarning, kInvalid,
                                             "name a rule as it stands under 'rules'"};

}  // namespace codes

// All of them, in the order of their codes.
[[nodiscard]] std::span<const DiagnosticKind> AllDiagnosticKinds() noexcept;

}  // namespace noroshi::sigma
