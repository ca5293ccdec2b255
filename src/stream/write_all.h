// WriteAll: write(2) until everything is written.
#pragma once

#include <string_view>

namespace noroshi {

// Returns 0, or the errno of the first failure. Interrupted calls are repeated.
[[nodiscard]] int WriteAll(int descriptor, std::string_view bytes) noexcept;

}  // namespace noroshi
