#include "simulate/evtx/evtx_builder.h"

#include <algorithm>
#include <span>

#include "simulate/evtx/crc32.h"

namespace noroshi {
namespace {

constexpr std::size_t kFileHeaderBytes = 4'096;
constexpr std::uint32_t kFileHeaderUsed = 128;
constexpr std::uint16_t kMajorVersion = 3;

// Where the parts of the file header stand.
enum HeaderOffset : std::size_t {
  kFirstChunk = 8,
  kLastChunk = 16,
  kNextRecordId = 24,
  kHeaderSize = 32,
  kMinorVersionAt = 36,
  kMajorVersionAt = 38,
  kHeaderBlockSize = 40,
  kChunkCount = 42,
  kFlags = 120,
  kChecksum = 124,
};

}  // namespace

EvtxBuilder::EvtxBuilder(EvtxFileOptions options)
    : options_(options), next_id_(options.first_record_id) {}

Result<std::uint64_t> EvtxBuilder::Add(const EvtxRecord& record) {
  return AddWithId(record, next_id_);
}

Result<std::uint64_t> EvtxBuilder::AddWithId(const EvtxRecord& record, std::uint64_t id) {
  if (chunk_ && !chunk_->Append(record, id)) EndChunk();  // full: a fresh one may still hold it
  if (!chunk_) {
    ChunkWriter fresh(next_number_);
    if (!fresh.Append(record, id)) {
      return Error{ErrorCode::kLimit, 0, "EVTX record", "too large for a chunk of 64 KiB"};
    }
    chunk_ = std::move(fresh);
  }
  ++next_number_;
  next_id_ = id + 1;
  return id;
}

void EvtxBuilder::EndChunk() {
  if (!chunk_) return;
  slots_.push_back({chunk_->Finish(options_.chunk_flags), true});
  chunk_.reset();
}

void EvtxBuilder::AddUnusedSlot() {
  EndChunk();
  slots_.push_back({std::vector<std::uint8_t>(kEvtxChunkBytes), false});
}

void EvtxBuilder::AddEmptyChunk() {
  EndChunk();
  slots_.push_back({ChunkWriter(next_number_).Finish(options_.chunk_flags), true});
}

std::vector<std::uint8_t> EvtxBuilder::Header(std::size_t slots) const {
  const std::uint64_t last = slots == 0 ? 0 : slots - 1;
  const std::uint64_t turned = slots == 0 ? 0 : options_.wrapped_by % slots;
  ByteWriter out;
  out.PutBytes({"ElfFile\0", 8});
  out.PutZeros(kFileHeaderBytes - out.size());
  out.Patch(kFirstChunk, turned);
  out.Patch(kLastChunk, turned == 0 ? last : turned - 1);
  out.Patch(kNextRecordId, options_.stale_next_record_id.value_or(next_id_));
  out.Patch(kHeaderSize, kFileHeaderUsed);
  out.Patch(kMinorVersionAt, options_.minor_version);
  out.Patch(kMajorVersionAt, kMajorVersion);
  out.Patch(kHeaderBlockSize, static_cast<std::uint16_t>(kFileHeaderBytes));
  out.Patch(kChunkCount, options_.stale_chunk_count.value_or(static_cast<std::uint16_t>(slots)));
  out.Patch(kFlags, options_.flags);
  Crc32 checksum;
  checksum.Add(std::span<const std::uint8_t>(out.bytes()).first(kFlags));
  out.Patch(kChecksum, checksum.value());
  return out.Take();
}

std::vector<std::uint8_t> EvtxBuilder::TakeChunks() {
  std::vector<std::uint8_t> out;
  for (const Slot& slot : slots_) out.insert(out.end(), slot.bytes.begin(), slot.bytes.end());
  taken_ += slots_.size();
  slots_.clear();
  return out;
}

std::vector<std::uint8_t> EvtxBuilder::FileHeader() const { return Header(taken_ + slots_.size()); }

std::vector<std::uint8_t> EvtxBuilder::Finish() {
  EndChunk();
  const auto used = static_cast<std::size_t>(
      std::count_if(slots_.begin(), slots_.end(), [](const Slot& slot) { return slot.used; }));
  std::vector<std::uint8_t> file = Header(used);
  if (!slots_.empty()) {
    // The ring turns to the right: the newest chunks stand in front of the oldest.
    std::rotate(slots_.rbegin(),
                slots_.rbegin() + static_cast<std::ptrdiff_t>(options_.wrapped_by % slots_.size()),
                slots_.rend());
  }
  for (const Slot& slot : slots_) file.insert(file.end(), slot.bytes.begin(), slot.bytes.end());
  slots_.clear();
  next_number_ = 1;
  next_id_ = options_.first_record_id;
  return file;
}

}  // namespace noroshi
