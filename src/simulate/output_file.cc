#include "simulate/output_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

namespace noroshi {
namespace {

Error WriteError(const std::filesystem::path& path, std::string_view reason) {
  return {ErrorCode::kIo, 0, "simulated file", fmt::format("{}: {}", path.string(), reason)};
}

}  // namespace

Status WriteBytes(const std::filesystem::path& path, std::string_view bytes, std::uint64_t offset) {
  errno = 0;
  // "in" keeps what the file holds; the first write makes it anew.
  const auto mode = std::ios::binary | std::ios::out;
  std::ofstream file(path, offset == 0 && !std::filesystem::exists(path) ? mode | std::ios::trunc
                                                                         : mode | std::ios::in);
  file.seekp(static_cast<std::streamoff>(offset));
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (file) return Ok();
  return WriteError(path, std::strerror(errno));
}

Status WriteWholeFile(const std::filesystem::path& path, std::string_view bytes) {
  std::error_code ignored;
  std::filesystem::remove(path, ignored);
  const Status done = WriteBytes(path, bytes, 0);
  if (!done.ok()) std::filesystem::remove(path, ignored);
  return done;
}

Status RenameFile(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::error_code error;
  std::filesystem::rename(from, to, error);
  if (!error) return Ok();
  return WriteError(to, error.message());
}

Status MakeFolder(const std::filesystem::path& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (!error) return Ok();
  return Error{ErrorCode::kIo, 0, "folder", fmt::format("{}: {}", path.string(), error.message())};
}

}  // namespace noroshi
