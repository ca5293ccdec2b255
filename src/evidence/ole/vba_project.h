// The source of a VBA project, as Office keeps it: compressed, in streams of a compound file
// ([MS-OVBA] 2.3.4 and 2.4.1).
//
// Pure, safe from any thread. Bounded: kMaxVbaModules modules, kMaxVbaSourceBytes of text.
#pragma once

#include <string>
#include <vector>

#include "evidence/ole/ole_file.h"

namespace noroshi::ole {

inline constexpr std::size_t kMaxVbaModules = 256;
// A module with what Office keeps compiled in front of its source.
inline constexpr std::size_t kMaxVbaStreamBytes = std::size_t{4} << 20;
inline constexpr std::size_t kMaxVbaSourceBytes = std::size_t{16} << 20;

struct VbaModule {
  std::string name;    // of its stream
  std::string source;  // in the project's code page, as kept
};

// The modules that can be read, in the order of the project. Empty where there is no project.
[[nodiscard]] std::vector<VbaModule> ReadVbaModules(const OleFile& file);

// What a compressed container holds, at most `limit` bytes; as far as it makes sense.
[[nodiscard]] std::string DecompressVba(Bytes container, std::size_t limit);

}  // namespace noroshi::ole
