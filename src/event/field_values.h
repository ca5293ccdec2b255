// The values that a field has in one event: what a FieldSource (taxonomy.h) stands for.
//
// The values borrow from the event, from `arena` or from the context's tables, and die with the
// first of them that goes. Any thread may call, each with an arena and an `out` of its own.
#pragma once

#include <vector>

#include "base/arena.h"
#include "event/taxonomy.h"

namespace noroshi {

// Appends the source's values, lists flattened. A value that is there but null, or an empty list,
// is one value of type kNull; a missing one appends nothing. So nothing at all means that the field
// does not occur. Derived texts live in `arena`. Cost: none for kValue, one small copy for others.
// REQUIRES: `source` was resolved for the kind of this event: its slots are not checked again.
void AppendFieldValues(const FieldSource& source, const Event& event, const EventContext& context,
                       Arena& arena, std::vector<Value>& out);

}  // namespace noroshi
