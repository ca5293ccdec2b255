// all, neq, cased: how values are joined, negated and compared; they may stand anywhere.
#include "rules/sigma/modifiers/modifier.h"

namespace noroshi::sigma {

bool ApplyAll(Item& item, const ModifierContext& context) {
  if (item.values.size() < 2) {
    context.reporter.Report(codes::kAllNeedsList, *item.key, "'all' needs a list");
  }
  item.all = true;
  return true;
}

bool ApplyNeq(Item& item, const ModifierContext& /*context*/) {
  item.negated = true;
  return true;
}

bool ApplyCased(Item& item, const ModifierContext& context) {
  if (item.form != ItemForm::kText && item.form != ItemForm::kFieldRef) {
    return context.Misplaced(item, "needs text or a field reference");
  }
  item.cased = true;
  return true;
}

}  // namespace noroshi::sigma
