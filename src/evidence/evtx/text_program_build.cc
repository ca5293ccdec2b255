#include <string_view>

#include "evidence/evtx/json_writer.h"
#include "evidence/evtx/template_tree.h"
#include "evidence/evtx/text_program.h"
#include "evidence/evtx/text_sink.h"
#include "evidence/evtx/xml_writer.h"

namespace noroshi::evtx {

// Receives the text of a template pair's tree as a writer makes it, and turns it into steps.
// Neighbouring literals become one, and a comma is taken back at once where it is known.
class TextProgramBuilder final : private TextSink {
 public:
  std::unique_ptr<const TextProgram> Build(const Tree& tree, DumpFormat format) {
    const NodeId root = tree.FirstElement(Tree::root());
    // Text outside every element is left out by the writers, values there may be documents.
    if (root == kNoNode || tree.NextElement(root) != kNoNode) return nullptr;
    AddConditions(tree, root);
    program_->root_conditions_ = static_cast<std::uint32_t>(program_->conditions_.size());
    if (format == DumpFormat::kXml) {
      XmlWriter().Write(tree, root, *this);
    } else {
      JsonWriter writer;
      Literal("{");
      writer.Write(tree, root, *this);
      Trim();
      regular_ = regular_ && writer.regular();
    }
    program_->texts_.append(kCopyBytes, '\0');
    return regular_ ? std::move(program_) : nullptr;
  }

 private:
  [[nodiscard]] std::uint32_t here() const noexcept {
    return static_cast<std::uint32_t>(program_->steps_.size());
  }
  TextStep& Add(TextOp op) {
    may_merge_ = false;
    TextStep& step = program_->steps_.emplace_back();
    step.op = op;
    return step;
  }
  // A jump may lead to where the next step will be.
  void Label() noexcept { may_merge_ = false; }

  void Literal(std::string_view text) override {
    if (text.empty()) return;
    if (!may_merge_)
      Add(TextOp::kLiteral).begin = static_cast<std::uint32_t>(program_->texts_.size());
    program_->texts_.append(text);
    program_->steps_.back().size += static_cast<std::uint32_t>(text.size());
    may_merge_ = true;
  }

  void Content(const Tree& tree, NodeId node, ValueFormat format) override {
    if (tree[node].kind != NodeKind::kSlot) {
      TextBuffer text;
      AppendFormatted(tree[node].value, format, text);
      return Literal(text.view());
    }
    // A literal right before it, that nothing jumps behind, becomes part of the step.
    if (!may_merge_) Add(TextOp::kValue);
    may_merge_ = false;
    TextStep& step = program_->steps_.back();
    step.op = TextOp::kValue;
    step.slot = tree[node].slot;
    step.format = format;
    step.depth = in_items_ && step.slot == item_slot_ && format != ValueFormat::kXmlAttribute;
  }

  // Takes back a comma that ends the text so far.
  void Trim() {
    if (!may_merge_) {
      Add(TextOp::kTrim);
      return;
    }
    if (program_->texts_.back() != ',') return;
    program_->texts_.pop_back();
    if (--program_->steps_.back().size > 0) return;
    program_->steps_.pop_back();
    may_merge_ = false;
  }

  void Close(char bracket) override {
    Trim();
    Literal({&bracket, 1});
  }

  void AddConditions(const Tree& tree, NodeId owner) {
    const Node& node = tree[owner];
    auto& conditions = program_->conditions_;
    if (node.kind == NodeKind::kElement && node.slot.exists()) conditions.push_back(node.slot);
    for (NodeId child = node.first_child; child != kNoNode; child = tree[child].next) {
      if (tree[child].optional) conditions.push_back(tree[child].slot);
    }
  }

  void BeginMaybe(const Tree& tree, NodeId owner) override {
    const auto first = static_cast<std::uint32_t>(program_->conditions_.size());
    AddConditions(tree, owner);
    open_.push_back(here());
    TextStep& step = Add(TextOp::kUnless);
    step.begin = first;
    step.size = static_cast<std::uint32_t>(program_->conditions_.size()) - first;
  }
  void EndMaybe() override { Patch(); }

  // The innermost jump that is still open leads here.
  void Patch() {
    program_->steps_[open_.back()].to = here();
    open_.pop_back();
    Label();
  }

  void Mark() override {
    regular_ = regular_ && depth_ < TextRunner::kMaxMarks;
    Add(TextOp::kMark).depth = regular_ ? depth_ : std::uint8_t{0};
    ++depth_;
  }
  TextStep& AddBare(TextOp op, char open, char bracket) {
    --depth_;
    TextStep& step = Add(op);
    step.open = open;
    step.close = bracket;
    step.depth = depth_;
    return step;
  }
  void DropIfBare(char open, char bracket) override { AddBare(TextOp::kDropBare, open, bracket); }
  void EitherIfBare(char open, char bracket) override {
    open_.push_back(here());
    AddBare(TextOp::kEither, open, bracket);
  }
  void Otherwise() override {
    const std::uint32_t jump = here();
    Add(TextOp::kJump);
    Patch();
    open_.push_back(jump);
  }
  void EndEither() override { Patch(); }

  void BeginItems(const Tree& tree, NodeId element) override {
    const NodeId slot = tree[element].first_child;
    in_items_ = true;
    item_slot_ = tree[slot].slot;
    Add(TextOp::kItems).slot = item_slot_;
    items_from_ = here();
  }
  void EndItems() override {
    Add(TextOp::kEndItems).to = items_from_;
    in_items_ = false;
  }

  std::unique_ptr<TextProgram> program_ = std::make_unique<TextProgram>();
  std::vector<std::uint32_t> open_;  // jumps whose target is not known yet
  std::uint32_t items_from_ = 0;
  SlotRef item_slot_;
  std::uint8_t depth_ = 0;
  bool in_items_ = false;
  bool may_merge_ = false;  // the last step is a literal that nothing jumps behind
  bool regular_ = true;
};

std::unique_ptr<const TextProgram> TextProgram::Build(const Fragment& outer, const Fragment* inner,
                                                      DumpFormat format) {
  Tree tree;
  SlotRef embedded;
  if (!BuildTemplateTree(outer, inner, tree, embedded)) return nullptr;
  return TextProgramBuilder().Build(tree, format);
}

}  // namespace noroshi::evtx
