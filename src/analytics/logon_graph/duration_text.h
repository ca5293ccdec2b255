// A span of time for people: "40 s", "23 min", "5.5 h", "12 days". One unit, because reasons are
// read at a glance. Pure.
#pragma once

#include <cstdint>
#include <string>

namespace noroshi {

[[nodiscard]] std::string DurationText(std::uint64_t ticks);

}  // namespace noroshi
