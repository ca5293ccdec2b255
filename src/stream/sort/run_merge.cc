#include <algorithm>
#include <optional>
#include <span>

#include "stream/sort/read_ahead.h"
#include "stream/sort/run_cursor.h"
#include "stream/sort/run_format.h"
#include "stream/sort/sorted_runs.h"

namespace noroshi {
namespace {

// With fewer, what is asked for is wanted before there is enough of it to wake a thread for.
constexpr std::size_t kMinRunsAhead = 4;
// Of all runs' next blocks a half are read at once: the others have not used up theirs meanwhile.
constexpr std::size_t kRunsPerWaking = 2;

using Cursors = std::vector<std::unique_ptr<RunCursor>>;

// The runs that are not at their end, the one whose record comes first in front. A heap of keys:
// comparing does not have to look into the runs, and a run that goes on costs one way down.
class RunHeap {
 public:
  // False when a run could not be read; `status` then says why.
  bool Add(RunCursor& cursor) {
    if (!cursor.Next()) return cursor.status().ok();
    items_.push_back({cursor.current().key, &cursor});
    return true;
  }
  // Call once, behind the last Add.
  void Order() {
    for (std::size_t i = items_.size() / 2; i-- > 0;) SiftDown(i);
  }

  [[nodiscard]] bool empty() const noexcept { return items_.empty(); }
  [[nodiscard]] RunCursor& first() const noexcept { return *items_.front().cursor; }
  // Moves the first run on.
  void Advance() {
    Item& top = items_.front();
    if (top.cursor->Next()) {
      top.key = top.cursor->current().key;
    } else {
      top = items_.back();
      items_.pop_back();
    }
    if (!items_.empty()) SiftDown(0);
  }

 private:
  struct Item {
    SortKey key;  // of the cursor's record
    RunCursor* cursor = nullptr;
  };

  static bool Less(const Item& a, const Item& b) {
    const auto order = a.key <=> b.key;
    return order != 0 ? order < 0 : a.cursor->current() < b.cursor->current();
  }

  void SiftDown(std::size_t at) {
    const Item moved = items_[at];
    while (true) {
      std::size_t child = 2 * at + 1;
      if (child >= items_.size()) break;
      if (child + 1 < items_.size() && Less(items_[child + 1], items_[child])) ++child;
      if (!Less(items_[child], moved)) break;
      items_[at] = items_[child];
      at = child;
    }
    items_[at] = moved;
  }

  std::vector<Item> items_;
};

// One level of merging. Consumes the cursors.
Status MergeCursors(const Cursors& cursors,
                    const std::function<Status(const SortedRecord&)>& take) {
  RunHeap heap;
  for (const auto& cursor : cursors) {
    if (!heap.Add(*cursor)) return cursor->status();
  }
  heap.Order();
  while (!heap.empty()) {
    RunCursor& first = heap.first();
    if (Status status = take(first.current()); !status.ok()) return status;
    heap.Advance();
    if (!first.status().ok()) return first.status();
  }
  return Ok();
}

// `before`: the shared text of the record before, in the run that `out` is of.
void AppendRunRecord(const SortedRecord& record, std::string& before, std::string& out) {
  const bool same = record.shared == before;
  char header[kRunHeaderBytes];
  WriteRunHeader(
      {static_cast<std::uint32_t>(record.bytes.size()),
       same ? kSameShared : static_cast<std::uint32_t>(record.shared.size()), record.key},
      header);
  out.append(header, sizeof header);
  out += record.bytes;
  if (same) return;
  out += record.shared;
  before = record.shared;
}

// Merges runs into one longer run at the end of `file`.
Result<RunExtent> MergeToDisk(std::span<const RunExtent> runs, SpillFile& file) {
  Cursors cursors;
  for (const RunExtent& run : runs) cursors.push_back(std::make_unique<DiskCursor>(run));
  RunExtent merged{&file, file.size(), 0};
  std::string block, before;
  Status status = MergeCursors(cursors, [&](const SortedRecord& record) -> Status {
    AppendRunRecord(record, before, block);
    if (block.size() < kMergeReadBytes) return Ok();
    Status written = file.Append(block);
    block.clear();
    return written;
  });
  if (status.ok()) status = file.Append(block);
  if (!status.ok()) return status.error();
  merged.end = file.size();
  return merged;
}

// Merges groups of runs until one level can take the rest. `files` keeps the new runs alive.
Status ReduceRuns(std::vector<RunExtent>& runs, const std::string& spill_folder,
                  std::vector<std::unique_ptr<SpillFile>>& files) {
  while (runs.size() > kMaxMergeFanIn) {
    NOROSHI_TRY(SpillFile file, SpillFile::Create(spill_folder));
    files.push_back(std::make_unique<SpillFile>(std::move(file)));
    std::vector<RunExtent> longer;
    for (std::size_t at = 0; at < runs.size(); at += kMaxMergeFanIn) {
      const std::size_t count = std::min(kMaxMergeFanIn, runs.size() - at);
      NOROSHI_TRY(const RunExtent merged,
                  MergeToDisk(std::span(runs).subspan(at, count), *files.back()));
      longer.push_back(merged);
    }
    runs = std::move(longer);
  }
  return Ok();
}

}  // namespace

Status MergeRuns(const std::vector<RunBuffer>& buffers, const std::string& spill_folder,
                 const std::function<Status(const SortedRecord&)>& take, RunReading reading) {
  std::vector<RunExtent> runs;
  for (const RunBuffer& buffer : buffers) {
    runs.insert(runs.end(), buffer.spilled().begin(), buffer.spilled().end());
  }
  std::vector<std::unique_ptr<SpillFile>> files;
  if (Status reduced = ReduceRuns(runs, spill_folder, files); !reduced.ok()) return reduced;
  Cursors cursors;
  std::optional<ReadAhead> ahead;  // behind the cursors: its thread is at one of them
  if (reading == RunReading::kAhead && runs.size() >= kMinRunsAhead) {
    ahead.emplace(runs.size() / kRunsPerWaking);
  }
  for (const RunBuffer& buffer : buffers) cursors.push_back(std::make_unique<MemoryCursor>(buffer));
  for (const RunExtent& run : runs) {
    cursors.push_back(std::make_unique<DiskCursor>(run, ahead ? &*ahead : nullptr));
  }
  return MergeCursors(cursors, take);
}

}  // namespace noroshi
