#include "base/version.h"

namespace noroshi {

// Defined for this file alone, so that a new version compiles one file again.
std::string_view Version() noexcept { return NOROSHI_VERSION; }

}  // namespace noroshi
