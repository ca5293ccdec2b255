// Numbers as people read them, the same in both languages and independent of the locale. Pure.
#pragma once

#include <cstdint>
#include <string>

namespace noroshi {

[[nodiscard]] std::string GroupedNumber(std::uint64_t number);  // "1,234,567"
[[nodiscard]] std::string ByteSize(std::uint64_t bytes);        // "340 B", "1.2 MB" (powers of ten)
[[nodiscard]] std::string Duration(std::uint64_t nanoseconds);  // "0.42 s", "1 min 05 s"

}  // namespace noroshi
