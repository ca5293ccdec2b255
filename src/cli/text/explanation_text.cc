#include "cli/text/explanation_text.h"

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <utility>
#include <vector>

#include "cli/terminal/safe_text.h"
#include "stream/text/json_text.h"
#include "stream/text/shown_text.h"

namespace noroshi {
namespace {

constexpr std::size_t kMaxShownBytes = 200;  // of a value or pattern on one line
constexpr std::size_t kMaxDepthShown = 40;   // columns of indent; deeper trees stop moving right

std::string Short(std::string text) {
  CutLongText(text, kMaxShownBytes);
  return SafeText(text);
}

std::string Mark(const Terminal& terminal, bool held) {
  return held ? Styled(terminal, Style::kGreen, "held  ") : Styled(terminal, Style::kRed, "failed");
}

std::string TestText(const Test& test) {
  const bool plain = !test.shown.starts_with('|');  // no modifier that joins field and pattern
  return (test.field.empty() ? "(keyword)" : test.field) + (plain ? " " : "") + test.shown;
}

const TestOutcome* OutcomeOf(const Explanation& explanation, std::uint32_t test) {
  for (const TestOutcome& outcome : explanation.tests) {
    if (outcome.test == test) return &outcome;
  }
  return nullptr;
}

std::string ValuesText(const TestOutcome& outcome) {
  if (!outcome.field_present) return "the record has no such field";
  std::string text = "value ";
  for (std::size_t i = 0; i < outcome.values.size(); ++i) {
    if (i > 0) text += " | ";
    text += "'" + outcome.values[i] + "'";
  }
  return text;
}

void AddTests(const Rule& rule, const Explanation& explanation, const Terminal& terminal,
              std::string& out) {
  std::uint32_t selection = ~0U;
  for (std::uint32_t i = 0; i < rule.tests.size(); ++i) {
    const Test& test = rule.tests[i];
    if (test.selection != selection && test.selection < rule.selections.size()) {
      out +=
          "\n  " + Styled(terminal, Style::kBold, SafeText(rule.selections[test.selection])) + "\n";
      selection = test.selection;
    }
    const TestOutcome* outcome = OutcomeOf(explanation, i);
    out += "    " + Mark(terminal, outcome != nullptr && outcome->held) + "  " +
           Short(TestText(test)) + "\n";
    const bool keyword_failed = test.field.empty() && outcome != nullptr && !outcome->held;
    if (outcome != nullptr && !keyword_failed) {
      out += "            " + Styled(terminal, Style::kDim, Short(ValuesText(*outcome))) + "\n";
    }
  }
}

std::string NodeText(const Rule& rule, const ExprNode& node) {
  switch (node.kind) {
    case ExprNode::Kind::kTrue: return "true";
    case ExprNode::Kind::kFalse: return "false";
    case ExprNode::Kind::kNot: return "not";
    case ExprNode::Kind::kAnd: return "all of";
    case ExprNode::Kind::kOr: return "any of";
    case ExprNode::Kind::kTest: break;
  }
  const Test& test = rule.tests[node.test];
  std::string text = TestText(test);
  if (test.selection < rule.selections.size()) text = rule.selections[test.selection] + ": " + text;
  return text;
}

// Explicit stack: a condition may nest as deep as its author likes.
void AddTree(const Rule& rule, const Explanation& explanation, const Terminal& terminal,
             std::string& out) {
  if (rule.condition.empty() || explanation.nodes.size() != rule.condition.size()) return;
  out += "\n  " + Styled(terminal, Style::kBold, "condition") + "\n";
  std::vector<std::pair<std::size_t, std::size_t>> pending = {{rule.condition.size() - 1, 4}};
  while (!pending.empty()) {
    const auto [index, indent] = pending.back();
    pending.pop_back();
    const ExprNode& node = rule.condition[index];
    out += std::string(std::min(indent, kMaxDepthShown), ' ') +
           Mark(terminal, explanation.nodes[index]) + "  " + Short(NodeText(rule, node)) + "\n";
    for (std::size_t i = node.children.size(); i-- > 0;) {
      pending.emplace_back(node.children[i], indent + 2);
    }
  }
}

using Writer = rapidjson::PrettyWriter<rapidjson::StringBuffer>;

void Put(Writer& out, const char* name, std::string_view text) {
  out.Key(name);
  std::string quoted;
  AppendJsonString(text, quoted);
  out.RawValue(quoted.data(), quoted.size(), rapidjson::kStringType);
}

void PutTest(Writer& out, const Rule& rule, const TestOutcome& outcome) {
  const Test& test = rule.tests[outcome.test];
  out.StartObject();
  Put(out, "selection",
      test.selection < rule.selections.size() ? rule.selections[test.selection] : "");
  Put(out, "field", test.field);
  Put(out, "test", test.shown);
  out.Key("held");
  out.Bool(outcome.held);
  out.Key("field_present");
  out.Bool(outcome.field_present);
  out.Key("values");
  out.StartArray();
  for (const std::string& value : outcome.values) {
    std::string quoted;
    AppendJsonString(value, quoted);
    out.RawValue(quoted.data(), quoted.size(), rapidjson::kStringType);
  }
  out.EndArray();
  out.EndObject();
}

}  // namespace

std::string ExplanationText(const Rule& rule, const Explanation& explanation,
                            const Terminal& terminal) {
  const std::string_view verdict = explanation.matched ? "The rule matches this record."
                                                       : "The rule does not match this record.";
  std::string out = Styled(terminal, Style::kBold, verdict) + "\n";
  out += "  " + SafeText(rule.title) + "  (" + SafeText(rule.id) + ")\n";
  out += "\n  " + Styled(terminal, Style::kBold, "log source") + "\n    " +
         Mark(terminal, explanation.gate_held) + "  " + SafeText(explanation.gate_reason) + "\n";
  AddTests(rule, explanation, terminal, out);
  AddTree(rule, explanation, terminal, out);
  return out;
}

std::string ExplanationJson(const Rule& rule, const Explanation& explanation) {
  rapidjson::StringBuffer buffer;
  Writer out(buffer);
  out.SetIndent(' ', 1);
  out.StartObject();
  Put(out, "rule", rule.id);
  Put(out, "title", rule.title);
  out.Key("matched");
  out.Bool(explanation.matched);
  out.Key("gate_held");
  out.Bool(explanation.gate_held);
  Put(out, "gate_reason", explanation.gate_reason);
  out.Key("tests");
  out.StartArray();
  for (const TestOutcome& outcome : explanation.tests) PutTest(out, rule, outcome);
  out.EndArray();
  out.Key("nodes");
  out.StartArray();
  for (const bool held : explanation.nodes) out.Bool(held);
  out.EndArray();
  out.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

}  // namespace noroshi
