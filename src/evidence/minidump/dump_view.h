// DumpView: the one place where a claim of a minidump meets the bytes that exist.
//
// One owner, one thread. Borrows file and dump, which must outlive it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_reader.h"
#include "evidence/minidump/minidump.h"
#include "evidence/rereadable_bytes.h"

namespace noroshi::minidump {

class DumpView {
 public:
  DumpView(const RereadableBytes& file, Minidump& dump) : file_(file), dump_(dump) {}

  [[nodiscard]] std::uint64_t size() const noexcept { return file_.size(); }

  // `size` bytes at `offset`, as far as the file has them; what is missing, or over the limit of a
  // table, becomes damage named `what`. The bytes are good until the next call.
  [[nodiscard]] Bytes Table(std::uint64_t offset, std::uint64_t size, std::string_view what);

  // Fills `out`; false when the file ends first.
  [[nodiscard]] bool Read(std::uint64_t offset, std::span<std::uint8_t> out);

  // A length of 32 bits in bytes and so much UTF-16; "" for offset 0.
  [[nodiscard]] std::string Text(std::uint64_t offset, std::string_view what);

  // Counts `size` bytes of text towards kMaxAllTextBytes; false, with damage named `what`, when
  // they are more than are left.
  [[nodiscard]] bool TakeText(std::size_t size, std::uint64_t offset, std::string_view what);

  void Note(ErrorCode code, std::uint64_t offset, std::string_view what, std::string detail = {});

 private:
  const RereadableBytes& file_;
  Minidump& dump_;
  std::vector<std::uint8_t> table_;
  std::size_t text_bytes_ = 0;  // given so far
};

// The rows of a table that begins with a count of its rows: `count` of `row_bytes`, behind
// `head_bytes`. No more than the table has, nor than kMaxRows; a difference becomes damage.
struct Rows {
  Bytes bytes;
  std::size_t row_bytes = 1, count = 0;
  [[nodiscard]] Bytes operator[](std::size_t index) const noexcept {
    return bytes.subspan(index * row_bytes, row_bytes);
  }
};
[[nodiscard]] Rows RowsOf(Bytes table, std::size_t head_bytes, std::size_t row_bytes,
                          std::uint64_t count, std::uint64_t offset, std::string_view what,
                          DumpView& view);

// The tables by stream; each fills what it finds in `dump`. `table` is the stream's bytes, which
// the view may replace, so rows are copied first where texts are read.
void ReadThreads(const DumpStream& stream, DumpView& view, Minidump& dump);
void ReadThreadInfo(const DumpStream& stream, DumpView& view, Minidump& dump);
void ReadThreadNames(const DumpStream& stream, DumpView& view, Minidump& dump);
void ReadModules(const DumpStream& stream, DumpView& view, Minidump& dump);
void ReadUnloadedModules(const DumpStream& stream, DumpView& view, Minidump& dump);
void ReadMemoryList(const DumpStream& stream, DumpView& view, Minidump& dump);
void ReadMemory64List(const DumpStream& stream, DumpView& view, Minidump& dump);
void ReadMemoryInfo(const DumpStream& stream, DumpView& view, Minidump& dump);
void ReadHandles(const DumpStream& stream, DumpView& view, Minidump& dump);
void ReadSystem(const DumpStream& stream, DumpView& view, Minidump& dump);
void ReadMisc(const DumpStream& stream, DumpView& view, Minidump& dump);
void ReadException(const DumpStream& stream, DumpView& view, Minidump& dump);
void ReadComment(const DumpStream& stream, DumpView& view, Minidump& dump);

}  // namespace noroshi::minidump
