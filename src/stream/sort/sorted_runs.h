// External sort: more records than memory, in one total order.
//
//   RunBuffer (one per worker)  -- full? sort, append to its spill file -->  run on disk
//   runs in memory and on disk  -- k-way merge -->  records in order
//
// A record is a key and opaque bytes. Equal keys are ordered by their bytes, so the order never
// depends on which worker saw a record first. Neighbours may share a text besides: what all
// findings of one event have in common is kept, and goes to disk, once.
//
// Memory: the budget of each RunBuffer, plus kMergeReadBytes for each run on disk while merging,
// and as much where runs are read ahead. Threads: a RunBuffer has one owner; merging starts when
// all owners are done.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace noroshi {

// The total order of findings: time, path, position, rule. `file` and `rule` are ranks in the
// order of evidence path and rule id, so comparing numbers compares texts; `member` is the ordinal
// of a member in its archive.
struct SortKey {
  // Ticks of the event; others use the numbers as they like, as correlation_key.h does.
  std::uint64_t time = 0;
  std::uint32_t file = 0;
  std::uint32_t member = 0;
  std::uint64_t position = 0;
  std::uint32_t rule = 0;

  friend auto operator<=>(const SortKey&, const SortKey&) = default;
};

struct SortedRecord {
  SortKey key;
  std::string_view bytes;
  // Given to this record and others (RunBuffer::Share); often empty.
  std::string_view shared = {};

  friend auto operator<=>(const SortedRecord&, const SortedRecord&) = default;
};

// A temporary file without a name: it disappears with the process, however that ends.
class SpillFile {
 public:
  // In `folder`, which must be writable.
  static Result<SpillFile> Create(const std::string& folder);
  SpillFile(SpillFile&& other) noexcept;
  SpillFile& operator=(SpillFile&& other) noexcept;
  ~SpillFile();

  // kIo when the disk is full; what came before stays readable.
  Status Append(std::string_view bytes);
  // One behind the other, from where they lie.
  Status AppendParts(std::span<const std::string_view> parts);
  // Reads up to `size` bytes at `offset` into `out`; fewer only at the end.
  Status ReadAt(std::uint64_t offset, std::size_t size, std::string& out) const;
  // The same into memory that is there; how many bytes that were. Safe from several threads.
  [[nodiscard]] Result<std::size_t> ReadInto(std::uint64_t offset, std::span<char> out) const;
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }

 private:
  SpillFile(int descriptor, std::string folder)
      : descriptor_(descriptor), folder_(std::move(folder)) {}

  int descriptor_ = -1;
  std::string folder_;  // for error texts
  std::uint64_t size_ = 0;
};

// Bytes [begin, end) of a spill file hold one sorted run.
struct RunExtent {
  const SpillFile* file = nullptr;
  std::uint64_t begin = 0, end = 0;
};

class RunBuffer {
 public:
  RunBuffer(std::string spill_folder, std::size_t budget_bytes);

  // Render the record's bytes at the end of the returned text, then call Commit: no copy.
  [[nodiscard]] std::string& pending() noexcept { return bytes_; }
  // Takes what was appended since the last Commit as one record; spills when over budget.
  // REQUIRES: less than 4 GiB appended.
  void Commit(const SortKey& key);
  // Takes what was appended since then as a text that the records to come share, in place of the
  // one before. Likewise.
  void Share();
  // Of the record to come. Valid until the next Commit or Share.
  [[nodiscard]] std::string_view shared() const noexcept {
    return std::string_view(bytes_).substr(shared_, shared_size_);
  }

  // Sorts what is still in memory, when no more records come. Again: does nothing, and tells the
  // same.
  Status Finish();

  // After Finish().
  [[nodiscard]] const std::vector<RunExtent>& spilled() const noexcept { return spilled_; }
  [[nodiscard]] std::size_t memory_count() const noexcept { return entries_.size(); }
  [[nodiscard]] SortedRecord MemoryRecord(std::size_t i) const noexcept;

 private:
  struct Entry {
    SortKey key;
    // Of the record's header in bytes_, and of its shared text.
    std::uint64_t offset = 0, shared = 0;
    // Bytes of the record, the header left out, and of that text.
    std::uint32_t size = 0, shared_size = 0;
  };
  [[nodiscard]] std::string_view SharedBy(const Entry& entry) const noexcept {
    return std::string_view(bytes_).substr(entry.shared, entry.shared_size);
  }
  // Leaves room for the header, which is filled in when the record's size is known.
  void BeginRecord();
  void Sort();
  // Sorts what is in memory and appends it to the spill file as one run. A failure sticks: what
  // follows is kept nowhere, and Finish tells it.
  void Spill();
  Status WriteRun();

  std::string spill_folder_;
  std::size_t budget_bytes_;
  // Records as they go to disk (run_format.h), and room for a header.
  std::string bytes_;
  // bytes_ up to here belong to entries_.
  std::size_t committed_ = 0;
  // Where the text lies that the next record shares.
  std::uint64_t shared_ = 0;
  std::uint32_t shared_size_ = 0;
  std::vector<Entry> entries_;
  // Made on the first spill; extents point at it.
  std::unique_ptr<SpillFile> file_;
  std::vector<RunExtent> spilled_;
  bool finished_ = false;
  // Of the spills; the first failure sticks.
  Status status_ = Ok();
};

// Per run: one large read at a time.
inline constexpr std::size_t kMergeReadBytes = 32 * 1024;
// 4 MiB of read buffers, 8 where runs are read ahead; more runs: two levels.
inline constexpr std::size_t kMaxMergeFanIn = 128;

// Who reads runs on disk: who merges, or a thread beside, where there are enough of them
// (ReadAhead).
enum class RunReading : std::uint8_t { kInTurn, kAhead };

// Calls `take` for every record of all buffers, in order. Stops at the first error; `take` may
// return one of its own. `spill_folder` is used only beyond kMaxMergeFanIn runs.
Status MergeRuns(const std::vector<RunBuffer>& buffers, const std::string& spill_folder,
                 const std::function<Status(const SortedRecord&)>& take,
                 RunReading reading = RunReading::kInTurn);

}  // namespace noroshi
