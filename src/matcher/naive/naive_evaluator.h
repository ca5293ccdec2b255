// One test of a rule on one event, taken literally: every value of the field is turned into text
// and tried.
#pragma once

#include <vector>

#include "event/taxonomy.h"
#include "rules/rule.h"

namespace noroshi::naive {

// The event that tests look at, and how its fields are named there. Borrows both; used within one
// call.
struct Place {
  const Event& event;
  const EventContext& context;
  FieldAliases aliases = FieldAliases::kNone;
  bool channel_matches_either = false;
};

// A field's values; derived texts live in `arena`. Empty = the field does not occur.
[[nodiscard]] std::vector<Value> ValuesOf(std::string_view field, FieldScope scope,
                                          const Place& place, Arena& arena);

// Two-valued: a test on a missing field is false, kNull excepted (S-4.9).
[[nodiscard]] bool Holds(const Test& test, const Place& place);

}  // namespace noroshi::naive
