// Small databases of each kind, for tests and seeds.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "evidence/artefacts/testing/ese_bytes.h"

namespace noroshi::testing {

// 2020-10-05T06:11:09.1234567Z, and a year before.
inline constexpr std::uint64_t kEseTicks = 132'463'518'691'234'567;
inline constexpr std::uint64_t kEarlierTicks = kEseTicks - 365 * 864'000'000'000;
// 2020-10-05T06:00:00Z.
inline constexpr double kEseDay = 44'109.25;

// Rows: a program of Windows, one of a user on another volume, one without a path.
[[nodiscard]] EseForm SrumForm();
// Two clients of two roles; the second has no name.
[[nodiscard]] EseForm ClientsForm();
// The server's own name and its roles.
[[nodiscard]] EseForm IdentityForm();
// A job of two files with a command, apart from the record; a file that no job names.
[[nodiscard]] EseForm BitsForm();
// A queue file of before Windows 10 with one job of one file.
[[nodiscard]] std::vector<std::uint8_t> MakeBitsQueue();

}  // namespace noroshi::testing
