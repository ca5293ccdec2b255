// EventBuilder: makes one Event from names and texts, without a file. For rule tests (`rules
// test`), unit tests and oracles; readers do not use it.
//
// The event and its values live until the next Clear() or the builder's end. One owner.
#pragma once

#include <string_view>
#include <vector>

#include "event/event.h"

namespace noroshi {

class EventBuilder {
 public:
  explicit EventBuilder(EventContext& context) : context_(context) { Clear(); }

  // Begins the next event: values, shape and times of the last are gone. Symbols stay in the
  // context.
  void Clear();
  // A System field by its Sigma name ("EventID", "Channel", "Provider_Name") goes to its slot; any
  // other name makes a payload field. A repeated name makes a multi-valued field.
  void Add(std::string_view name, std::string_view text);
  // As Add, but always a payload field, whatever its name (System 104's Channel).
  void AddPayload(std::string_view name, std::string_view text);
  // A payload value of any type. The bytes must outlive the builder.
  void AddPayload(std::string_view name, Value value);
  // UTC; the event's own time and that of its writing alike. Without it both are "no time known".
  void SetTime(Timestamp time) noexcept { event_.time = event_.written = time; }
  // What findings cite the event by.
  void SetRecordId(std::uint64_t id) noexcept { event_.record_id = id; }

  // Interns the shape and fills in channel, provider, computer and event id from the System values.
  // A further Add() makes it invalid until Build() is called again.
  const Event& Build();

 private:
  EventContext& context_;
  Arena arena_;
  std::vector<ShapeField> fields_;
  std::vector<Value> values_;  // System slots first
  Event event_;
};

}  // namespace noroshi
