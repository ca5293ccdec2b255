#include "evidence/mapping/shapes.h"

#include <array>

namespace noroshi {

std::span<const Mapping* const> BuiltInMappings() noexcept {
  static constexpr std::array<const Mapping*, 8> kAll = {
      &shapes::kEvtxJson,      &shapes::kEvtxJsonFlat,  &shapes::kWinlogbeat,
      &shapes::kWinlogbeatOld, &shapes::kSplunkWindows, &shapes::kSplunkBare,
      &shapes::kNxlog,         &shapes::kFlatWindows,
  };
  return kAll;
}

}  // namespace noroshi
