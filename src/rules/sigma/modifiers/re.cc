// re and its flags: a search in each value, case-sensitive unless 'i' follows (S-6.8). The text is
// taken as it stands: Sigma's escapes do not apply.
#include "rules/sigma/modifiers/modifier.h"

namespace noroshi::sigma {
namespace {

bool SetFlag(Item& item, const ModifierContext& context, bool RegexPattern::*flag) {
  if (item.form != ItemForm::kRegex) return context.Misplaced(item, "must follow 're'");
  item.flags.*flag = true;
  return true;
}

}  // namespace

bool ApplyRe(Item& item, const ModifierContext& context) {
  if (item.touched || item.open_start || item.open_end || item.cased) {
    return context.Misplaced(item, "must be the first modifier");
  }
  item.form = ItemForm::kRegex;
  item.touched = true;
  return true;
}

bool ApplyIgnoreCase(Item& item, const ModifierContext& context) {
  return SetFlag(item, context, &RegexPattern::ignore_case);
}

bool ApplyMultiLine(Item& item, const ModifierContext& context) {
  return SetFlag(item, context, &RegexPattern::multi_line);
}

bool ApplyDotAll(Item& item, const ModifierContext& context) {
  return SetFlag(item, context, &RegexPattern::dot_all);
}

}  // namespace noroshi::sigma
