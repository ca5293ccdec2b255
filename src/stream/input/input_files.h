// InputFiles: a list of files that takes 24 bytes a file and its name. A hunt over a disk lists
// millions; as objects with whole paths each would cost ten times as much.
//
//   row      size, name, its folder          folder   path and name in outputs, kept once
//   oddity   what is not folder + name: a problem, a file given by itself, one renamed in outputs
//
// Files are made when asked for, by value. Filled by one owner; const access is safe from any
// thread. A file costs a row, its name and two bytes; the first of a folder 24 bytes and the path.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"

namespace noroshi {

// One file. Sizes are those at the time of listing; a file may grow while it is read.
struct InputFile {
  // To open it with.
  std::string path;
  // In every output: relative to the input folder it was found in, '/' between.
  std::string shown;
  std::uint64_t size_bytes = 0;
  // Named by the user, not found in a folder: then it must be readable.
  bool given = false;
  // Why it cannot be opened at all; "" = try.
  std::string problem;
};

class InputFiles {
 public:
  InputFiles() = default;
  InputFiles(std::initializer_list<InputFile> files) {
    for (const InputFile& file : files) push_back(file);
  }

  void push_back(const InputFile& file);
  // By `shown`, byte by byte.
  void Sort();

  [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }
  [[nodiscard]] bool empty() const noexcept { return rows_.empty(); }
  // REQUIRES: rank < size().
  [[nodiscard]] InputFile operator[](std::size_t rank) const;
  [[nodiscard]] std::uint64_t SizeOf(std::size_t rank) const noexcept {
    return rows_[rank].size_bytes;
  }
  [[nodiscard]] std::string ShownOf(std::size_t rank) const;
  // The file's rank. O(log size). REQUIRES: sorted.
  [[nodiscard]] std::optional<std::uint32_t> Find(std::string_view shown) const;

  class Iterator {
   public:
    using value_type = InputFile;
    using difference_type = std::ptrdiff_t;
    Iterator() = default;
    Iterator(const InputFiles& files, std::size_t rank) : files_(&files), rank_(rank) {}
    InputFile operator*() const { return (*files_)[rank_]; }
    Iterator& operator++() noexcept {
      ++rank_;
      return *this;
    }
    Iterator operator++(int) noexcept {
      const Iterator before = *this;
      ++rank_;
      return before;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) noexcept {
      return a.rank_ == b.rank_;
    }

   private:
    const InputFiles* files_ = nullptr;
    std::size_t rank_ = 0;
  };
  [[nodiscard]] Iterator begin() const noexcept { return {*this, 0}; }
  [[nodiscard]] Iterator end() const noexcept { return {*this, size()}; }

 private:
  struct Row {
    std::uint64_t size_bytes = 0;
    const char* name = nullptr;  // in texts_, behind its length
    std::uint32_t folder = 0;
    std::uint32_t oddity = 0;  // number in oddities_ + 1; 0 = none
  };
  struct Folder {
    const char* path = nullptr;   // in texts_
    const char* shown = nullptr;  // likewise; the path's end, where it is that
    std::uint32_t path_size = 0, shown_size = 0;

    [[nodiscard]] std::string_view Path() const noexcept { return {path, path_size}; }
    [[nodiscard]] std::string_view Shown() const noexcept { return {shown, shown_size}; }
  };
  struct Oddity {
    // "" = as folder and name say.
    std::string path, shown;
    std::string problem;
    bool given = false;
  };
  // `shown` in up to three pieces.
  struct Pieces {
    std::string_view folder, slash, name;
  };

  [[nodiscard]] static std::string_view NameOf(const Row& row) noexcept;
  [[nodiscard]] Pieces PiecesOf(const Row& row) const noexcept;
  [[nodiscard]] static int Compare(const Pieces& a, const Pieces& b) noexcept;
  // Makes it the last one of folders_.
  void TurnTo(std::string_view path, std::string_view shown);

  std::vector<Row> rows_;
  std::vector<Folder> folders_;
  std::vector<Oddity> oddities_;
  Arena texts_;
};

}  // namespace noroshi
