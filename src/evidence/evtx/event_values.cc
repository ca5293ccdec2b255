#include "evidence/evtx/event_values.h"

#include <algorithm>

#include "base/utf.h"
#include "event/value_text.h"

namespace noroshi::evtx {

Value ContentOf(const Tree& tree, NodeId owner, Arena& arena, std::string& scratch) {
  const NodeId first = tree[owner].first_child;
  NodeId value = kNoNode;
  std::size_t count = 0;
  for (NodeId at = first; at != kNoNode; at = tree[at].next) {
    if (tree[at].kind != NodeKind::kValue) continue;
    value = at;
    ++count;
  }
  if (count == 0) return Value::Utf8({});
  if (count == 1) return tree[value].value;
  scratch.clear();
  for (NodeId at = first; at != kNoNode; at = tree[at].next) {
    if (tree[at].kind == NodeKind::kValue) AppendText(tree[at].value, scratch);
  }
  return Value::Utf8(arena.Copy(scratch));
}

void EventValues::Read(const Tree& tree, Arena& arena, Issues& issues) {
  tree_ = &tree;
  arena_ = &arena;
  issues_ = &issues;
  fields_.clear();
  values_.assign(kSystemFieldCount, Value{});
  items_.clear();
  VisitFields(tree, *this);
  FinishArray();
}

const Shape* EventValues::shape() { return context_.shapes.Intern(fields_); }

Value EventValues::Content(NodeId owner) {
  const Value value = ContentOf(*tree_, owner, *arena_, scratch_);
  if (value.type != ValueType::kUtf8) return value;
  return Value::Utf8(arena_->Copy({static_cast<const char*>(value.data), value.size}));
}

void EventValues::OnSystem(SystemField field, NodeId owner) {
  Value& slot = values_[static_cast<std::size_t>(field)];
  if (slot.missing()) slot = Content(owner);
}

void EventValues::OnPayload(std::string_view name, PayloadSection section, NodeId owner) {
  const Value value = Content(owner);
  if ((*tree_)[owner].array_item) {
    if (items_.empty()) items_.push_back(values_.back());
    items_.push_back(value);
    return;
  }
  FinishArray();
  if (name.size() > kMaxFieldNameBytes) {
    issues_->Add(DamageKind::kBudget);
    name = Utf8Prefix(name, kMaxFieldNameBytes);
  }
  fields_.push_back({context_.fields.Intern(name), section});
  values_.push_back(value);
}

void EventValues::FinishArray() {
  if (items_.empty()) return;
  const auto items = arena_->Allocate<Value>(items_.size());
  std::ranges::copy(items_, items.begin());
  values_.back() = {items.data(), static_cast<std::uint32_t>(items.size()), ValueType::kList};
  items_.clear();
}

}  // namespace noroshi::evtx
