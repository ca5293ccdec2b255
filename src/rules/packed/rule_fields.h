// The members of rules, for PackWriter and PackReader. Each function names every member of its
// struct: one that is added to a rule and forgotten here does not compile.
//
// TO ADD A MEMBER: put it into the binding at its place, then into one of the io() calls: above
// io.Continue() if matching needs it, below if only people do. Old caches go by themselves: their
// key holds the identity of the program that wrote them.
#pragma once

#include <concepts>
#include <type_traits>

#include "rules/rule.h"

namespace noroshi {

template <class T, class Of>
concept Is = std::same_as<std::remove_const_t<T>, Of>;

// The last value of each enum: what PackReader lets through. Each names every value, so that a new
// one does not compile until it is dealt with here.
constexpr PatternPart::Kind LastOf(PatternPart::Kind any) {
  switch (any) {
    case PatternPart::Kind::kLiteral:
    case PatternPart::Kind::kAnyRun:
    case PatternPart::Kind::kAnyOne:
    case PatternPart::Kind::kDash: break;
  }
  return PatternPart::Kind::kDash;
}
constexpr TestOp LastOf(TestOp any) {
  switch (any) {
    case TestOp::kGlob:
    case TestOp::kRegex:
    case TestOp::kCidr:
    case TestOp::kLess:
    case TestOp::kLessEqual:
    case TestOp::kGreater:
    case TestOp::kGreaterEqual:
    case TestOp::kExists:
    case TestOp::kNull:
    case TestOp::kFieldEquals:
    case TestOp::kFieldStarts:
    case TestOp::kFieldEnds:
    case TestOp::kFieldContains:
    case TestOp::kTimePart: break;
  }
  return TestOp::kTimePart;
}
constexpr TimePart LastOf(TimePart any) {
  switch (any) {
    case TimePart::kMinute:
    case TimePart::kHour:
    case TimePart::kDay:
    case TimePart::kWeek:
    case TimePart::kMonth:
    case TimePart::kYear: break;
  }
  return TimePart::kYear;
}
constexpr Comparison LastOf(Comparison any) {
  switch (any) {
    case Comparison::kEqual:
    case Comparison::kLess:
    case Comparison::kLessEqual:
    case Comparison::kGreater:
    case Comparison::kGreaterEqual: break;
  }
  return Comparison::kGreaterEqual;
}
constexpr FieldScope LastOf(FieldScope any) {
  switch (any) {
    case FieldScope::kAuto:
    case FieldScope::kPayload: break;
  }
  return FieldScope::kPayload;
}
constexpr FieldAliases LastOf(FieldAliases any) {
  switch (any) {
    case FieldAliases::kNone:
    case FieldAliases::kSecurity4688:
    case FieldAliases::kSecurity4657:
    case FieldAliases::kSecurity5156:
    case FieldAliases::kWmi5861:
    case FieldAliases::kDefender:
    case FieldAliases::kRpcFirewall:
    case FieldAliases::kWeb:
    case FieldAliases::kDns:
    case FieldAliases::kFirewall:
    case FieldAliases::kM365: break;
  }
  return FieldAliases::kM365;
}
constexpr ExprNode::Kind LastOf(ExprNode::Kind any) {
  switch (any) {
    case ExprNode::Kind::kTrue:
    case ExprNode::Kind::kFalse:
    case ExprNode::Kind::kTest:
    case ExprNode::Kind::kNot:
    case ExprNode::Kind::kAnd:
    case ExprNode::Kind::kOr: break;
  }
  return ExprNode::Kind::kOr;
}
constexpr Gate::Kind LastOf(Gate::Kind any) {
  switch (any) {
    case Gate::Kind::kAny:
    case Gate::Kind::kAnyWindows:
    case Gate::Kind::kAlternatives:
    case Gate::Kind::kNoSource:
    case Gate::Kind::kFed: break;
  }
  return Gate::Kind::kFed;
}
constexpr RuleSource LastOf(RuleSource any) {
  switch (any) {
    case RuleSource::kSigma:
    case RuleSource::kHayabusa:
    case RuleSource::kNoroshi: break;
  }
  return RuleSource::kNoroshi;
}
constexpr RuleStatus LastOf(RuleStatus any) {
  switch (any) {
    case RuleStatus::kUnknown:
    case RuleStatus::kStable:
    case RuleStatus::kTest:
    case RuleStatus::kExperimental:
    case RuleStatus::kDeprecated:
    case RuleStatus::kUnsupported: break;
  }
  return RuleStatus::kUnsupported;
}
constexpr Level LastOf(Level any) {
  switch (any) {
    case Level::kInformational:
    case Level::kLow:
    case Level::kMedium:
    case Level::kHigh:
    case Level::kCritical: break;
  }
  return Level::kCritical;
}

template <class Io>
void Fields(Io& io, Is<PatternPart> auto& part) {
  auto& [kind, text] = part;
  io(kind, text);
}

template <class Io>
void Fields(Io& io, Is<Pattern> auto& pattern) {
  auto& [parts, cased] = pattern;
  io(parts, cased);
}

template <class Io>
void Fields(Io& io, Is<RegexPattern> auto& regex) {
  auto& [expression, ignore_case, multi_line, dot_all] = regex;
  io(expression, ignore_case, multi_line, dot_all);
}

template <class Io>
void Fields(Io& io, Is<AddressRange> auto& range) {
  auto& [address, prefix_bits, is_v4] = range;
  io(address, prefix_bits, is_v4);
}

template <class Io>
void Fields(Io& io, Is<Number> auto& number) {
  auto& [whole, negative, magnitude, real] = number;
  io(whole, negative, magnitude, real);
}

template <class Io>
void Fields(Io& io, Is<Test> auto& test) {
  auto& [op, scope, field, pattern, regex, range, number, other_field, cased, part, comparison,
         selection, shown, line, column] = test;
  io(op, field, shown, selection, line, column);
  io.Sparse(pattern, scope, regex, range, number, other_field, cased);
  io(part, comparison);
}

template <class Io>
void Fields(Io& io, Is<ExprNode> auto& node) {
  auto& [kind, test, children] = node;
  io(kind, test, children);
}

template <class Io>
void Fields(Io& io, Is<GateAlternative> auto& alternative) {
  auto& [channels, channel_prefix, event_ids, value_field, values, aliases, name] = alternative;
  io(channels, channel_prefix, event_ids, value_field, values, aliases, name);
}

template <class Io>
void Fields(Io& io, Is<Gate> auto& gate) {
  auto& [kind, alternatives] = gate;
  io(kind, alternatives);
}

template <class Io>
void Fields(Io& io, Is<LogSource> auto& source) {
  auto& [category, product, service, definition] = source;
  io(category, product, service, definition);
}

template <class Io>
void Fields(Io& io, Is<Rule> auto& rule) {
  auto& [id, name, title, description, path, document, source, status, level, author, date,
         modified, license, references, false_positives, tags, fields, techniques, tactics,
         log_source, details, mitigation_en, mitigation_ja, title_ja, idea, families, content_hash,
         gate, channel_matches_either, selections, tests, condition] = rule;
  io(gate, channel_matches_either, tests, condition);
  if (!io.Continue()) return;
  io(title, description, author, date, modified, license, references, false_positives, tags, fields,
     techniques, tactics, log_source, details, mitigation_en, mitigation_ja, title_ja, idea,
     families, selections);
  // RuleList keeps the others in the head: id, name, path, document, source, status, level, hash.
}

}  // namespace noroshi
