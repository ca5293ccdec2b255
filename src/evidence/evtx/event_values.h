// EventValues: the fields of one record's tree as event values. The slow path's last step.
#pragma once

#include <string>
#include <vector>

#include "base/arena.h"
#include "event/event.h"
#include "evidence/evtx/fields.h"
#include "evidence/evtx/issues.h"
#include "evidence/evtx/tree.h"

namespace noroshi::evtx {

// The content of an element or attribute as one value: empty text when there is none, the value
// itself when it is alone, else the text of all joined, in `arena`.
[[nodiscard]] Value ContentOf(const Tree& tree, NodeId owner, Arena& arena, std::string& scratch);

// Reads a tree into slots and payload. Reusable; one per decoder.
class EventValues : private FieldSink {
 public:
  explicit EventValues(EventContext& context) : context_(context) {}

  // Everything is copied to `arena` that would not live as long as the chunk. Adds kBudget when a
  // name had to be cut.
  void Read(const Tree& tree, Arena& arena, Issues& issues);

  [[nodiscard]] const Value& System(SystemField field) const noexcept {
    return values_[static_cast<std::size_t>(field)];
  }
  // Interns the shape, which is all that is remembered between records.
  [[nodiscard]] const Shape* shape();
  // System slots first, then the payload in the order of shape().
  [[nodiscard]] const std::vector<Value>& values() const noexcept { return values_; }

 private:
  // From fields.h, which knows where in the tree the fields of an event are.
  void OnSystem(SystemField field, NodeId owner) override;
  void OnPayload(std::string_view name, PayloadSection section, NodeId owner) override;
  Value Content(NodeId owner);
  // Makes the last payload value a list, if further items of an array came behind it.
  void FinishArray();

  EventContext& context_;
  const Tree* tree_ = nullptr;
  Arena* arena_ = nullptr;
  Issues* issues_ = nullptr;
  std::vector<ShapeField> fields_;
  std::vector<Value> values_;
  // Of the array that ends values_.
  std::vector<Value> items_;
  std::string scratch_;
};

}  // namespace noroshi::evtx
