// Values of the registry by which something comes to run or a protection goes, by what they are.
#pragma once

#include <string_view>
#include <vector>

namespace noroshi::registry {

// "run_key", "com_server", "print_monitor", ...; "" for other values. `path` is a CommonPath,
// `name` that of the value ("" is the default value). Cost: a look at a table of some forty rows.
[[nodiscard]] std::string_view AutostartOf(const std::vector<std::string_view>& path,
                                           std::string_view name);

}  // namespace noroshi::registry
