// lt, lte, gt, gte: numbers (S-6.10), or the part of a timestamp when they follow a time part.
#include <fmt/format.h>

#include "rules/sigma/modifiers/modifier.h"
#include "rules/text/number.h"

namespace noroshi::sigma {
namespace {

bool Compare(Item& item, const ModifierContext& context, TestOp op, Comparison comparison) {
  if (item.form == ItemForm::kTimePart) {
    item.comparison = comparison;
    return true;
  }
  if (item.touched || item.open_start || item.open_end) {
    return context.Misplaced(item, "cannot follow another modifier");
  }
  item.form = ItemForm::kNumber;
  item.touched = true;
  item.op = op;
  for (ItemValue& value : item.values) {
    const auto number = value.node->is_plain() ? ParseNumber(value.node->text) : std::nullopt;
    if (!number) {
      context.reporter.Report(codes::kNumberBad, *value.node,
                              fmt::format("'{}' is not a number", value.node->text));
      return false;
    }
    value.number = *number;
  }
  return true;
}

}  // namespace

bool ApplyLt(Item& item, const ModifierContext& context) {
  return Compare(item, context, TestOp::kLess, Comparison::kLess);
}

bool ApplyLte(Item& item, const ModifierContext& context) {
  return Compare(item, context, TestOp::kLessEqual, Comparison::kLessEqual);
}

bool ApplyGt(Item& item, const ModifierContext& context) {
  return Compare(item, context, TestOp::kGreater, Comparison::kGreater);
}

bool ApplyGte(Item& item, const ModifierContext& context) {
  return Compare(item, context, TestOp::kGreaterEqual, Comparison::kGreaterEqual);
}

}  // namespace noroshi::sigma
