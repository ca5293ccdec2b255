#include "rules/sigma/modifiers/literal_bytes.h"

#include "rules/text/pattern_text.h"

namespace noroshi::sigma {

std::vector<std::string> BytesToEncode(const Item& item, const ItemValue& value,
                                       const ModifierContext& context) {
  if (item.form != ItemForm::kText || item.open_start || item.open_end) {
    (void)context.Misplaced(item, "must come before the others: it encodes plain text");
    return {};
  }
  if (!value.bytes.empty()) return value.bytes;
  std::vector<std::string> texts;
  for (const Pattern& pattern : value.patterns) {
    auto text = LiteralText(pattern);
    if (!text) {
      context.reporter.Report(
          codes::kWildcardInBytes, *value.node,
          "modifier '" + std::string(context.name) + "' cannot encode a wildcard");
      return {};
    }
    texts.push_back(*std::move(text));
  }
  return texts;
}

}  // namespace noroshi::sigma
