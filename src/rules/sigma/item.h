// Item: one `field|modifiers: values` on its way through its modifiers. Each modifier changes it,
// left to right; item_lowering.h then turns what came out into tests.
//
// Views point into the document's YAML tree. One owner.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule.h"
#include "rules/yaml/yaml_node.h"

namespace noroshi::sigma {

// What the values of an item are compared as.
enum class ItemForm : std::uint8_t {
  // The value's patterns, any of which may fit.
  kText,
  // The raw text is an expression.
  kRegex,
  // The value's `range`.
  kCidr,
  // The value's `number`, compared by Item::op.
  kNumber,
  // `number` is 1 or 0.
  kExists,
  // The raw text is a field name.
  kFieldRef,
  // The value's `number`, against Item::part of a timestamp.
  kTimePart,
};

// One value of the list, in every form it may take; the item's form tells which member counts.
struct ItemValue {
  const YamlNode* node = nullptr;
  // kText: ORed; more than one after base64offset or expand.
  std::vector<Pattern> patterns;
  // After wide or utf16: what base64 encodes, ORed.
  std::vector<std::string> bytes;
  AddressRange range;
  Number number;
};

// Modifiers set flags here rather than make tests, so that their order matters as little as Sigma
// allows (`all` may stand anywhere, S-6.2).
struct Item {
  // For places; the keyword itself when there is no key.
  const YamlNode* key = nullptr;
  std::string_view field;  // empty: keywords
  std::vector<ItemValue> values;

  ItemForm form = ItemForm::kText;
  // Some modifier has changed the values or fixed their form.
  bool touched = false;
  bool open_start = false;  // endswith or contains
  bool open_end = false;    // startswith or contains
  bool all = false;         // values are ANDed
  bool negated = false;     // neq
  bool cased = false;
  // kRegex: everything but the expression.
  RegexPattern flags;
  // kNumber: which comparison.
  TestOp op = TestOp::kGlob;
  TimePart part{};
  Comparison comparison = Comparison::kEqual;
};

}  // namespace noroshi::sigma
