// contains, startswith, endswith: open one or both ends of the pattern (S-5.3, S-6.1).
#include "rules/sigma/modifiers/modifier.h"
#include "rules/text/pattern_text.h"

namespace noroshi::sigma {
namespace {

bool Open(Item& item, const ModifierContext& context, bool start, bool end) {
  switch (item.form) {
    case ItemForm::kText:
      for (ItemValue& value : item.values) {
        for (Pattern& pattern : value.patterns) {
          if (start) OpenStart(pattern);
          if (end) OpenEnd(pattern);
        }
      }
      break;
    case ItemForm::kRegex:     // a search is open at both ends anyway
    case ItemForm::kFieldRef:  // the ends are read when the item is lowered
      break;
    default: return context.Misplaced(item, "needs text, not a number or an address");
  }
  item.open_start = item.open_start || start;
  item.open_end = item.open_end || end;
  return true;
}

}  // namespace

bool ApplyContains(Item& item, const ModifierContext& context) {
  return Open(item, context, true, true);
}

bool ApplyStartsWith(Item& item, const ModifierContext& context) {
  return Open(item, context, false, true);
}

bool ApplyEndsWith(Item& item, const ModifierContext& context) {
  return Open(item, context, true, false);
}

}  // namespace noroshi::sigma
