#include "cli/knowledge_file.h"

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <span>
#include <system_error>
#include <utility>

#include "evidence/file.h"
#include "knowledge/shipped.h"
#include "knowledge/table_reader.h"

namespace noroshi {
namespace {

struct Close {
  void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};

Error CannotWrite(const std::string& path) {
  return {ErrorCode::kIo, 0, "output file", path + ": " + std::generic_category().message(errno)};
}

}  // namespace

Result<const Knowledge*> KnowledgeFile::Load(const std::string& path) {
  if (path.empty()) return &ShippedKnowledge();
  NOROSHI_TRY(const std::string table, ReadWholeFile(path, kMostTableBytes));
  NOROSHI_TRY(loaded_, KnowledgeWith(table));
  return &*loaded_;
}

Result<std::string> ReadWholeFile(const std::string& path, std::size_t most) {
  NOROSHI_TRY(const ReadOnlyFile file, ReadOnlyFile::Open(path));
  if (file.size() > most) return Error{ErrorCode::kLimit, 0, "input file", path};
  std::string content(static_cast<std::size_t>(file.size()), '\0');
  const std::span<std::uint8_t> room(reinterpret_cast<std::uint8_t*>(content.data()),
                                     content.size());
  NOROSHI_TRY(const std::size_t read, file.ReadAt(0, room));
  content.resize(read);
  return content;
}

Status WriteWholeFile(const std::string& path, std::string_view content) {
  std::unique_ptr<std::FILE, Close> file(std::fopen(path.c_str(), "wb"));
  if (file == nullptr) return CannotWrite(path);
  const bool whole = std::fwrite(content.data(), 1, content.size(), file.get()) == content.size();
  if (whole && std::fclose(file.release()) == 0) return Ok();
  const Error error = CannotWrite(path);
  std::remove(path.c_str());
  return error;
}

}  // namespace noroshi
