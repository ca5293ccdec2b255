// OutputFile: a result file that is either whole or not there. It is written under a hidden name
// in the same folder and renamed by Commit(); when anything fails first, or the program dies, the
// final name never appears (or keeps its former content).
//
// One owner. Errors stick: after the first failed write all others do nothing, and Commit()
// returns that first reason. Guards against a full disk and a killed program; no fsync, so after a
// power cut the file system decides.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace noroshi {

class OutputFile {
 public:
  // Creates ".NAME.part" beside `path`, replacing a stale one.
  static Result<OutputFile> Create(const std::string& path);

  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&& other) noexcept;
  ~OutputFile();  // removes the hidden file unless committed

  void Write(std::string_view text);
  // Writes out what is buffered; the file keeps its hidden name. For outputs that belong together:
  // flush all, then commit all, so that a full disk leaves none of them rather than some.
  Status Flush();
  // Writes out what is buffered and gives the file its name.
  Status Commit();

  [[nodiscard]] bool ok() const noexcept { return errno_ == 0; }
  [[nodiscard]] std::uint64_t bytes_written() const noexcept { return bytes_written_; }

 private:
  OutputFile(std::string path, std::string part_path, int descriptor);
  void Drain();
  void Discard() noexcept;

  std::string path_, part_path_;
  int descriptor_ = -1;
  int errno_ = 0;  // of the first failure
  std::uint64_t bytes_written_ = 0;
  std::string buffer_;
};

// "findings.jsonl: No space left on device", with what to do where we know it.
[[nodiscard]] Error IoError(const std::string& path, int error_number);

}  // namespace noroshi
