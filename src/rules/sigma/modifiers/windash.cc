// windash: every '-' or '/' that starts a word may be any dash a Windows program accepts (S-6.3).
// Each such place becomes one kDash; no combination is spelled out.
#include "rules/sigma/modifiers/modifier.h"
#include "rules/text/pattern_text.h"
#include "rules/text/word_character.h"

namespace noroshi::sigma {
namespace {

void AppendWithDashes(Pattern& out, std::string_view text) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '-' && text[i] != '/') continue;
    if (EndsInWord(text.substr(0, i)) || !StartsInWord(text.substr(i + 1))) continue;
    AppendLiteral(out, text.substr(kept, i - kept));
    AppendWildcard(out, PatternPart::Kind::kDash);
    kept = i + 1;
  }
  AppendLiteral(out, text.substr(kept));
}

Pattern WithDashes(const Pattern& pattern) {
  Pattern out{.parts = {}, .cased = pattern.cased};
  for (const PatternPart& part : pattern.parts) {
    if (part.kind == PatternPart::Kind::kLiteral) {
      AppendWithDashes(out, part.text);
    } else {
      AppendWildcard(out, part.kind);
    }
  }
  return out;
}

}  // namespace

bool ApplyWindash(Item& item, const ModifierContext& context) {
  if (item.form != ItemForm::kText) return context.Misplaced(item, "needs text");
  for (ItemValue& value : item.values) {
    for (Pattern& pattern : value.patterns) pattern = WithDashes(pattern);
  }
  item.touched = true;
  return true;
}

}  // namespace noroshi::sigma
