// Makes an Item from a detection entry and sends it through its modifiers.
#pragma once

#include <optional>

#include "rules/rule_set.h"
#include "rules/sigma/item.h"
#include "rules/sigma/reporter.h"

namespace noroshi::sigma {

// `key` is the entry's key; null for a keyword that stands alone. Nothing if an error has been
// reported. Values keep the order of the text; nested lists are flattened (S-4.12).
[[nodiscard]] std::optional<Item> BuildItem(const YamlNode* key, const YamlNode& value,
                                            const LoadOptions& options, Reporter& reporter);

}  // namespace noroshi::sigma
