// JSON of an event's XML. The shape is stated in docs/design/formats/evtx.md and kept stable:
//
//   element without attributes and children  -> its value; "" when it is empty
//   element with attributes                  -> {"#attributes":{..},"#text":value}
//   element with children                    -> {"#attributes":{..},"child":..}
//   <Data Name="F">v</Data>                  -> "F":v
//   <Data>v</Data>                           -> "Data":[v], however many there are
//   a name that repeats                      -> "name":[..]
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/evtx/text_sink.h"
#include "evidence/evtx/tree.h"

namespace noroshi::evtx {

// Reusable; one per decoder, not thread-safe. Linear in the nodes, besides the grouping of members
// that share a name.
class JsonWriter {
 public:
  // Writes "name":value of the root element `top`. No recursion.
  void Write(const Tree& tree, NodeId top, TextSink& sink);

  // False when the last Write met a form whose text depends on which parts vanish in a way that
  // TextSink cannot say (only in trees of templates).
  [[nodiscard]] bool regular() const noexcept { return regular_; }

 private:
  static constexpr std::uint32_t kNone = ~0U;

  // A child element as a member of its parent's object.
  struct Member {
    NodeId element = kNoNode;
    std::string_view key;
    // The next member with the same key.
    std::uint32_t next = kNone;
    // The first one of its key: where the array, if it becomes one, is written.
    bool first = true;
    // An array even with one item, as for unnamed <Data>.
    bool list = false;
  };
  // An object being written.
  struct Frame {
    NodeId element = kNoNode;
    // Its members are members_[begin, end); `at` is the next to be written.
    std::uint32_t begin = 0, at = 0, end = 0;
    // The next member of the array being written.
    std::uint32_t pending = kNone;
    // maybe_empty: all of its items may vanish.
    bool in_array = false, maybe_empty = false;
    // All children may vanish.
    bool maybe_leaf = false;
  };

  void Step();
  void StartMember(std::uint32_t index);
  void WriteElement(NodeId element);
  void OpenObject(NodeId element);
  [[nodiscard]] bool MaybeLeaf(NodeId element);
  void CloseObject();
  void WriteLeaf(NodeId element, NodeId named_by);
  void WriteAttributes(NodeId element, NodeId named_by);
  void WriteText(NodeId element);
  void CollectMembers(NodeId element);
  // Links members of one name into lists: by comparing each with each while they are few, by a
  // table of names (GroupManyMembers) where a hostile record has thousands.
  void GroupMembers(std::uint32_t begin);
  void GroupManyMembers(std::uint32_t begin);
  void LinkMembers(std::uint32_t before, std::uint32_t index);
  void Key(std::string_view name);
  [[nodiscard]] bool InPayload(NodeId element) const;

  const Tree* tree_ = nullptr;
  TextSink* sink_ = nullptr;
  NodeId top_ = kNoNode, system_ = kNoNode;
  bool regular_ = true;
  std::vector<Frame> frames_;
  std::vector<Member> members_;
  std::string scratch_;
};

}  // namespace noroshi::evtx
