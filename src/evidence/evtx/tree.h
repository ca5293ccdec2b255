// Tree: the XML of one record, or of a template with its values still open, as nodes in one
// vector. What every slow path works on, and what plans and literal runs are compiled from, so
// that fast and slow answers cannot differ in meaning.
//
// Nodes refer to each other by index. Names and values point into fragments, the chunk or an
// arena, which must outlive the tree. Clear() keeps the memory.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "event/value.h"
#include "evidence/evtx/fragment.h"

namespace noroshi::evtx {

// Attributes hang apart from content, in a list of their own.
enum class NodeKind : std::uint8_t {
  kRoot,  // holds the top-level elements
  kElement,
  kAttribute,
  kValue,        // text or a typed value
  kSlot,         // open: the value of an instance (only in trees of templates)
  kInstruction,  // <?name?>
};

using NodeId = std::uint32_t;
inline constexpr NodeId kNoNode = 0;  // the root is nobody's child

// Value number `index` of the outer (level 0) or inner (level 1) template instance.
struct SlotRef {
  std::uint16_t index = kNoDependency;
  std::uint8_t level = 0;

  [[nodiscard]] bool exists() const noexcept { return index != kNoDependency; }
  friend bool operator==(const SlotRef&, const SlotRef&) = default;
};

struct Node {
  NodeKind kind = NodeKind::kRoot;
  bool empty_tag = false;   // element written <a/>
  bool array_item = false;  // element repeated for an item of an array, not the first one
  bool optional = false;    // kSlot: null makes the attribute or element vanish
  SlotRef slot;             // kSlot: the value; kElement: present only if this one is not null
  NodeId parent = kNoNode, next = kNoNode;
  NodeId first_child = kNoNode, last_child = kNoNode;          // content; attribute's value
  NodeId first_attribute = kNoNode, last_attribute = kNoNode;  // kElement
  std::string_view name;
  Value value;  // kValue
};

class Tree {
 public:
  Tree() { Clear(); }

  void Clear();

  // Appends an element below `parent`.
  NodeId AddElement(NodeId parent, std::string_view name);
  NodeId AddAttribute(NodeId element, std::string_view name);
  // Appends content to an element or attribute.
  NodeId AddValue(NodeId parent, const Value& value);
  NodeId AddSlot(NodeId parent, SlotRef slot, bool optional);
  NodeId AddInstruction(NodeId parent, std::string_view text);
  // The element is present only if that value is not null.
  void SetDependency(NodeId element, SlotRef slot) noexcept {
    nodes_[element].slot = slot;
    is_whole_ = is_whole_ && !slot.exists();
  }
  // Nothing is open: no slot, no dependency. True of all trees of records.
  [[nodiscard]] bool is_whole() const noexcept { return is_whole_; }

  [[nodiscard]] const Node& operator[](NodeId id) const noexcept { return nodes_[id]; }
  [[nodiscard]] Node& operator[](NodeId id) noexcept { return nodes_[id]; }
  [[nodiscard]] std::size_t size() const noexcept { return nodes_.size(); }
  [[nodiscard]] static constexpr NodeId root() noexcept { return 0; }

  // The first element child of `parent`, or of the tree; kNoNode if none.
  [[nodiscard]] NodeId FirstElement(NodeId parent) const noexcept;
  // The next element behind `id` among its siblings; kNoNode if none.
  [[nodiscard]] NodeId NextElement(NodeId id) const noexcept;
  // The node that follows `id` in document order inside the subtree of `top`, going into elements;
  // kNoNode at its end. Attributes are not visited.
  [[nodiscard]] NodeId NextInSubtree(NodeId id, NodeId top) const noexcept;

 private:
  NodeId Add(NodeId parent, NodeKind kind, std::string_view name);

  std::vector<Node> nodes_;
  bool is_whole_ = true;
};

}  // namespace noroshi::evtx
