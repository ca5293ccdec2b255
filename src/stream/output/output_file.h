// OutputFile: a result file that is either whole or not there. It is written under a hidden name
// in the same folder and put in its place by Commit(); when anything fails first, or the program
// dies, the final name never appears (or keeps its former content).
//
// One owner. Who has threads to spare has a file larger than its buffer written by one of its own
// (WriteBehind).
// Errors stick: after the first failed write all others do nothing, and Commit() returns that
// first reason; Write() notices a failure a block late. Guards against a full disk and a killed
// program; no fsync, so after a power cut the file system decides.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "stream/output/write_behind.h"
#include "stream/text/line_buffer.h"

namespace noroshi {

// Who writes full blocks: a thread beside the owner, or the owner, who waits.
enum class Writing : std::uint8_t { kBeside, kInTurn };

class OutputFile {
 public:
  // Creates ".NAME.part" beside `path`, replacing a stale one. kInvalid for what is there and no
  // file (a folder, a device): it would not be written to but replaced.
  static Result<OutputFile> Create(const std::string& path, Writing writing = Writing::kBeside);

  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&& other) noexcept;
  ~OutputFile();  // removes the hidden file unless committed

  // Copies into a buffer; full blocks are written. Never fails itself: see ok().
  void Write(std::string_view text);
  // The same without the copy: what is appended to the buffer is written, unless it is taken back
  // (LineBuffer::Truncate) before the next call.
  [[nodiscard]] LineBuffer& tail();
  // Writes out what is buffered and frees the buffers; the file keeps its hidden name. For outputs
  // that belong together: flush all, then commit all, so that a full disk leaves none of them
  // rather than some.
  Status Flush();
  // Writes out what is buffered and gives the file its name.
  Status Commit();

  [[nodiscard]] bool ok() const noexcept { return error() == 0; }
  [[nodiscard]] std::uint64_t bytes_written() const noexcept {
    return bytes_handed_over_ + buffer_.size();
  }

 private:
  OutputFile(std::string path, std::string part_path, int descriptor, Writing writing);
  // Hands over the buffer unless it has room for `size` bytes more.
  void MakeRoom(std::size_t size);
  // Writes the full buffer, or has the thread beside do it; an empty one is there afterwards.
  void HandOver();
  void Drain();
  // Removes the hidden file; for objects that were not committed.
  void Discard() noexcept;
  [[nodiscard]] int error() const noexcept {
    return errno_ == 0 && behind_ != nullptr ? behind_->error() : errno_;
  }

  std::string path_, part_path_;
  int descriptor_ = -1;
  Writing writing_ = Writing::kBeside;
  // Of the first failure.
  int errno_ = 0;
  std::uint64_t bytes_handed_over_ = 0;
  LineBuffer buffer_;
  // Null until the buffer has been full once.
  std::unique_ptr<WriteBehind> behind_;
};

// A small result that is at hand as a whole: it is there whole, or what was there before stays.
[[nodiscard]] Status WriteOutputFile(const std::string& path, std::string_view content);

// "findings.jsonl: No space left on device", with what to do where we know it.
[[nodiscard]] Error IoError(const std::string& path, int error_number);

}  // namespace noroshi
