// A rule in which no member has its default: what every way to carry rules about must bring back.
#pragma once

#include "rules/rule.h"

namespace noroshi::testing {

// Tests hold every operator once. Well-formed.
[[nodiscard]] Rule FullRule();

}  // namespace noroshi::testing
