// Writing the files of a simulation, with errors that name the file and the reason.
// Stateless; callers write one file from one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

#include "base/result.h"

namespace noroshi {

// Writes `bytes` at `offset`; a file that is not there is made, what lies behind stays. kIo.
Status WriteBytes(const std::filesystem::path& path, std::string_view bytes, std::uint64_t offset);
// The whole file, or none: half a log would pass for a damaged one. kIo.
Status WriteWholeFile(const std::filesystem::path& path, std::string_view bytes);
// kIo.
Status RenameFile(const std::filesystem::path& from, const std::filesystem::path& to);
Status MakeFolder(const std::filesystem::path& path);

}  // namespace noroshi
