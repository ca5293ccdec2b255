#include "rules/sigma/item_builder.h"

#include <fmt/format.h>

#include "rules/sigma/field_key.h"
#include "rules/sigma/modifiers/modifier.h"
#include "rules/sigma/yaml_lists.h"
#include "rules/text/pattern_text.h"

namespace noroshi::sigma {
namespace {

class Builder {
 public:
  Builder(const LoadOptions& options, Reporter& reporter)
      : options_(options), reporter_(reporter) {}

  std::optional<Item> Run(const YamlNode* key, const YamlNode& value) {
    const FieldKey parsed = ParseFieldKey(key == nullptr ? std::string_view() : key->text);
    item_.key = key == nullptr ? &value : key;
    item_.field = parsed.field;
    if (!TakeValues(value) || !CheckNulls(!parsed.modifiers.empty())) return std::nullopt;
    for (const std::string_view name : parsed.modifiers) {
      if (!Apply(name)) return std::nullopt;
    }
    if (!CheckBytes()) return std::nullopt;
    OpenKeywords();
    return std::move(item_);
  }

 private:
  bool TakeValues(const YamlNode& value) {
    const auto leaves = FlattenLists(value);
    item_.values.reserve(leaves.size());
    for (const YamlNode* leaf : leaves) {
      if (!leaf->is_scalar()) {
        reporter_.Report(codes::kBadValue, *leaf, "a mapping cannot be a value");
        return false;
      }
      ItemValue& taken = item_.values.emplace_back();
      taken.node = leaf;
      taken.patterns.push_back(ParsePattern(leaf->text));
    }
    if (!item_.values.empty()) return true;
    reporter_.Report(codes::kEmptyList, value, "an empty list; read as null");
    static constexpr YamlNode kNull;
    item_.values.emplace_back().node = &kNull;
    return true;
  }

  bool CheckNulls(bool modified) {
    for (const ItemValue& value : item_.values) {
      if (!value.node->IsNull()) continue;
      const YamlNode& at = value.node->line == 0 ? *item_.key : *value.node;
      if (modified) {
        reporter_.Report(codes::kNullModified, at, "null cannot take a modifier");
        return false;
      }
      if (item_.field.empty()) {
        reporter_.Report(codes::kNullKeyword, at, "a keyword cannot be null");
        return false;
      }
    }
    return true;
  }

  bool Apply(std::string_view name) {
    const Modifier* modifier = FindModifier(name);
    if (modifier != nullptr) return modifier->apply(item_, {reporter_, options_, name});
    const std::string_view nearest = NearestModifier(name);
    reporter_.Report(codes::kModifierUnknown, *item_.key,
                     fmt::format("unknown modifier '{}'", name),
                     nearest.empty() ? "see the list of modifiers in docs/rules"
                                     : fmt::format("did you mean '{}'?", nearest));
    return false;
  }

  bool CheckBytes() {
    for (const ItemValue& value : item_.values) {
      if (value.bytes.empty()) continue;
      reporter_.Report(codes::kBytesLeft, *item_.key,
                       "a UTF-16 modifier alone leaves bytes that no text field holds");
      return false;
    }
    return true;
  }

  // A keyword is searched anywhere in a value (S-4.6), unless a modifier has said where.
  void OpenKeywords() {
    if (!item_.field.empty() || item_.form != ItemForm::kText) return;
    if (item_.open_start || item_.open_end) return;
    for (ItemValue& value : item_.values) {
      for (Pattern& pattern : value.patterns) {
        OpenStart(pattern);
        OpenEnd(pattern);
      }
    }
  }

  const LoadOptions& options_;
  Reporter& reporter_;
  Item item_;
};

}  // namespace

std::optional<Item> BuildItem(const YamlNode* key, const YamlNode& value,
                              const LoadOptions& options, Reporter& reporter) {
  return Builder(options, reporter).Run(key, value);
}

}  // namespace noroshi::sigma
