// expand: %name% stands for each entry of the user's list of that name (S-12).
#include <fmt/format.h>

#include "rules/sigma/modifiers/modifier.h"
#include "rules/sigma/placeholders.h"
#include "rules/text/pattern_text.h"

namespace noroshi::sigma {
namespace {

bool ExpandValue(ItemValue& value, const Item& item, const ModifierContext& context) {
  PlaceholderExpansion expansion = ExpandPlaceholders(value.node->text, context.options);
  if (!expansion.missing.empty()) {
    context.reporter.Report(codes::kPlaceholderMissing, *value.node,
                            fmt::format("no list for placeholder '{}'", expansion.missing));
    return false;
  }
  if (expansion.too_many) {
    context.reporter.Report(codes::kTooLarge, *value.node,
                            fmt::format("more than {} variants", kMaxPlaceholderVariants));
    return false;
  }
  if (!expansion.has_names) {
    context.reporter.Report(codes::kPlaceholderNone, *value.node, "no placeholder to expand");
  }
  value.patterns = std::move(expansion.patterns);
  for (Pattern& pattern : value.patterns) {
    if (item.open_start) OpenStart(pattern);
    if (item.open_end) OpenEnd(pattern);
  }
  return true;
}

}  // namespace

bool ApplyExpand(Item& item, const ModifierContext& context) {
  if (item.form != ItemForm::kText || item.touched) {
    return context.Misplaced(item, "must come before the others that change text");
  }
  item.touched = true;
  for (ItemValue& value : item.values) {
    if (!ExpandValue(value, item, context)) return false;
  }
  return true;
}

}  // namespace noroshi::sigma
