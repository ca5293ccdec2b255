// fieldref: compares with the values of another field of the same event (S-6.13). Position
// modifiers may stand before or behind it.
#include "rules/sigma/modifiers/modifier.h"

namespace noroshi::sigma {

bool ApplyFieldRef(Item& item, const ModifierContext& context) {
  if (item.touched || item.field.empty()) {
    return context.Misplaced(item, "must be the first modifier, behind a field name");
  }
  item.form = ItemForm::kFieldRef;
  item.touched = true;
  for (const ItemValue& value : item.values) {
    if (value.node->text.empty()) {
      context.reporter.Report(codes::kFieldRefBad, *value.node, "'fieldref' needs a field name");
      return false;
    }
  }
  return true;
}

bool ApplyEndsWithField(Item& item, const ModifierContext& context) {
  item.open_start = true;
  return ApplyFieldRef(item, context);
}

}  // namespace noroshi::sigma
