// SHA-256 of whole files, for the chain of custody.
#pragma once

#include <string>

#include "base/result.h"

namespace noroshi {

// 64 lower-case hex digits.
[[nodiscard]] Result<std::string> Sha256OfFile(const std::string& path);

}  // namespace noroshi
