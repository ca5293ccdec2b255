#include "rules/yaml/yaml_node.h"

#include "rules/text/ascii.h"

namespace noroshi {

bool YamlNode::IsNull() const noexcept {
  if (!is_plain()) return false;
  return text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL";
}

std::optional<bool> YamlNode::AsBool() const noexcept {
  if (!is_plain()) return std::nullopt;
  if (EqualsIgnoreCase(text, "true")) return true;
  if (EqualsIgnoreCase(text, "false")) return false;
  return std::nullopt;
}

const YamlNode* YamlNode::Find(std::string_view key) const noexcept {
  for (const YamlEntry& entry : entries) {
    if (entry.key->text == key) return entry.value;
  }
  return nullptr;
}

}  // namespace noroshi
