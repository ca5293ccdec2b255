#include "rules/sigma/selection.h"

#include <fmt/format.h>

#include "rules/sigma/item_builder.h"
#include "rules/sigma/yaml_lists.h"

namespace noroshi::sigma {
namespace {

using NodeIndex = ExpressionBuilder::NodeIndex;

NodeIndex LowerEntry(const YamlNode* key, const YamlNode& value, LoweringTarget& target) {
  const auto item = BuildItem(key, value, target.options, target.reporter);
  return item ? LowerItem(*item, target) : target.expression.Constant(false);
}

NodeIndex LowerMapping(const YamlNode& mapping, LoweringTarget& target) {
  if (mapping.entries.empty()) {
    target.reporter.Report(codes::kEmptySelection, mapping, "an empty selection matches nothing");
  }
  std::vector<NodeIndex> nodes;
  for (const YamlEntry& entry : mapping.entries) {
    nodes.push_back(LowerEntry(entry.key, *entry.value, target));
  }
  return target.expression.And(std::move(nodes));
}

}  // namespace

NodeIndex LowerSelection(const YamlNode& name, const YamlNode& value, LoweringTarget& target) {
  if (value.is_mapping()) return LowerMapping(value, target);
  std::vector<NodeIndex> nodes;
  for (const YamlNode* element : FlattenLists(value)) {
    nodes.push_back(element->is_mapping() ? LowerMapping(*element, target)
                                          : LowerEntry(nullptr, *element, target));
  }
  if (nodes.empty()) {
    target.reporter.Report(codes::kEmptySelection, name,
                           fmt::format("selection '{}' is an empty list", name.text));
  }
  return target.expression.Or(std::move(nodes));
}

}  // namespace noroshi::sigma
