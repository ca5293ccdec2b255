// The values that a field has in one event: what a FieldSource (taxonomy.h) stands for.
#pragma once

#include <vector>

#include "base/arena.h"
#include "event/taxonomy.h"

namespace noroshi {

// Appends the source's values, lists flattened. A value that is there but null, or an empty list,
// is one value of type kNull; a missing one appends nothing. So nothing at all means that the field
// does not occur. Derived texts live in `arena`. Cost: none for kValue, one small copy for others.
void AppendFieldValues(const FieldSource& source, const Event& event, const EventContext& context,
                       Arena& arena, std::vector<Value>& out);

}  // namespace noroshi
