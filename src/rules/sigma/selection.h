// Turns one selection of a detection section into tests (S-4.1 to S-4.5, S-4.11):
//
//   a mapping          all entries hold
//   a list             any element holds: mappings as above, scalars as keywords
//   a scalar           a keyword
#pragma once

#include "rules/sigma/expression.h"
#include "rules/sigma/item_lowering.h"
#include "rules/yaml/yaml_node.h"

namespace noroshi::sigma {

// Returns the selection's node; what is wrong has been reported, and the node is then a constant.
[[nodiscard]] ExpressionBuilder::NodeIndex LowerSelection(const YamlNode& name,
                                                          const YamlNode& value,
                                                          LoweringTarget& target);

}  // namespace noroshi::sigma
