// base64 and base64offset: what the value's bytes look like inside Base64 text (S-6.4, S-6.5).
// The results compare case-sensitively, as Base64 does (D-4).
#include "rules/text/base64.h"

#include "rules/sigma/modifiers/literal_bytes.h"
#include "rules/text/pattern_text.h"

namespace noroshi::sigma {
namespace {

// Replaces each value's patterns by those `encode` makes of its bytes.
bool Encode(Item& item, const ModifierContext& context,
            std::vector<std::string> (*encode)(std::string_view bytes)) {
  for (ItemValue& value : item.values) {
    const std::vector<std::string> sources = BytesToEncode(item, value, context);
    if (sources.empty()) return false;
    value.patterns.clear();
    value.bytes.clear();
    for (const std::string& source : sources) {
      for (const std::string& text : encode(source)) {
        value.patterns.push_back(LiteralPattern(text));
        value.patterns.back().cased = true;
      }
    }
    if (value.patterns.empty()) {
      context.reporter.Report(codes::kNothingLeft, *value.node,
                              "too short: no character of its Base64 form is certain");
    }
  }
  item.touched = true;
  return true;
}

}  // namespace

bool ApplyBase64(Item& item, const ModifierContext& context) {
  return Encode(item, context, [](std::string_view bytes) {
    return std::vector<std::string>{Base64Encode(bytes)};
  });
}

bool ApplyBase64Offset(Item& item, const ModifierContext& context) {
  return Encode(item, context, Base64AtAnyOffset);
}

}  // namespace noroshi::sigma
