#include "rules/testing/full_rule.h"

namespace noroshi::testing {
namespace {

using Part = PatternPart::Kind;

// Members that the operator does not name are set as well: a carrier must not care.
Test FullTest(TestOp op, std::uint32_t number) {
  Test test;
  test.op = op;
  test.scope = FieldScope::kPayload;
  test.field = "Field" + std::to_string(number);
  test.pattern = {.parts = {{Part::kAnyRun, ""},
                            {Part::kLiteral, "text \xE7\x83\xBD"},
                            {Part::kAnyOne, ""},
                            {Part::kDash, ""}},
                  .cased = true};
  test.regex = {.expression = "a+", .ignore_case = true, .multi_line = true, .dot_all = true};
  test.range.address = {1, 2, 3, 0xFF};
  test.range.prefix_bits = 99;
  test.range.is_v4 = true;
  test.number = {.whole = false, .negative = true, .magnitude = ~0ULL, .real = -1.5};
  test.other_field = "Other";
  test.cased = true;
  test.part = TimePart::kYear;
  test.comparison = Comparison::kGreaterEqual;
  test.selection = 1;
  test.shown = "|contains 'text'";
  test.line = 300 + number;
  test.column = 70'000;
  return test;
}

void AddConditions(Rule& rule) {
  for (int op = 0; op <= static_cast<int>(TestOp::kTimePart); ++op) {
    const auto test = static_cast<std::uint32_t>(rule.tests.size());
    rule.tests.push_back(FullTest(static_cast<TestOp>(op), test));
    rule.condition.push_back({ExprNode::Kind::kTest, test, {}});
  }
  const auto count = static_cast<std::uint32_t>(rule.condition.size());
  rule.condition.push_back({ExprNode::Kind::kTrue, 0, {}});
  rule.condition.push_back({ExprNode::Kind::kFalse, 0, {}});
  rule.condition.push_back({ExprNode::Kind::kNot, 0, {0}});
  rule.condition.push_back({ExprNode::Kind::kAnd, 0, {count, count + 2, 1}});
  rule.condition.push_back({ExprNode::Kind::kOr, 0, {count + 1, count + 3, 2, 3}});
}

void AddTexts(Rule& rule) {
  rule.author = "author";
  rule.date = "2020-10-05";
  rule.modified = "2021-10-05";
  rule.license = "DRL";
  rule.references = {"https://example.invalid/a", ""};
  rule.false_positives = {"none"};
  rule.tags = {"attack.t1059.001", "attack.execution"};
  rule.fields = {"Image"};
  rule.techniques = {"T1059.001"};
  rule.tactics = {"execution"};
  rule.log_source = {"process_creation", "windows", "sysmon", "definition"};
  rule.details = "details";
  rule.mitigation_en = "do";
  rule.mitigation_ja = "\xE5\xAF\xBE\xE7\xAD\x96";
  rule.title_ja = "\xE8\xA1\xA8\xE9\xA1\x8C";
  rule.idea = "D1-02";
  rule.families = {"LODEINFO", "Cobalt Strike"};
}

}  // namespace

Rule FullRule() {
  Rule rule;
  rule.id = "11111111-2222-3333-4444-555555555555";
  rule.name = "name";
  rule.title = "title";
  rule.description = std::string("two\nlines and a \0 byte", 22);
  rule.path = "folder/rule.yml";
  rule.document = 3;
  rule.source = RuleSource::kNoroshi;
  rule.status = RuleStatus::kUnsupported;
  rule.level = Level::kCritical;
  AddTexts(rule);
  rule.content_hash = 0xFEDC'BA98'7654'3210;
  rule.gate.kind = Gate::Kind::kAlternatives;
  rule.gate.alternatives = {{.channels = {"Security", "System"},
                             .channel_prefix = true,
                             .event_ids = {1, 4688, 0xFFFF'FFFF},
                             .value_field = "field",
                             .values = {"", "v"},
                             .aliases = FieldAliases::kDefender,
                             .name = "security/4688"}};
  rule.channel_matches_either = true;
  rule.selections = {"a", "b"};
  AddConditions(rule);
  return rule;
}

}  // namespace noroshi::testing
