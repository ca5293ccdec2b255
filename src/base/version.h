// The program's version, as CMakeLists.txt states it: "0.1.0".
#pragma once

#include <string_view>

namespace noroshi {

// A literal: it lives forever. Stands in every output that names its maker.
[[nodiscard]] std::string_view Version() noexcept;

}  // namespace noroshi
