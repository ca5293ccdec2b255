// Reads one entry of `allow:` of environment.yaml.
//
// An entry without a reason or an expiry is refused: what is hidden has to be answered for, and
// looked at again.
#pragma once

#include "base/ip_network.h"
#include "environment/environment.h"
#include "environment/problems.h"
#include "rules/yaml/yaml_node.h"

namespace noroshi {

// False when the entry must not be used; `problems` then says why.
[[nodiscard]] bool ReadAllowEntry(const YamlNode& node, ProblemList& problems, AllowEntry& entry);

// The end of the day that "2027-03-31" names; nothing for a text that is no day.
[[nodiscard]] std::optional<Timestamp> EndOfDay(std::string_view day);

}  // namespace noroshi
