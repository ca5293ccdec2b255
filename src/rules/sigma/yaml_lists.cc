#include "rules/sigma/yaml_lists.h"

namespace noroshi::sigma {

std::vector<const YamlNode*> FlattenLists(const YamlNode& node) {
  std::vector<const YamlNode*> leaves;
  std::vector<const YamlNode*> waiting{&node};  // the next one last
  while (!waiting.empty()) {
    const YamlNode* next = waiting.back();
    waiting.pop_back();
    if (!next->is_sequence()) {
      leaves.push_back(next);
      continue;
    }
    for (std::size_t i = next->items.size(); i-- > 0;) waiting.push_back(next->items[i]);
  }
  return leaves;
}

std::vector<std::string> Texts(const YamlNode* node) {
  std::vector<std::string> texts;
  if (node == nullptr) return texts;
  for (const YamlNode* leaf : FlattenLists(*node)) {
    if (leaf->is_scalar() && !leaf->IsNull()) texts.emplace_back(leaf->text);
  }
  return texts;
}

}  // namespace noroshi::sigma
