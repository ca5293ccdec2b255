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
  entries_.push_back({key, committed_, shared_, size, shared_size_});
  if (bytes_.size() + entries_.size() * sizeof(Entry) >= budget_bytes_) return Spill();
  BeginRecord();
}

void RunBuffer::Share() {
  shared_ = committed_ + kRunHeaderBytes;
  shared_size_ = static_cast<std::uint32_t>(bytes_.size() - shared_);
  BeginRecord();
}

SortedRecord RunBuffer::MemoryRecord(std::size_t i) const noexcept {
  const Entry& entry = entries_[i];
  return {entry.key, std::string_view(bytes_).substr(entry.offset + kRunHeaderBytes, entry.size),
          SharedBy(entry)};
}

void RunBuffer::Sort() {
  const auto bytes = [this](const Entry& entry) {
    return std::string_view(bytes_).substr(entry.offset + kRunHeaderBytes, entry.size);
  };
  std::ranges::sort(entries_, [&](const Entry& a, const Entry& b) {
    if (a.key != b.key) return a.key < b.key;
    const auto order = bytes(a) <=> bytes(b);
    return order != 0 ? order < 0 : SharedBy(a) < SharedBy(b);
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
  // More records may come that share the last text.
  const std::string kept(shared());
  bytes_.assign(kept);
  shared_ = 0;
  entries_.clear();
  BeginRecord();
}

Status RunBuffer::WriteRun() {
  Sort();
  const std::uint64_t begin = file_->size();
  std::vector<std::string_view> parts;
  parts.reserve(2 * entries_.size());
  std::string_view before;
  for (const Entry& entry : entries_) {
    const std::string_view shared = SharedBy(entry);
    const bool same = shared == before;
    WriteRunHeader({entry.size, same ? kSameShared : entry.shared_size, entry.key},
                   bytes_.data() + entry.offset);
    parts.push_back(std::string_view(bytes_).substr(entry.offset, kRunHeaderBytes + entry.size));
    if (!same) parts.push_back(shared);
    before = shared;
  }
  Status status = file_->AppendParts(parts);
  spilled_.push_back({file_.get(), begin, file_->size()});
  return status;
}

Status RunBuffer::Finish() {
  if (!std::exchange(finished_, true)) Sort();
  return status_;
}

}  // namespace noroshi
