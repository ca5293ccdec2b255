// SourceTable: files and how they looked, as they lie in a file of the cache. Ten thousand of them
// are asked for their stamps in every start and are otherwise of no interest: nothing is made of
// them one by one.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/flat_array.h"
#include "rules/source_file.h"

namespace noroshi {

// Immutable once made; safe from any thread.
class SourceTable {
 public:
  SourceTable() = default;
  // Paths must hold no byte 0, which no file has in its name.
  explicit SourceTable(const std::vector<SourceFile>& files);

  [[nodiscard]] std::size_t size() const noexcept { return stamps_.size(); }
  // REQUIRES for every `i`: below size().
  // A byte 0 stands behind it.
  [[nodiscard]] std::string_view path(std::size_t i) const noexcept;
  [[nodiscard]] const FileStamp& stamp(std::size_t i) const noexcept { return stamps_[i]; }
  [[nodiscard]] std::uint64_t hash(std::size_t i) const noexcept { return hashes_[i]; }
  [[nodiscard]] std::vector<SourceFile> Files() const;

  // Names the members, for PackWriter and PackReader; what is read views the bytes.
  template <class Io, class Self>
  static void Members(Io& io, Self& table) {
    io.Flat(table.stamps_);
    io.Flat(table.hashes_);
    io.Flat(table.path_ends_);
    io.Flat(table.paths_);
  }
  // True unless it was read from bytes that lie.
  [[nodiscard]] bool IsSound() const noexcept;

 private:
  FlatArray<FileStamp> stamps_;
  FlatArray<std::uint64_t> hashes_;
  // Of each path, its byte 0 included.
  FlatArray<std::uint32_t> path_ends_;
  FlatArray<char> paths_;
};

}  // namespace noroshi
