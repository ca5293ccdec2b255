// Which parts of an event's XML are fields, and what they are called (Sigma spec, S-3.1 to S-3.6).
// One set of rules for the tree of a record and the tree of a template, so that the general
// walker and the compiled plans name everything alike.
//
//   <System><X a="..">text</X></System>   -> the System slot of X or X_a; else payload field X, X_a
//   <EventData><Data Name="F">..          -> F; any leaf with a Name attribute likewise
//   <EventData><Data>..                   -> Data; any other leaf: its element name
//   <UserData>..<Leaf a="..">..           -> Leaf, Leaf_a, at any depth
//   other sections (RenderingInfo)        -> their leaves, unless called like a System field
#pragma once

#include <optional>
#include <string_view>

#include "event/field_table.h"
#include "event/shape.h"
#include "evidence/evtx/tree.h"

namespace noroshi::evtx {

// A longer name is cut, and the record marked: names are kept for the whole run, and two names of
// 30 KB make a third one. The longest in real templates have some sixty characters.
inline constexpr std::size_t kMaxFieldNameBytes = 256;

// Receives the fields of a tree in document order. `owner` is the element or attribute whose
// content is the value.
class FieldSink {
 public:
  virtual ~FieldSink() = default;
  // May come more than once for a field; the first one counts.
  virtual void OnSystem(SystemField field, NodeId owner) = 0;
  // `name` is valid during the call only. It may be longer than kMaxFieldNameBytes.
  virtual void OnPayload(std::string_view name, PayloadSection section, NodeId owner) = 0;
};

// Visits the fields of the tree's first root element. Cost: linear in its nodes.
void VisitFields(const Tree& tree, FieldSink& sink);

// The attribute that names a leaf of the payload (<Data Name="F">): its NodeId, or kNoNode when
// there is none, or none that is constant text.
[[nodiscard]] NodeId NamingAttribute(const Tree& tree, NodeId element) noexcept;
// The text of an attribute that is one piece of constant text, else nothing.
[[nodiscard]] std::string_view ConstantText(const Tree& tree, NodeId attribute) noexcept;

// The slot of a System field by its Sigma name.
[[nodiscard]] std::optional<SystemField> SystemFieldOf(std::string_view name) noexcept;

}  // namespace noroshi::evtx
