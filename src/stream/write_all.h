// WriteAll: write(2) until everything is written. Pipes and full disks take less than they are
// given without calling it an error.
#pragma once

#include <string_view>

namespace noroshi {

// Returns 0, or the errno of the first failure. Interrupted calls are repeated.
[[nodiscard]] int WriteAll(int descriptor, std::string_view bytes) noexcept;

}  // namespace noroshi
