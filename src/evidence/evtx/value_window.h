// ValueWindow: where one value of a template instance lies, and the type its descriptor states.
#pragma once

#include <cstdint>

namespace noroshi::evtx {

struct ValueWindow {
  const std::uint8_t* data = nullptr;
  std::uint16_t size = 0;
  std::uint8_t type = 0;
};

}  // namespace noroshi::evtx
