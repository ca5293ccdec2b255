#include "evidence/evtx/json_writer.h"

#include <algorithm>
#include <unordered_map>

#include "evidence/evtx/escape.h"
#include "evidence/evtx/fields.h"

namespace noroshi::evtx {
namespace {

bool IsContent(const Node& node) noexcept {
  return node.kind == NodeKind::kValue || node.kind == NodeKind::kSlot;
}

}  // namespace

void JsonWriter::Key(std::string_view name) {
  scratch_.assign("\"");
  AppendEscaped(name, Escaping::kJson, scratch_);
  scratch_.append("\":");
  sink_->Literal(scratch_);
}

// The value of an element or attribute: typed when it is one piece, else joined text.
void JsonWriter::WriteText(NodeId owner) {
  const Tree& tree = *tree_;
  NodeId piece = kNoNode;
  std::size_t count = 0;
  for (NodeId at = tree[owner].first_child; at != kNoNode; at = tree[at].next) {
    if (!IsContent(tree[at])) continue;
    if (count++ == 0) piece = at;
  }
  if (count == 0) return sink_->Literal("\"\",");
  if (count == 1) {
    sink_->Content(tree, piece, ValueFormat::kJson);
    return sink_->Literal(",");
  }
  sink_->Literal("\"");
  for (NodeId at = piece; at != kNoNode; at = tree[at].next) {
    if (IsContent(tree[at])) sink_->Content(tree, at, ValueFormat::kJsonText);
  }
  sink_->Literal("\",");
}

void JsonWriter::WriteAttributes(NodeId element, NodeId named_by) {
  const Tree& tree = *tree_;
  sink_->Literal("\"#attributes\":{");
  for (NodeId at = tree[element].first_attribute; at != kNoNode; at = tree[at].next) {
    if (at == named_by) continue;
    const bool maybe = MayVanish(tree, at);
    if (maybe) sink_->BeginMaybe(tree, at);
    Key(tree[at].name);
    WriteText(at);
    if (maybe) sink_->EndMaybe();
  }
}

void JsonWriter::WriteLeaf(NodeId element, NodeId named_by) {
  const Tree& tree = *tree_;
  bool any = false, certain = false;
  for (NodeId at = tree[element].first_attribute; at != kNoNode; at = tree[at].next) {
    if (at == named_by) continue;
    any = true;
    certain |= !MayVanish(tree, at);
  }
  if (!any) return WriteText(element);
  const bool has_text = tree[element].first_child != kNoNode;
  sink_->Mark();
  sink_->Literal("{");
  WriteAttributes(element, named_by);
  if (!certain) {
    sink_->EitherIfBare('{', '}');
    WriteText(element);
    sink_->Otherwise();
  } else {
    sink_->Close('}');
    sink_->Literal(",");
  }
  if (has_text) {
    Key("#text");
    WriteText(element);
  }
  sink_->Close('}');
  sink_->Literal(",");
  if (!certain) sink_->EndEither();
}

// Below a payload section: a Name attribute there names a field. <EventData Name=".."> and
// <Provider Name=".."> are no fields.
bool JsonWriter::InPayload(NodeId element) const {
  const NodeId parent = (*tree_)[element].parent;
  return element != top_ && parent != top_ && (system_ == kNoNode || parent != system_);
}

void JsonWriter::CollectMembers(NodeId element) {
  const Tree& tree = *tree_;
  const auto begin = static_cast<std::uint32_t>(members_.size());
  for (NodeId at = tree.FirstElement(element); at != kNoNode; at = tree.NextElement(at)) {
    Member member;
    member.element = at;
    member.key = tree[at].name;
    const bool leaf = tree.FirstElement(at) == kNoNode;
    if (leaf && InPayload(at)) {
      const NodeId named_by = NamingAttribute(tree, at);
      if (named_by != kNoNode) member.key = ConstantText(tree, named_by);
      member.list = named_by == kNoNode && member.key == "Data";
    }
    members_.push_back(member);
  }
  GroupMembers(begin);
}

// Links a member to the one before it that has the same key, so that they become one array.
void JsonWriter::LinkMembers(std::uint32_t before, std::uint32_t index) {
  members_[before].next = index;
  members_[index].first = false;
  members_[index].list |= members_[before].list;
  const bool maybe =
      MayVanish(*tree_, members_[before].element) || MayVanish(*tree_, members_[index].element);
  if (maybe && !members_[index].list) regular_ = false;  // an array or not depends on the values
}

void JsonWriter::GroupMembers(std::uint32_t begin) {
  // Looking back beats a map, which allocates, up to about so many.
  constexpr std::size_t kFew = 24;
  if (members_.size() - begin > kFew) return GroupManyMembers(begin);
  for (auto i = begin; i < members_.size(); ++i) {
    for (auto before = i; before-- > begin;) {
      if (members_[before].key != members_[i].key) continue;
      LinkMembers(before, i);
      break;
    }
  }
}

void JsonWriter::GroupManyMembers(std::uint32_t begin) {
  std::unordered_map<std::string_view, std::uint32_t> last;
  for (auto i = begin; i < members_.size(); ++i) {
    const auto [it, fresh] = last.try_emplace(members_[i].key, i);
    if (fresh) continue;
    LinkMembers(it->second, i);
    it->second = i;
  }
}

// Whether all children of a container may vanish and leave an empty leaf, whose text is "".
bool JsonWriter::MaybeLeaf(NodeId element) {
  const Tree& tree = *tree_;
  NodeId child = tree.FirstElement(element);
  while (child != kNoNode && MayVanish(tree, child)) child = tree.NextElement(child);
  if (child != kNoNode) return false;
  // A leaf with attributes or text, or called Data, would have another form yet.
  const bool plain = tree[element].first_attribute == kNoNode && tree[element].name != "Data" &&
                     tree.FirstElement(element) == tree[element].first_child;
  if (!plain) regular_ = false;
  return plain;
}

void JsonWriter::OpenObject(NodeId element) {
  const Tree& tree = *tree_;
  const bool maybe_leaf = MaybeLeaf(element);
  if (maybe_leaf) sink_->Mark();
  sink_->Literal("{");
  if (tree[element].first_attribute != kNoNode) {
    bool certain = false;
    for (NodeId at = tree[element].first_attribute; at != kNoNode; at = tree[at].next) {
      certain |= !MayVanish(tree, at);
    }
    if (!certain) sink_->Mark();
    WriteAttributes(element, kNoNode);
    if (certain) {
      sink_->Close('}');
      sink_->Literal(",");
    } else {
      sink_->DropIfBare('{', '}');
    }
  }
  for (NodeId at = tree[element].first_child; at != kNoNode; at = tree[at].next) {
    if (!IsContent(tree[at])) continue;
    Key("#text");
    WriteText(element);
    break;
  }
  Frame frame;
  frame.element = element;
  frame.maybe_leaf = maybe_leaf;
  frame.begin = frame.at = static_cast<std::uint32_t>(members_.size());
  CollectMembers(element);
  frame.end = static_cast<std::uint32_t>(members_.size());
  frames_.push_back(frame);
}

void JsonWriter::CloseObject() {
  const NodeId element = frames_.back().element;
  const bool maybe_leaf = frames_.back().maybe_leaf;
  members_.resize(frames_.back().begin);
  frames_.pop_back();
  if (maybe_leaf) {
    sink_->EitherIfBare('{', '}');
    sink_->Literal("\"\",");
    sink_->Otherwise();
    sink_->EndEither();
  } else {
    sink_->Close('}');
    sink_->Literal(",");
  }
  if (!frames_.empty() && MayVanish(*tree_, element)) sink_->EndMaybe();
}

// Writes the value of a member, or opens its object.
void JsonWriter::WriteElement(NodeId element) {
  if (tree_->FirstElement(element) != kNoNode) return OpenObject(element);
  const bool in_array = !frames_.empty() && frames_.back().in_array;
  const bool repeats = in_array && MayRepeat(*tree_, element);
  if (repeats) sink_->BeginItems(*tree_, element);
  WriteLeaf(element, InPayload(element) ? NamingAttribute(*tree_, element) : kNoNode);
  if (repeats) sink_->EndItems();
  if (element != top_ && MayVanish(*tree_, element)) sink_->EndMaybe();
}

void JsonWriter::StartMember(std::uint32_t index) {
  const Member member = members_[index];
  Frame& frame = frames_.back();
  frame.in_array = member.list || member.next != kNone;
  if (!frame.in_array) {
    if (MayVanish(*tree_, member.element)) sink_->BeginMaybe(*tree_, member.element);
    Key(member.key);
    return WriteElement(member.element);
  }
  frame.maybe_empty = true;
  for (auto i = index; i != kNone; i = members_[i].next) {
    frame.maybe_empty = frame.maybe_empty && MayVanish(*tree_, members_[i].element);
  }
  if (frame.maybe_empty) sink_->Mark();
  Key(member.key);
  sink_->Literal("[");
  frame.pending = index;
}

void JsonWriter::Step() {
  Frame& frame = frames_.back();
  if (frame.pending != kNone) {
    const Member member = members_[frame.pending];
    frame.pending = member.next;
    if (MayVanish(*tree_, member.element)) sink_->BeginMaybe(*tree_, member.element);
    return WriteElement(member.element);
  }
  if (frame.in_array) {
    frame.in_array = false;
    if (frame.maybe_empty) return sink_->DropIfBare('[', ']');
    sink_->Close(']');
    return sink_->Literal(",");
  }
  while (frame.at < frame.end && !members_[frame.at].first) ++frame.at;
  if (frame.at == frame.end) return CloseObject();
  StartMember(frame.at++);
}

void JsonWriter::Write(const Tree& tree, NodeId top, TextSink& sink) {
  tree_ = &tree;
  sink_ = &sink;
  top_ = top;
  regular_ = true;
  frames_.clear();
  members_.clear();
  system_ = kNoNode;
  for (NodeId at = tree.FirstElement(top); at != kNoNode; at = tree.NextElement(at)) {
    if (system_ != kNoNode || tree[at].name != "System") continue;
    system_ = at;
    regular_ = !MayVanish(tree, at);  // else another one would take its place
  }
  Key(tree[top].name);
  WriteElement(top);
  while (!frames_.empty()) Step();
}

}  // namespace noroshi::evtx
