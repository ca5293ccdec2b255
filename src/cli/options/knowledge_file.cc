#include "cli/options/knowledge_file.h"

#include <cstdint>
#include <span>
#include <utility>

#include "evidence/file.h"
#include "knowledge/shipped.h"
#include "knowledge/table_reader.h"

namespace noroshi {
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

}  // namespace noroshi
