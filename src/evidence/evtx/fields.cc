#include "evidence/evtx/fields.h"

#include <algorithm>
#include <string>

namespace noroshi::evtx {
namespace {

class Visitor {
 public:
  Visitor(const Tree& tree, FieldSink& sink) : tree_(tree), sink_(sink) {}

  void Visit() {
    const NodeId event = tree_.FirstElement(Tree::root());
    if (event == kNoNode) return;
    for (NodeId section = tree_.FirstElement(event); section != kNoNode;
         section = tree_.NextElement(section)) {
      if (tree_[section].name == "System") {
        VisitSystem(section);
      } else {
        VisitPayload(section);
      }
    }
  }

 private:
  void VisitSystem(NodeId system) {
    for (NodeId element = tree_.FirstElement(system); element != kNoNode;
         element = tree_.NextElement(element)) {
      const std::string_view name = tree_[element].name;
      for (NodeId at = tree_[element].first_attribute; at != kNoNode; at = tree_[at].next) {
        if (!IsNamespace(at)) System(Joined(name, tree_[at].name), at);
      }
      const bool has_text = tree_[element].first_child != kNoNode;
      if (has_text || SystemFieldOf(name)) System(name, element);
    }
  }

  void System(std::string_view name, NodeId owner) {
    if (const auto field = SystemFieldOf(name)) return sink_.OnSystem(*field, owner);
    sink_.OnPayload(name, PayloadSection::kOther, owner);
  }

  static PayloadSection SectionOf(std::string_view name) noexcept {
    if (name == "EventData") return PayloadSection::kEventData;
    return name == "UserData" ? PayloadSection::kUserData : PayloadSection::kOther;
  }

  void VisitPayload(NodeId top) {
    const PayloadSection section = SectionOf(tree_[top].name);
    for (NodeId at = tree_.NextInSubtree(top, top); at != kNoNode;
         at = tree_.NextInSubtree(at, top)) {
      if (tree_[at].kind == NodeKind::kElement) VisitElement(at, section);
    }
  }

  void VisitElement(NodeId element, PayloadSection section) {
    const bool leaf = tree_.FirstElement(element) == kNoNode;
    const NodeId named_by = leaf ? NamingAttribute(tree_, element) : kNoNode;
    if (!tree_[element].array_item) VisitAttributes(element, named_by, section);
    if (!leaf) return;
    const std::string_view name =
        named_by != kNoNode ? ConstantText(tree_, named_by) : tree_[element].name;
    Payload(name, section, element);
  }

  void VisitAttributes(NodeId element, NodeId named_by, PayloadSection section) {
    for (NodeId at = tree_[element].first_attribute; at != kNoNode; at = tree_[at].next) {
      if (at == named_by || IsNamespace(at)) continue;
      Payload(Joined(tree_[element].name, tree_[at].name), section, at);
    }
  }

  void Payload(std::string_view name, PayloadSection section, NodeId owner) {
    if (section == PayloadSection::kOther && SystemFieldOf(name)) return;
    sink_.OnPayload(name, section, owner);
  }

  [[nodiscard]] bool IsNamespace(NodeId attribute) const {
    const std::string_view name = tree_[attribute].name;
    return name == "xmlns" || name.starts_with("xmlns:");
  }

  std::string_view Joined(std::string_view element, std::string_view attribute) {
    joined_.assign(element).append("_").append(attribute);
    return joined_;
  }

  const Tree& tree_;
  FieldSink& sink_;
  std::string joined_;
};

}  // namespace

std::string_view ConstantText(const Tree& tree, NodeId attribute) noexcept {
  const NodeId child = tree[attribute].first_child;
  if (child == kNoNode || tree[child].next != kNoNode) return {};
  const Value& value = tree[child].value;
  if (tree[child].kind != NodeKind::kValue || value.type != ValueType::kUtf8) return {};
  return {static_cast<const char*>(value.data), value.size};
}

NodeId NamingAttribute(const Tree& tree, NodeId element) noexcept {
  for (NodeId at = tree[element].first_attribute; at != kNoNode; at = tree[at].next) {
    if (tree[at].name == "Name") return ConstantText(tree, at).empty() ? kNoNode : at;
  }
  return kNoNode;
}

std::optional<SystemField> SystemFieldOf(std::string_view name) noexcept {
  const auto found = std::ranges::find(kSystemFieldNames, name);
  if (found == kSystemFieldNames.end()) return std::nullopt;
  return static_cast<SystemField>(found - kSystemFieldNames.begin());
}

void VisitFields(const Tree& tree, FieldSink& sink) { Visitor(tree, sink).Visit(); }

}  // namespace noroshi::evtx
