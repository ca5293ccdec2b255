#include <algorithm>
#include <utility>

#include "stream/run_format.h"
#include "stream/sorted_runs.h"

namespace noroshi {

RunBuffer::RunBuffer(std::string spill_folder, std::size_t budget_bytes)
    : spill_folder_(std::move(spill_folder)), budget_bytes_(budget_bytes) {
  bytes_.reserve(budget_bytes);  // untouched pages cost nothing; growing would copy
}

void RunBuffer::Commit(const SortKey& key) {
  entries_.push_back({key, committed_, static_cast<std::uint32_t>(bytes_.size() - committed_)});
  committed_ = bytes_.size();
  if (committed_ + entries_.size() * sizeof(Entry) >= budget_bytes_) Spill();
}

SortedRecord RunBuffer::MemoryRecord(std::size_t i) const noexcept {
  const Entry& entry = entries_[i];
  return {entry.key, std::string_view(bytes_).substr(entry.offset, entry.size)};
}

void RunBuffer::Sort() {
  const auto record = [this](const Entry& entry) {
    return SortedRecord{entry.key, std::string_view(bytes_).substr(entry.offset, entry.size)};
  };
  std::ranges::sort(entries_, std::less{}, record);
}

void RunBuffer::Spill() {
  if (status_.ok() && file_ == nullptr) {
    Result<SpillFile> file = SpillFile::Create(spill_folder_);
    if (file.ok()) {
      file_ = std::make_unique<SpillFile>(*std::move(file));
    } else {
      status_ = file.error();
    }
  }
  if (status_.ok()) {
    Sort();
    RunExtent extent{file_.get(), file_->size(), 0};
    std::string block;
    for (std::size_t i = 0; i < entries_.size() && status_.ok(); ++i) {
      AppendRunRecord(MemoryRecord(i), block);
      if (block.size() < kMergeReadBytes && i + 1 < entries_.size()) continue;
      status_ = file_->Append(block);
      block.clear();
    }
    extent.end = file_->size();
    spilled_.push_back(extent);
  }
  bytes_.clear();
  entries_.clear();
  committed_ = 0;
}

Status RunBuffer::Finish() {
  Sort();
  return status_;
}

}  // namespace noroshi
