// Rule: one detection rule, checked and lowered to the form the matcher compiles. This is the
// border between languages (Sigma, Hayabusa's dialect, our own) and the matcher: nothing behind it
// knows YAML, modifiers or condition syntax.
//
// Plain data, immutable after loading; safe from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "event/taxonomy.h"  // FieldAliases, FieldScope
#include "finding/level.h"

namespace noroshi {

// A text pattern, anchored at both ends: `contains` is a kAnyRun at each end. Parts alternate
// freely but two kAnyRun never touch. Literals hold the text as written (unfolded, unescaped).
struct PatternPart {
  enum class Kind : std::uint8_t {
    kLiteral,  // exactly `text`
    kAnyRun,   // '*': any run of characters, none and line breaks included
    kAnyOne,   // '?': one code point
    kDash,     // windash: one of - / U+2013 U+2014 U+2015
  };
  Kind kind = Kind::kLiteral;
  std::string text;  // UTF-8; kLiteral only

  friend bool operator==(const PatternPart&, const PatternPart&) = default;
};

// What one text of a rule has become: a value of the YAML, or one of the forms that a modifier such
// as base64offset made of it. Windash stays one pattern with kDash parts, not 25 texts (S-6.3).
struct Pattern {
  std::vector<PatternPart> parts;  // empty = matches the empty text only
  bool cased = false;              // else both sides under Unicode simple case folding

  friend bool operator==(const Pattern&, const Pattern&) = default;
};

// An expression and the flags behind `re`. It has been compiled once, to tell its author of faults;
// the matcher compiles its own copy. Semantics: matcher/run/regex.h.
struct RegexPattern {
  std::string expression;  // as written
  bool ignore_case = false;
  bool multi_line = false;
  bool dot_all = false;

  friend bool operator==(const RegexPattern&, const RegexPattern&) = default;
};

// An address range. IPv4 is held as the IPv4-mapped IPv6 address with prefix + 96.
struct AddressRange {
  // Network byte order. Bits behind the prefix are zero: the loader masks them, with a warning.
  std::array<std::uint8_t, 16> address{};
  std::uint8_t prefix_bits = 128;
  bool is_v4 = false;

  friend bool operator==(const AddressRange&, const AddressRange&) = default;
};

// The right side of lt, lte, gt, gte: exact when whole, else a double.
struct Number {
  bool whole = true;
  bool negative = false;        // whole only
  std::uint64_t magnitude = 0;  // whole only
  double real = 0;              // always the same value, as near as a double gets

  friend bool operator==(const Number&, const Number&) = default;
};

// What a test asks of its field. All but kExists and kNull are false where the field is missing.
enum class TestOp : std::uint8_t {
  kGlob,   // some value fits `pattern`. Pure-literal patterns also fit right-trimmed (S-3.10)
  kRegex,  // `regex` is found in some value, on the unfolded text
  kCidr,   // some value is an address in `range`
  kLess,   // some value is a number < `number`; likewise the next three
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kExists,       // the field occurs, even null or empty
  kNull,         // the field has no value (S-4.8)
  kFieldEquals,  // some value equals some value of `other_field`; likewise the next three
  kFieldStarts,
  kFieldEnds,
  kFieldContains,
  kTimePart,  // `part` of some value, read as a timestamp, compares to `number`
};

// Parts of a timestamp, by the fields as the text writes them: no time zone is applied (S-6.15).
// Weeks are those of ISO 8601, 1 to 53.
enum class TimePart : std::uint8_t { kMinute, kHour, kDay, kWeek, kMonth, kYear };
enum class Comparison : std::uint8_t { kEqual, kLess, kLessEqual, kGreater, kGreaterEqual };

// One `field op value`. Exactly the members its op names are meaningful. A test is true if any
// value of the field satisfies it; on a missing field it is false (kNull excepted): two-valued
// logic, S-4.9. An empty `field` is a keyword: any text value of the event.
struct Test {
  TestOp op = TestOp::kGlob;
  FieldScope scope = FieldScope::kAuto;
  std::string field;  // as written in the rule, without modifiers
  Pattern pattern;
  RegexPattern regex;
  AddressRange range;
  Number number;
  std::string other_field;
  bool cased = false;  // kField*: compare exactly instead of folded
  TimePart part{};
  Comparison comparison{};  // kTimePart

  // Where the test came from, for reasons and `noroshi explain`; no part of its meaning. Lines and
  // columns count from 1 in the rule's file.
  std::uint32_t selection = 0;  // index into Rule::selections
  std::string shown;            // modifiers and value as written, for reasons: "|contains ' -enc '"
  std::uint32_t line = 0, column = 0;

  friend bool operator==(const Test&, const Test&) = default;
};

// The boolean over the tests: nodes refer to children by index; children come before parents, so a
// single forward pass evaluates all. The last node is the root.
struct ExprNode {
  enum class Kind : std::uint8_t { kTrue, kFalse, kTest, kNot, kAnd, kOr };
  Kind kind = Kind::kFalse;
  std::uint32_t test = 0;               // kTest: index into Rule::tests
  std::vector<std::uint32_t> children;  // kNot: one; kAnd, kOr: one or more

  friend bool operator==(const ExprNode&, const ExprNode&) = default;
};

// Which events a rule looks at, resolved from its log source before detection runs. Alternatives
// are ORed.
struct GateAlternative {
  std::vector<std::string> channels;     // compared case-insensitively; empty = any channel
  bool channel_prefix = false;           // channels are prefixes
  std::vector<std::uint32_t> event_ids;  // empty = any
  std::string value_field;               // an extra test: empty = none, else this payload field
  std::vector<std::string> values;       //   equals (case-insensitively) one of these
  FieldAliases aliases = FieldAliases::kNone;
  std::string name;  // "sysmon/1", "security/4688": shown with the finding

  friend bool operator==(const GateAlternative&, const GateAlternative&) = default;
};

// Channel and event id are the System part's, whatever the payload holds (S-3.7). A rule whose
// condition needs a test of Channel has kAny: it gates itself (S-2.4).
struct Gate {
  enum class Kind : std::uint8_t {
    kAny,         // every event (no restriction at all, or the rule gates itself)
    kAnyWindows,  // every Windows event
    kAlternatives,
    kNoSource,  // valid, but no evidence we read has this log source (S-2.5)
    kFed,       // no event of its own: a correlation, fed by other rules
  };
  Kind kind = Kind::kNoSource;
  std::vector<GateAlternative> alternatives;

  friend bool operator==(const Gate&, const Gate&) = default;
};

// The dialect a rule is written in. Hayabusa's is told by `ruletype`: its rules bring their own
// gate and a few field names.
enum class RuleSource : std::uint8_t { kSigma, kHayabusa, kNoroshi };
[[nodiscard]] std::string_view RuleSourceName(RuleSource source) noexcept;  // "sigma", ...

// Maturity as the author states it; kUnknown when absent or misspelt, which does not stop a rule.
enum class RuleStatus : std::uint8_t {
  kUnknown,
  kStable,
  kTest,
  kExperimental,
  kDeprecated,
  kUnsupported
};
[[nodiscard]] std::string_view RuleStatusName(RuleStatus status) noexcept;

// As written; empty = absent, which matches everything. `definition` is text for people.
struct LogSource {
  std::string category, product, service, definition;

  friend bool operator==(const LogSource&, const LogSource&) = default;
};

// "windows/process_creation/sysmon": product, category, service as far as they are stated.
[[nodiscard]] std::string LogSourceText(const LogSource& source);

// One document of a rule file after collections and filters are applied. Owns all it holds.
struct Rule {
  std::string id;    // lower case; when the document has none, "path#document" hashed to a UUID
  std::string name;  // for correlation references; often empty
  std::string title;
  std::string description;
  std::string path;            // as given on the command line, '/' separators
  std::uint32_t document = 0;  // from 0, within the file
  RuleSource source = RuleSource::kSigma;
  RuleStatus status = RuleStatus::kUnknown;
  Level level = Level::kInformational;
  std::string author, date, modified, license;
  std::vector<std::string> references, false_positives, tags, fields;
  std::vector<std::string> techniques;  // "T1059.001", from attack.t1059.001, sorted
  std::vector<std::string> tactics;     // "execution", "initial-access", sorted
  LogSource log_source;
  std::string details;  // Hayabusa's message template; kept, not needed to match
  std::string mitigation_en, mitigation_ja, title_ja, idea;  // our own rules
  std::vector<std::string> families;  // malware and groups it aims at, in no form: our own rules

  // What decides matches; everything above is carried for people and reports.
  std::uint64_t content_hash = 0;  // of the document's source text
  Gate gate;
  bool channel_matches_either = false;  // ruletype documents: Channel is System's or payload's
  std::vector<std::string> selections;  // search identifiers that the condition reaches
  std::vector<Test> tests;
  std::vector<ExprNode> condition;  // children before parents; root last

  friend bool operator==(const Rule&, const Rule&) = default;
};

// Every index is in its bounds, children stand before their parents, and a node has the children
// that its kind wants. True of all rules that were loaded from text.
[[nodiscard]] bool IsWellFormed(const Rule& rule) noexcept;

}  // namespace noroshi
