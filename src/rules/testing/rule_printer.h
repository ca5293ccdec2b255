// Rules as short texts, for tests to compare: what a rule was lowered to, in one line.
#pragma once

#include <string>

#include "rules/rule.h"

namespace noroshi::testing {

// "*\cmd.exe": '*' and '?' wildcards, literals with \ before \, * and ?, a kDash as <->. A cased
// pattern begins with "cased:".
[[nodiscard]] std::string PrintPattern(const Pattern& pattern);

// "Image=*\cmd.exe", "ip in 10.0.0.0/104", "Image null", "A~=B", "hour(Time)>=3", ...
[[nodiscard]] std::string PrintTest(const Test& test);

// "and(Image=a, not(or(User=b, User=c)))", shared nodes written out each time.
[[nodiscard]] std::string PrintCondition(const Rule& rule);

// "sysmon/1 | security/4688", "any", "none".
[[nodiscard]] std::string PrintGate(const Gate& gate);

}  // namespace noroshi::testing
