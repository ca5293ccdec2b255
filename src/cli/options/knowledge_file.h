// --knowledge: the shipped knowledge, or a table of `noroshi knowledge import` in place of its
// ATT&CK part. And whole small files, as several commands read them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "base/result.h"
#include "knowledge/model.h"

namespace noroshi {

// Holds what was loaded; one owner.
// Not to be moved while what it gave is in use.
class KnowledgeFile {
 public:
  // `path` "" gives the shipped knowledge. What is returned lives as long as this object.
  [[nodiscard]] Result<const Knowledge*> Load(const std::string& path);

 private:
  std::optional<Knowledge> loaded_;
};

// kNotFound, kIo, or kLimit when it has more than `most` bytes.
[[nodiscard]] Result<std::string> ReadWholeFile(const std::string& path, std::size_t most);

}  // namespace noroshi
