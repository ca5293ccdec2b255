// ValueWindow: where one value of a template instance lies, and the type its descriptor states.
#pragma once

#include <cstdint>

namespace noroshi::evtx {

// The bytes are the chunk's: it lives as long as the unit. No longer than 65,535 bytes, because a
// descriptor has 16 bits for it; 0 is present and empty.
struct ValueWindow {
  const std::uint8_t* data = nullptr;
  std::uint16_t size = 0;
  std::uint8_t type = 0;
};

}  // namespace noroshi::evtx
