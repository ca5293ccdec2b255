#include "rules/sigma/item_lowering.h"

#include <algorithm>
#include <utility>

#include "rules/sigma/hayabusa.h"
#include "rules/text/regex_check.h"

namespace noroshi::sigma {
namespace {

using NodeIndex = ExpressionBuilder::NodeIndex;

// The value as a reason shows it: quoted unless null, a number or a boolean.
std::string ShownValue(const YamlNode& node) {
  if (node.IsNull()) return "null";
  if (node.AsBool()) return std::string(node.text);
  std::string shown;
  shown.reserve(node.text.size() + 2);
  return shown.append(1, '\'').append(node.text).append(1, '\'');
}

TestOp FieldRefOp(const Item& item) noexcept {
  if (item.open_start && item.open_end) return TestOp::kFieldContains;
  if (item.open_start) return TestOp::kFieldEnds;
  return item.open_end ? TestOp::kFieldStarts : TestOp::kFieldEquals;
}

class Lowering {
 public:
  Lowering(const Item& item, LoweringTarget& target) : item_(item), target_(target) {
    const ResolvedField field = ResolveField(item.field, target.rule);
    prototype_.field = field.name;
    prototype_.scope = field.scope;
    prototype_.selection = target.selection;
    const std::size_t bar = item.key->text.find('|');
    const bool has_modifiers = item.key->is_scalar() && bar != std::string_view::npos &&
                               item.key != item.values.front().node;
    if (has_modifiers) shown_modifiers_ = std::string(item.key->text.substr(bar)) + " ";
  }

  NodeIndex Run() {
    std::vector<NodeIndex> nodes;
    nodes.reserve(item_.values.size());
    MakeRoom(item_.values.size());
    for (const ItemValue& value : item_.values) nodes.push_back(LowerValue(value));
    ExpressionBuilder& expression = target_.expression;
    const NodeIndex joined =
        item_.all ? expression.And(std::move(nodes)) : expression.Or(std::move(nodes));
    if (!item_.negated) return joined;
    const NodeIndex negated = expression.Not(joined);
    return target_.options.neq_strict ? expression.And({negated, FieldExists()}) : negated;
  }

 private:
  // Tests are large, and moving them as the list grows costs as much as making them.
  void MakeRoom(std::size_t more) {
    std::vector<Test>& tests = target_.rule.tests;
    const std::size_t wanted = tests.size() + more;
    if (wanted > tests.capacity()) tests.reserve(std::max(wanted, 2 * tests.capacity()));
  }

  NodeIndex LowerValue(const ItemValue& value) {
    switch (item_.form) {
      case ItemForm::kText: return LowerText(value);
      case ItemForm::kRegex: return LowerRegex(value);
      case ItemForm::kExists: return LowerExists(value);
      default: return AddTest(SimpleTest(value), *value.node);
    }
  }

  NodeIndex LowerText(const ItemValue& value) {
    if (value.node->IsNull()) {
      Test test = prototype_;
      test.op = TestOp::kNull;
      return AddTest(std::move(test), *value.node);
    }
    std::vector<NodeIndex> nodes;
    for (Pattern& pattern : ExpandChannel(value.patterns, item_.field, target_.rule)) {
      Test test = prototype_;
      test.op = TestOp::kGlob;
      test.pattern = std::move(pattern);
      test.pattern.cased = test.pattern.cased || item_.cased;
      nodes.push_back(AddTest(std::move(test), *value.node));
    }
    return target_.expression.Or(std::move(nodes));
  }

  NodeIndex LowerRegex(const ItemValue& value) {
    Test test = prototype_;
    test.op = TestOp::kRegex;
    test.regex = item_.flags;
    test.regex.expression = value.node->text;
    if (const auto problem = RegexProblem(test.regex)) {
      target_.reporter.Report(codes::kRegexBad, *value.node, "bad regular expression: " + *problem);
      return target_.expression.Constant(false);
    }
    return AddTest(std::move(test), *value.node);
  }

  NodeIndex LowerExists(const ItemValue& value) {
    Test test = prototype_;
    test.op = TestOp::kExists;
    const NodeIndex exists = AddTest(std::move(test), *value.node);
    return value.number.magnitude != 0 ? exists : target_.expression.Not(exists);
  }

  // Forms whose test is one copy of what the modifiers have parsed.
  Test SimpleTest(const ItemValue& value) const {
    Test test = prototype_;
    switch (item_.form) {
      case ItemForm::kCidr:
        test.op = TestOp::kCidr;
        test.range = value.range;
        break;
      case ItemForm::kNumber:
        test.op = item_.op;
        test.number = value.number;
        break;
      case ItemForm::kTimePart:
        test.op = TestOp::kTimePart;
        test.part = item_.part;
        test.comparison = item_.comparison;
        test.number = value.number;
        break;
      default:
        test.op = FieldRefOp(item_);
        test.other_field = ResolveField(value.node->text, target_.rule).name;
        test.cased = item_.cased;
        break;
    }
    return test;
  }

  NodeIndex FieldExists() {
    Test test = prototype_;
    test.op = TestOp::kExists;
    return AddTest(std::move(test), *item_.key);
  }

  NodeIndex AddTest(Test test, const YamlNode& at) {
    const YamlNode& place = at.line == 0 ? *item_.key : at;
    test.shown = shown_modifiers_ + ShownValue(at);
    test.line = place.line;
    test.column = place.column;
    target_.rule.tests.push_back(std::move(test));
    return target_.expression.Leaf(static_cast<std::uint32_t>(target_.rule.tests.size() - 1));
  }

  const Item& item_;
  LoweringTarget& target_;
  Test prototype_;
  std::string shown_modifiers_;
};

}  // namespace

ExpressionBuilder::NodeIndex LowerItem(const Item& item, LoweringTarget& target) {
  return Lowering(item, target).Run();
}

}  // namespace noroshi::sigma
