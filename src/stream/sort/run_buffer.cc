#include <algorithm>
#include <utility>

#include "stream/sort/run_format.h"
#include "stream/sort/sorted_runs.h"

namespace noroshi {

RunBuffer::RunBuffer(std::string spill_folder, std::size_t budget_bytes)
    : spill_folder_(std::move(spill_folder)), budget_bytes_(budget_bytes) {
  bytes_.reserve(budget_bytes);  // untouched pages cost nothing; growing would copy
  BeginRecord();
}

// Leaves room for the header of the next record, which is known when the record is.
void RunBuffer::BeginRecord() {
  committed_ = bytes_.size();
  bytes_.append(kRunHeaderBytes, '\0');
}

void RunBuffer::Commit(const SortKey& key) {
  const auto size = static_cast<std::uint32_t>(bytes_.size() - committed_ - kRunHeaderBytes);
  WriteRunHeader(key, size, bytes_.data() + committed_);
  entries_.push_back({key, committed_, size});
  if (bytes_.size() + entries_.size() * sizeof(Entry) >= budget_bytes_) return Spill();
  BeginRecord();
}

SortedRecord RunBuffer::MemoryRecord(std::size_t i) const noexcept {
  const Entry& entry = entries_[i];
  return {entry.key, std::string_view(bytes_).substr(entry.offset + kRunHeaderBytes, entry.size)};
}

void RunBuffer::Sort() {
  const auto bytes = [this](const Entry& entry) {
    return std::string_view(bytes_).substr(entry.offset + kRunHeaderBytes, entry.size);
  };
  std::ranges::sort(entries_, [&](const Entry& a, const Entry& b) {
    return a.key != b.key ? a.key < b.key : bytes(a) < bytes(b);
  });
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
  if (status_.ok()) status_ = WriteRun();
  bytes_.clear();
  entries_.clear();
  BeginRecord();
}

Status RunBuffer::WriteRun() {
  Sort();
  const std::uint64_t begin = file_->size();
  std::vector<std::string_view> records;
  records.reserve(entries_.size());
  for (const Entry& entry : entries_) {
    records.push_back(std::string_view(bytes_).substr(entry.offset, kRunHeaderBytes + entry.size));
  }
  Status status = file_->AppendParts(records);
  spilled_.push_back({file_.get(), begin, file_->size()});
  return status;
}

Status RunBuffer::Finish() {
  Sort();
  return status_;
}

}  // namespace noroshi
