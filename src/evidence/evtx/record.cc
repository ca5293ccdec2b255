#include "evidence/evtx/record.h"

#include <algorithm>

namespace noroshi::evtx {
namespace {

constexpr std::uint32_t kSignature = 0x00002A2A;
constexpr std::size_t kSizeAt = 4;
constexpr std::size_t kIdAt = 8;
constexpr std::size_t kWrittenAt = 16;

}  // namespace

RecordError ReadRecord(Bytes bytes, std::size_t offset, RecordSpan& record) noexcept {
  if (offset > bytes.size() || bytes.size() - offset < kMinRecordBytes) return RecordError::kSize;
  const std::uint8_t* const at = bytes.data() + offset;
  const auto signature = LoadUnchecked<std::uint32_t>(at);
  if (signature != kSignature) return signature == 0 ? RecordError::kZero : RecordError::kSignature;
  record.offset = static_cast<std::uint32_t>(offset);
  record.size = LoadUnchecked<std::uint32_t>(at + kSizeAt);
  record.id = LoadUnchecked<std::uint64_t>(at + kIdAt);
  record.written = LoadUnchecked<std::uint64_t>(at + kWrittenAt);
  if (record.size < kMinRecordBytes || record.size > bytes.size() - offset) {
    return RecordError::kSize;
  }
  record.copy_matches =
      LoadUnchecked<std::uint32_t>(at + record.size - kRecordTrailerBytes) == record.size;
  return RecordError::kNone;
}

RecordWalk::RecordWalk(Bytes chunk, const ChunkHeader& header) noexcept
    : chunk_(chunk),
      last_id_(header.last_id),
      end_(std::min(header.EndOfRecords(chunk.size()), chunk.size())) {}

bool RecordWalk::Next(RecordSpan& record) noexcept {
  if (done_ || position_ + kMinRecordBytes > end_) return false;
  error_ = ReadRecord(chunk_, position_, record);
  if (error_ != RecordError::kNone) {
    done_ = true;
    return false;
  }
  position_ = record.end();
  done_ = record.id == last_id_;
  return true;
}

}  // namespace noroshi::evtx
