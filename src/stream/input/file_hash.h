// SHA-256 of whole files, for the chain of custody: run.json can name exactly what was read.
#pragma once

#include <string>

#include "base/result.h"

namespace noroshi {

// 64 lower-case hex digits. Reads the whole file in pieces of 256 KiB, one more pass over the
// evidence, hence only on request. kIo, with path and reason, when it cannot be read. Safe from any
// thread.
[[nodiscard]] Result<std::string> Sha256OfFile(const std::string& path);

}  // namespace noroshi
