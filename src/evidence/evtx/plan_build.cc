#include <optional>

#include "event/value_text.h"
#include "evidence/evtx/fields.h"
#include "evidence/evtx/plan.h"
#include "evidence/evtx/template_tree.h"
#include "evidence/evtx/text_sink.h"

namespace noroshi::evtx {

// Compiles the tree of a template pair: every field becomes a constant or a binding. Gives up on
// the irregular spots of section 13.3 (c): values of several pieces, and containers that could turn
// into leaves when their children vanish.
class PlanBuilder : private FieldSink {
 public:
  PlanBuilder(const Tree& tree, EventContext& context) : tree_(tree), context_(context) {}

  std::unique_ptr<const Plan> Build() {
    std::fill(std::begin(plan_->system_), std::end(plan_->system_), -1);
    plan_->prototype_.assign(kSystemFieldCount, Value{});
    CheckContainers();
    AddRootConditions();
    VisitFields(tree_, *this);
    if (!regular_) return nullptr;
    plan_->shape_ = context_.shapes.Intern(fields_);
    ResolveConstants();
    return std::move(plan_);
  }

 private:
  struct Constant {
    std::size_t target, begin, size;
  };

  void OnSystem(SystemField field, NodeId owner) override {
    const auto target = static_cast<std::size_t>(field);
    if (seen_[target]) {
      // Which of two counts depends on the values when the first may be absent.
      regular_ = regular_ && system_is_certain_[target];
      return;
    }
    seen_[target] = true;
    const std::size_t before = plan_->bindings_.size();
    Bind(target, owner);
    const bool bound = plan_->bindings_.size() > before;
    plan_->system_[target] = bound ? static_cast<std::int32_t>(before) : -1;
    system_is_certain_[target] = !bound || plan_->bindings_.back().conditions == 0;
  }

  void OnPayload(std::string_view name, PayloadSection section, NodeId owner) override {
    regular_ = regular_ && name.size() <= kMaxFieldNameBytes;
    if (!regular_) return;
    fields_.push_back({context_.fields.Intern(name), section});
    plan_->prototype_.emplace_back();
    Bind(plan_->prototype_.size() - 1, owner);
  }

  void Bind(std::size_t target, NodeId owner) {
    const std::optional<NodeId> content = SinglePiece(owner);
    regular_ = regular_ && content && target <= 0xFFFF;
    if (!regular_) return;
    Plan::Binding binding;
    binding.target = static_cast<std::uint16_t>(target);
    binding.first_condition = static_cast<std::uint32_t>(plan_->conditions_.size());
    binding.content = tree_[owner].kind == NodeKind::kElement && target >= kSystemFieldCount;
    const bool slot = *content != kNoNode && tree_[*content].kind == NodeKind::kSlot;
    if (slot) {
      binding.slot = tree_[*content].slot;
    } else {
      AddConstant(target, *content);
    }
    AddConditions(owner);
    const std::size_t count = plan_->conditions_.size() - binding.first_condition;
    binding.conditions = static_cast<std::uint16_t>(count);
    if (slot || count > 0) plan_->bindings_.push_back(binding);
  }

  // The one piece of content, kNoNode when there is none; nothing when there are several.
  [[nodiscard]] std::optional<NodeId> SinglePiece(NodeId owner) const {
    NodeId piece = kNoNode;
    for (NodeId at = tree_[owner].first_child; at != kNoNode; at = tree_[at].next) {
      const NodeKind kind = tree_[at].kind;
      if (kind != NodeKind::kValue && kind != NodeKind::kSlot) continue;
      if (piece != kNoNode) return std::nullopt;
      piece = at;
    }
    return piece;
  }

  void AddConstant(std::size_t target, NodeId content) {
    const std::size_t begin = plan_->texts_.size();
    if (content != kNoNode) AppendText(tree_[content].value, plan_->texts_);
    constants_.push_back({target, begin, plan_->texts_.size() - begin});
  }

  // All that makes the owner vanish when null: its own optional value, and the dependencies and
  // optional content of every element around it but the root, which HasRoot answers for.
  void AddConditions(NodeId owner) {
    const NodeId event = tree_.FirstElement(Tree::root());
    for (NodeId at = owner; at != event; at = tree_[at].parent) AddOwnConditions(at);
  }

  void AddOwnConditions(NodeId owner) {
    const Node& node = tree_[owner];
    const bool element = node.kind == NodeKind::kElement;
    if (element && node.slot.exists()) plan_->conditions_.push_back(node.slot);
    for (NodeId child = node.first_child; child != kNoNode; child = tree_[child].next) {
      if (tree_[child].optional) plan_->conditions_.push_back(tree_[child].slot);
    }
  }

  void AddRootConditions() {
    const NodeId event = tree_.FirstElement(Tree::root());
    if (event != kNoNode) AddOwnConditions(event);
    plan_->root_conditions_ = static_cast<std::uint16_t>(plan_->conditions_.size());
  }

  // A payload container whose children may all vanish would become a leaf, that is, a field.
  void CheckContainers() {
    const NodeId event = tree_.FirstElement(Tree::root());
    if (event == kNoNode) {
      regular_ = false;
      return;
    }
    for (NodeId section = tree_.FirstElement(event); section != kNoNode;
         section = tree_.NextElement(section)) {
      for (NodeId at = tree_.NextInSubtree(section, section); at != kNoNode;
           at = tree_.NextInSubtree(at, section)) {
        if (tree_[at].kind == NodeKind::kElement) CheckContainer(at);
      }
    }
  }

  void CheckContainer(NodeId element) {
    NodeId child = tree_.FirstElement(element);
    if (child == kNoNode) return;
    for (; child != kNoNode; child = tree_.NextElement(child)) {
      if (!MayVanish(tree_, child)) return;
    }
    regular_ = false;
  }

  void ResolveConstants() {
    for (const auto& [target, begin, size] : constants_) {
      plan_->prototype_[target] = Value::Utf8(std::string_view(plan_->texts_).substr(begin, size));
    }
  }

  const Tree& tree_;
  EventContext& context_;
  std::unique_ptr<Plan> plan_ = std::make_unique<Plan>();
  std::vector<ShapeField> fields_;
  std::vector<Constant> constants_;
  bool seen_[kSystemFieldCount] = {};
  bool system_is_certain_[kSystemFieldCount] = {};
  bool regular_ = true;
};

std::unique_ptr<const Plan> Plan::Build(const Fragment& outer, const Fragment* inner,
                                        EventContext& context) {
  Tree tree;
  SlotRef embedded;
  if (!BuildTemplateTree(outer, inner, tree, embedded)) return nullptr;
  return PlanBuilder(tree, context).Build();
}

}  // namespace noroshi::evtx
