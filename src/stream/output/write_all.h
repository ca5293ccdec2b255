// WriteAll: write(2) until everything is written. Pipes and full disks take less than they are
// given without calling it an error.
#pragma once

#include <span>
#include <string_view>

namespace noroshi {

// Returns 0, or the errno of the first failure. Interrupted calls are repeated.
[[nodiscard]] int WriteAll(int descriptor, std::string_view bytes) noexcept;

// The same for parts that lie apart, one behind the other: spares putting them together. Any number
// of parts; empty ones are fine.
[[nodiscard]] int WriteAllParts(int descriptor, std::span<const std::string_view> parts) noexcept;

}  // namespace noroshi
