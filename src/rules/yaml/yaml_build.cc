#include "rules/yaml/yaml_build.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace noroshi {
namespace {

// Below this, comparing keys pairwise beats building a set.
constexpr std::size_t kPairwiseKeys = 24;

void FindDuplicates(std::span<const YamlEntry> entries, std::vector<const YamlNode*>& duplicates) {
  if (entries.size() > kPairwiseKeys) {
    std::unordered_set<std::string_view> seen;
    for (const YamlEntry& entry : entries) {
      if (!seen.insert(entry.key->text).second) duplicates.push_back(entry.key);
    }
    return;
  }
  for (std::size_t i = 1; i < entries.size(); ++i) {
    const auto earlier = entries.first(i);
    if (std::ranges::any_of(earlier, [&](const YamlEntry& entry) {
          return entry.key->text == entries[i].key->text;
        })) {
      duplicates.push_back(entries[i].key);
    }
  }
}

}  // namespace

YamlNode* NewYamlNode(YamlNode::Kind kind, std::uint32_t line, std::uint32_t column, Arena& arena) {
  auto* node = new (arena.AllocateBytes(sizeof(YamlNode), alignof(YamlNode))) YamlNode;
  node->kind = kind;
  node->line = line;
  node->column = column;
  return node;
}

void CloseYamlNode(std::span<const YamlNode* const> children, YamlNode& node, Arena& arena,
                   std::vector<const YamlNode*>& duplicates) {
  for (const YamlNode* child : children) node.weight += child->weight;
  if (node.is_sequence()) {
    const auto items = arena.Allocate<const YamlNode*>(children.size());
    std::ranges::copy(children, items.begin());
    node.items = items;
    return;
  }
  const auto entries = arena.Allocate<YamlEntry>(children.size() / 2);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    entries[i] = YamlEntry{children[2 * i], children[2 * i + 1]};
  }
  node.entries = entries;
  FindDuplicates(entries, duplicates);
}

}  // namespace noroshi
