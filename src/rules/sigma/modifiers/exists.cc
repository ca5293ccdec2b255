// exists: the field occurs (true) or does not (false), whatever its value (S-6.12).
#include "rules/sigma/modifiers/modifier.h"

namespace noroshi::sigma {

bool ApplyExists(Item& item, const ModifierContext& context) {
  if (item.touched || item.open_start || item.open_end || item.field.empty()) {
    return context.Misplaced(item, "stands alone, behind a field name");
  }
  item.form = ItemForm::kExists;
  item.touched = true;
  for (ItemValue& value : item.values) {
    const auto wanted = value.node->AsBool();
    if (!wanted) {
      context.reporter.Report(codes::kExistsBad, *value.node, "'exists' needs true or false");
      return false;
    }
    value.number.magnitude = *wanted ? 1 : 0;
  }
  return true;
}

}  // namespace noroshi::sigma
