#include "simulate/evtx/chunk_writer.h"

#include <span>

#include "simulate/evtx/binxml_writer.h"
#include "simulate/evtx/crc32.h"

namespace noroshi {
namespace {

constexpr std::uint32_t kRecordSignature = 0x00002a2a;
constexpr std::size_t kRecordAlignment = 8;
constexpr std::uint8_t kTemplateInstance = 0x0c;
constexpr std::uint32_t kNoChecksums = 4;
constexpr std::uint32_t kChunkHeaderSize = 128;
constexpr std::size_t kMaxValueBytes = 65'535;  // a descriptor's size is 16 bit

// Where the parts of the chunk header stand.
enum HeaderOffset : std::size_t {
  kFirstNumber = 8,
  kLastNumber = 16,
  kFirstId = 24,
  kLastId = 32,
  kHeaderSize = 40,
  kLastRecord = 44,
  kFreeSpace = 48,
  kDataChecksum = 52,
  kFlags = 120,
  kHeaderChecksum = 124,
  kNameBuckets = 128,
  kTemplateTable = 384,
};

}  // namespace

ChunkWriter::ChunkWriter(std::uint64_t first_number) : first_number_(first_number) {
  out_.PutBytes({"ElfChnk\0", 8});
  out_.PutZeros(kEvtxChunkHeaderBytes - out_.size());
}

bool ChunkWriter::Append(const EvtxRecord& record, std::uint64_t id) {
  const std::size_t start = out_.size();
  const std::size_t names = names_.size();
  const std::size_t definitions = definition_order_.size();
  oversized_ = false;

  out_.Put(kRecordSignature);
  out_.Put(std::uint32_t{0});
  out_.Put(id);
  out_.Put(record.written.ticks);
  for (const XmlFragment& fragment : record.fragments) WriteFragment(fragment);
  WriteFragmentEnd(out_);
  const std::size_t unpadded = out_.size() + sizeof(std::uint32_t) - start;
  out_.PutZeros((kRecordAlignment - unpadded % kRecordAlignment) % kRecordAlignment);
  const auto size = static_cast<std::uint32_t>(out_.size() + sizeof(std::uint32_t) - start);
  out_.Put(size);
  out_.Patch(start + 4, size);

  if (oversized_ || out_.size() > kEvtxChunkBytes) {
    UndoTo(start, names, definitions);
    return false;
  }
  if (count_ == 0) first_id_ = id;
  last_id_ = id;
  last_record_at_ = start;
  ++count_;
  return true;
}

void ChunkWriter::WriteFragment(const XmlFragment& fragment) {
  if (fragment.with_header) WriteFragmentHeader(out_);
  if (fragment.form == XmlFragment::Form::kPlain) {
    WriteElements(*fragment.sketch, DependencyIds::kAbsent, names_, out_);
  } else {
    WriteInstance(fragment);
  }
}

void ChunkWriter::WriteInstance(const XmlFragment& fragment) {
  const XmlSketch* sketch = fragment.sketch.get();
  out_.Put(kTemplateInstance);
  out_.Put(std::uint8_t{1});
  if (const auto known = definitions_.find(sketch); known != definitions_.end()) {
    out_.Put(known->second.id);
    out_.Put(known->second.offset);
  } else {
    WriteDefinition(fragment);
  }
  WriteValues(fragment.values);
}

// The rest of an instance token whose definition lies inline: id, offset, definition.
void ChunkWriter::WriteDefinition(const XmlFragment& fragment) {
  const std::array<std::uint8_t, 16> guid = fragment.sketch->Guid();
  const std::uint32_t id = guid[0] | guid[1] << 8 | guid[2] << 16 | std::uint32_t{guid[3]} << 24;
  const auto offset = static_cast<std::uint32_t>(out_.size() + 8);
  std::uint32_t& bucket = template_buckets_[id % kTemplateBuckets];
  definitions_.emplace(fragment.sketch.get(), Definition{id, offset, bucket});
  definition_order_.push_back(fragment.sketch);

  out_.Put(id);
  out_.Put(offset);
  out_.Put(bucket);  // the next, older definition of the chain
  for (const std::uint8_t byte : guid) out_.Put(byte);
  const std::size_t size_at = out_.size();
  out_.Put(std::uint32_t{0});
  WriteFragmentHeader(out_);
  WriteElements(*fragment.sketch, DependencyIds::kPresent, names_, out_);
  WriteFragmentEnd(out_);
  out_.Patch(size_at, static_cast<std::uint32_t>(out_.size() - size_at - 4));
  bucket = offset;
}

// The descriptor table, then the values back to back. A nested document is written in place, so
// that its own offsets are right, and its size patched in afterwards.
void ChunkWriter::WriteValues(const std::vector<EvtxValue>& values) {
  out_.Put(static_cast<std::uint32_t>(values.size()));
  const std::size_t table = out_.size();
  for (const EvtxValue& value : values) {
    out_.Put(std::uint16_t{0});
    out_.Put(static_cast<std::uint8_t>(value.type));
    out_.Put(std::uint8_t{0});
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::size_t start = out_.size();
    out_.PutBytes(values[i].bytes);
    for (const XmlFragment& document : values[i].documents) WriteFragment(document);
    if (!values[i].documents.empty()) WriteFragmentEnd(out_);
    const std::size_t size = out_.size() - start;
    oversized_ = oversized_ || size > kMaxValueBytes;
    out_.Patch(table + i * 4, static_cast<std::uint16_t>(size));
  }
}

void ChunkWriter::UndoTo(std::size_t bytes, std::size_t names, std::size_t definitions) {
  out_.Truncate(bytes);
  names_.UndoTo(names);
  while (definition_order_.size() > definitions) {
    const auto last = definitions_.find(definition_order_.back().get());
    template_buckets_[last->second.id % kTemplateBuckets] = last->second.bucket_before;
    definitions_.erase(last);
    definition_order_.pop_back();
  }
}

std::vector<std::uint8_t> ChunkWriter::Finish(std::uint32_t flags) {
  const std::size_t free_space = out_.size();
  // An empty chunk says so in this odd way (E-2.6): numbers 1 .. 2^64-1, ids all ones.
  const std::uint64_t none = ~std::uint64_t{0};
  out_.Patch(kFirstNumber, count_ == 0 ? std::uint64_t{1} : first_number_);
  out_.Patch(kLastNumber, count_ == 0 ? none : first_number_ + count_ - 1);
  out_.Patch(kFirstId, count_ == 0 ? none : first_id_);
  out_.Patch(kLastId, count_ == 0 ? none : last_id_);
  out_.Patch(kHeaderSize, kChunkHeaderSize);
  out_.Patch(kLastRecord, static_cast<std::uint32_t>(last_record_at_));
  out_.Patch(kFreeSpace, static_cast<std::uint32_t>(free_space));
  out_.Patch(kFlags, flags);
  for (std::size_t i = 0; i < NameTable::kBuckets; ++i) {
    out_.Patch(kNameBuckets + i * 4, names_.buckets()[i]);
  }
  for (std::size_t i = 0; i < kTemplateBuckets; ++i) {
    out_.Patch(kTemplateTable + i * 4, template_buckets_[i]);
  }
  out_.PutZeros(kEvtxChunkBytes - free_space);
  if ((flags & kNoChecksums) == 0) {
    const std::span<const std::uint8_t> all(out_.bytes());
    Crc32 data;
    data.Add(all.subspan(kEvtxChunkHeaderBytes, free_space - kEvtxChunkHeaderBytes));
    out_.Patch(kDataChecksum, data.value());
    Crc32 header;
    header.Add(all.first(kFlags));
    header.Add(all.subspan(kNameBuckets, kEvtxChunkHeaderBytes - kNameBuckets));
    out_.Patch(kHeaderChecksum, header.value());
  }
  return out_.Take();
}

}  // namespace noroshi
