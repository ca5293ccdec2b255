// What both readers of YAML do with the nodes they find: yaml_reader.cc hands over what libyaml
// tells, plain_yaml.cc what it sees itself.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/arena.h"
#include "rules/yaml/yaml_node.h"

namespace noroshi {

// A node of the arena; the place counts from 1.
[[nodiscard]] YamlNode* NewYamlNode(YamlNode::Kind kind, std::uint32_t line, std::uint32_t column,
                                    Arena& arena);

// Closes a sequence or mapping: gives it its children (a mapping alternates keys, all scalars, and
// values) and its weight, and appends the later key of each pair of equal ones to `duplicates`.
void CloseYamlNode(std::span<const YamlNode* const> children, YamlNode& node, Arena& arena,
                   std::vector<const YamlNode*>& duplicates);

}  // namespace noroshi
