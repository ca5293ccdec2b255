// Whole text files of people: any encoding that logs come in (evidence/encoding), as UTF-8.
#pragma once

#include <string>

#include "base/result.h"

namespace noroshi {

// A description of an organisation: 500,000 computers at 100 bytes each fit.
inline constexpr std::size_t kMaxEnvironmentFileBytes = std::size_t{64} << 20;

// The file as UTF-8 without byte order mark; what is no character becomes U+FFFD. kNotFound, kIo,
// or kLimit beyond kMaxEnvironmentFileBytes.
[[nodiscard]] Result<std::string> ReadTextFile(const std::string& path);

}  // namespace noroshi
