#include "rules/testing/rule_printer.h"

#include <arpa/inet.h>
#include <fmt/format.h>

namespace noroshi::testing {
namespace {

std::string PrintLiteral(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == '*' || c == '?') out += '\\';
    out += c;
  }
  return out;
}

std::string PrintNumber(const Number& number) {
  if (!number.whole) return fmt::format("{}", number.real);
  return fmt::format("{}{}", number.negative ? "-" : "", number.magnitude);
}

std::string PrintRange(const AddressRange& range) {
  char text[INET6_ADDRSTRLEN] = {};
  inet_ntop(AF_INET6, range.address.data(), text, sizeof text);
  return fmt::format("{}/{}", text, range.prefix_bits);
}

std::string PrintRegex(const RegexPattern& regex) {
  return fmt::format("/{}/{}{}{}", regex.expression, regex.ignore_case ? "i" : "",
                     regex.multi_line ? "m" : "", regex.dot_all ? "s" : "");
}

std::string PrintTimePart(const Test& test) {
  constexpr const char* kParts[] = {"minute", "hour", "day", "week", "month", "year"};
  constexpr const char* kComparisons[] = {"=", "<", "<=", ">", ">="};
  return fmt::format("{}({}){}{}", kParts[static_cast<int>(test.part)], test.field,
                     kComparisons[static_cast<int>(test.comparison)], PrintNumber(test.number));
}

}  // namespace

std::string PrintPattern(const Pattern& pattern) {
  std::string out = pattern.cased ? "cased:" : "";
  for (const PatternPart& part : pattern.parts) {
    switch (part.kind) {
      case PatternPart::Kind::kLiteral: out += PrintLiteral(part.text); break;
      case PatternPart::Kind::kAnyRun: out += '*'; break;
      case PatternPart::Kind::kAnyOne: out += '?'; break;
      case PatternPart::Kind::kDash: out += "<->"; break;
    }
  }
  return out;
}

std::string PrintTest(const Test& test) {
  const std::string field = (test.scope == FieldScope::kPayload ? "payload." : "") + test.field;
  const auto referred = [&](const char* op) {
    return fmt::format("{}{}{}{}", field, op, test.cased ? "cased:" : "", test.other_field);
  };
  switch (test.op) {
    case TestOp::kGlob: return field + "=" + PrintPattern(test.pattern);
    case TestOp::kRegex: return field + "=" + PrintRegex(test.regex);
    case TestOp::kCidr: return field + " in " + PrintRange(test.range);
    case TestOp::kLess: return field + "<" + PrintNumber(test.number);
    case TestOp::kLessEqual: return field + "<=" + PrintNumber(test.number);
    case TestOp::kGreater: return field + ">" + PrintNumber(test.number);
    case TestOp::kGreaterEqual: return field + ">=" + PrintNumber(test.number);
    case TestOp::kExists: return field + " exists";
    case TestOp::kNull: return field + " null";
    case TestOp::kFieldEquals: return referred("~=");
    case TestOp::kFieldStarts: return referred("~^");
    case TestOp::kFieldEnds: return referred("~$");
    case TestOp::kFieldContains: return referred("~~");
    case TestOp::kTimePart: return PrintTimePart(test);
  }
  return "?";
}

std::string PrintCondition(const Rule& rule) {
  std::vector<std::string> texts;
  for (const ExprNode& node : rule.condition) {
    std::string children;
    for (const std::uint32_t child : node.children) {
      children += (children.empty() ? "" : ", ") + texts[child];
    }
    switch (node.kind) {
      case ExprNode::Kind::kTrue: texts.emplace_back("true"); break;
      case ExprNode::Kind::kFalse: texts.emplace_back("false"); break;
      case ExprNode::Kind::kTest: texts.push_back(PrintTest(rule.tests[node.test])); break;
      case ExprNode::Kind::kNot: texts.push_back("not(" + children + ")"); break;
      case ExprNode::Kind::kAnd: texts.push_back("and(" + children + ")"); break;
      case ExprNode::Kind::kOr: texts.push_back("or(" + children + ")"); break;
    }
  }
  return texts.empty() ? "" : texts.back();
}

std::string PrintGate(const Gate& gate) {
  if (gate.kind == Gate::Kind::kAny) return "any";
  if (gate.kind == Gate::Kind::kAnyWindows) return "any windows";
  if (gate.kind == Gate::Kind::kNoSource) return "none";
  if (gate.kind == Gate::Kind::kFed) return "fed";
  std::string out;
  for (const GateAlternative& one : gate.alternatives) {
    out += (out.empty() ? "" : " | ") + one.name;
  }
  return out;
}

}  // namespace noroshi::testing
