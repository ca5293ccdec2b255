#include "evidence/evtx/plan.h"

#include <algorithm>

#include "evidence/evtx/value_types.h"

namespace noroshi::evtx {

std::size_t Plan::MemoryBytes() const noexcept {
  return sizeof(Plan) + prototype_.size() * sizeof(Value) + bindings_.size() * sizeof(Binding) +
         conditions_.size() * sizeof(SlotRef) + texts_.size();
}

bool Plan::Absent(std::uint32_t first, std::uint32_t count,
                  const InstanceWindows& windows) const noexcept {
  for (std::uint32_t i = first; i < first + count; ++i) {
    const SlotRef slot = conditions_[i];
    const auto values = windows.level[slot.level];
    if (slot.index >= values.size() || values[slot.index].type == kTypeNull) return true;
  }
  return false;
}

bool Plan::HasRoot(const InstanceWindows& windows) const noexcept {
  return !Absent(0, root_conditions_, windows);
}

bool Plan::ReadSystem(SystemField field, const InstanceWindows& windows, Value& value) const {
  const std::int32_t index = system_[static_cast<std::size_t>(field)];
  value = prototype_[static_cast<std::size_t>(field)];
  if (index < 0) return true;
  const Binding& binding = bindings_[static_cast<std::size_t>(index)];
  if (Absent(binding.first_condition, binding.conditions, windows)) {
    value = {};
    return true;
  }
  if (!binding.slot.exists()) return true;
  const auto values = windows.level[binding.slot.level];
  return binding.slot.index < values.size() && ToRegularValue(values[binding.slot.index], value);
}

bool Plan::Fill(const InstanceWindows& windows, Value* values, Arena& arena) const {
  std::ranges::copy(prototype_, values);
  std::size_t items_left = kMaxPlanItems;
  for (const Binding& binding : bindings_) {
    Value& value = values[binding.target];
    if (binding.conditions != 0 && Absent(binding.first_condition, binding.conditions, windows)) {
      value = {};
      continue;
    }
    if (!binding.slot.exists()) continue;
    const auto of_level = windows.level[binding.slot.level];
    if (binding.slot.index >= of_level.size()) return false;
    const ValueWindow& window = of_level[binding.slot.index];
    if (ToRegularValue(window, value)) continue;
    if (!binding.content || !IsArray(window.type)) return false;
    if (!ReadList(window, value, arena, items_left)) return false;
  }
  return true;
}

bool Plan::ReadList(const ValueWindow& window, Value& value, Arena& arena,
                    std::size_t& items_left) {
  // Rare enough (6 % of the records of one old template) for a vector.
  std::vector<ValueWindow> items;
  Issues issues;
  SplitArray(window, items, issues);
  if (!issues.empty() || items.size() > items_left) return false;
  items_left -= items.size();
  if (items.empty()) {
    value = Value::Utf8({});
    return true;
  }
  if (items.size() == 1) return ToRegularValue(items.front(), value);
  const auto list = arena.Allocate<Value>(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!ToRegularValue(items[i], list[i])) return false;
  }
  value = {list.data(), static_cast<std::uint32_t>(list.size()), ValueType::kList};
  return true;
}

}  // namespace noroshi::evtx
