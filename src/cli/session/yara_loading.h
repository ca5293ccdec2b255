// What is wrong with YARA rules, told to the user.
#pragma once

#include "scan/yara/yara_rules.h"

namespace noroshi {

// Says on stderr which files cannot be used, and why; false when there are any.
[[nodiscard]] bool TellYaraProblems(const scan::YaraRules& rules);

}  // namespace noroshi
