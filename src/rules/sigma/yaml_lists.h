// Where Sigma allows one thing or a list of them.
#pragma once

#include <string>
#include <vector>

#include "rules/yaml/yaml_node.h"

namespace noroshi::sigma {

// A node that is no list is a list of one; lists inside lists are laid out in order (S-4.12).
// Bounded by the YAML reader's node budget.
[[nodiscard]] std::vector<const YamlNode*> FlattenLists(const YamlNode& node);

// The texts of a scalar or a list of scalars; nulls and everything else are left out.
[[nodiscard]] std::vector<std::string> Texts(const YamlNode* node);

}  // namespace noroshi::sigma
