// Self-extracting programs: an archive behind the last section. Pure, safe from any thread.
#pragma once

#include <optional>

#include "base/byte_reader.h"

namespace noroshi::scan {

// How far an archive may lie behind the program's end: 7-Zip puts its settings in between.
inline constexpr std::size_t kOverlayReach = std::size_t{64} << 10;

// Where an archive begins in the bytes behind a program; nullopt without one. Zip, 7z and cab; the
// own formats of installers are none.
[[nodiscard]] std::optional<std::size_t> FindOverlayArchive(Bytes overlay) noexcept;

}  // namespace noroshi::scan
