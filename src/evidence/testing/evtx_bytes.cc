#include "evidence/testing/evtx_bytes.h"

#include <algorithm>

namespace noroshi::testing {
namespace {

constexpr std::size_t kChunkSize = 65'536;
constexpr std::size_t kFileHeaderSize = 4'096;
constexpr std::uint32_t kOuterId = 0x11111111;
constexpr std::uint32_t kInnerId = 0x22222222;

void Put(ByteVector& bytes, std::size_t at, std::uint64_t value, std::size_t size) {
  if (bytes.size() < at + size) bytes.resize(at + size);
  for (std::size_t i = 0; i < size; ++i) bytes[at + i] = static_cast<std::uint8_t>(value >> 8 * i);
}

std::uint64_t Get(const ByteVector& bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = size; i > 0; --i) value = value << 8 | bytes[at + i - 1];
  return value;
}

// The reflected CRC32 of IEEE 802.3, bit by bit.
std::uint32_t Crc32(std::uint32_t crc, const ByteVector& bytes, std::size_t begin,
                    std::size_t end) {
  crc = ~crc;
  for (std::size_t i = begin; i < end; ++i) {
    crc ^= bytes[i];
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (0xEDB88320U & (0U - (crc & 1U)));
  }
  return ~crc;
}

}  // namespace

ByteVector Wide(std::string_view ascii) {
  ByteVector bytes;
  for (const char c : ascii) bytes.insert(bytes.end(), {static_cast<std::uint8_t>(c), 0});
  return bytes;
}

ByteVector Join(std::initializer_list<ByteVector> parts) {
  ByteVector all;
  for (const ByteVector& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

ChunkBytes::ChunkBytes() : bytes_(512) {}

void ChunkBytes::U8(std::uint8_t value) { bytes_.push_back(value); }
void ChunkBytes::U16(std::uint16_t value) { Put(bytes_, at(), value, 2); }
void ChunkBytes::U32(std::uint32_t value) { Put(bytes_, at(), value, 4); }
void ChunkBytes::U64(std::uint64_t value) { Put(bytes_, at(), value, 8); }
void ChunkBytes::Raw(const ByteVector& bytes) {
  bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
}
void ChunkBytes::PutU32(std::size_t position, std::uint32_t value) {
  Put(bytes_, position, value, 4);
}

void ChunkBytes::BeginRecord(std::uint64_t id, std::uint64_t written) {
  if (last_record_at_ == 0) first_id_ = id;
  last_id_ = id;
  record_at_ = at();
  last_record_at_ = static_cast<std::uint32_t>(record_at_);
  U32(0x00002A2A);
  U32(0);
  U64(id);
  U64(written);
}

void ChunkBytes::EndRecord() {
  while ((at() + 4 - record_at_) % 8 != 0) U8(0);
  const auto size = static_cast<std::uint32_t>(at() + 4 - record_at_);
  U32(size);
  PutU32(record_at_ + 4, size);
}

void ChunkBytes::FragmentHeader() { Raw({0x0F, 1, 1, 0}); }

void ChunkBytes::InlineName(std::string_view name) {
  U32(static_cast<std::uint32_t>(at() + 4));
  U32(0);
  std::uint32_t hash = 0;
  for (const char c : name) hash = hash * 65'599 + static_cast<std::uint8_t>(c);
  U16(static_cast<std::uint16_t>(hash));
  U16(static_cast<std::uint16_t>(name.size()));
  Raw(Wide(name));
  U16(0);
}

void ChunkBytes::Open(std::string_view name, bool with_attributes) {
  U8(with_attributes ? 0x41 : 0x01);
  U32(0);
  InlineName(name);
  if (with_attributes) U32(0);
}

void ChunkBytes::OpenDependent(std::string_view name, std::uint16_t dependency,
                               bool with_attributes) {
  U8(with_attributes ? 0x41 : 0x01);
  U16(dependency);
  U32(0);
  InlineName(name);
  if (with_attributes) U32(0);
}

void ChunkBytes::Attribute(std::string_view name) {
  U8(0x06);
  InlineName(name);
}

void ChunkBytes::Text(std::string_view ascii) {
  U8(0x05);
  U8(1);
  U16(static_cast<std::uint16_t>(ascii.size()));
  Raw(Wide(ascii));
}

void ChunkBytes::Substitution(std::uint16_t index, std::uint8_t type, bool optional) {
  U8(optional ? 0x0E : 0x0D);
  U16(index);
  U8(type);
}

std::size_t ChunkBytes::BeginTemplate(std::uint32_t id) {
  U8(0x0C);
  U8(1);
  U32(id);
  definition_at_ = at() + 4;
  U32(static_cast<std::uint32_t>(definition_at_));
  U32(0);
  U32(id);
  Raw(ByteVector(12, 0xAB));  // the rest of the GUID
  U32(0);
  FragmentHeader();
  return definition_at_;
}

void ChunkBytes::EndTemplate(const std::vector<TypedValue>& values) {
  EndOfFragment();
  PutU32(definition_at_ + 20, static_cast<std::uint32_t>(at() - definition_at_ - 24));
  Values(values);
}

void ChunkBytes::Instance(std::uint32_t id, std::size_t definition,
                          const std::vector<TypedValue>& values) {
  U8(0x0C);
  U8(1);
  U32(id);
  U32(static_cast<std::uint32_t>(definition));
  Values(values);
}

void ChunkBytes::Values(const std::vector<TypedValue>& values) {
  U32(static_cast<std::uint32_t>(values.size()));
  for (const TypedValue& value : values) {
    U16(static_cast<std::uint16_t>(value.bytes.size()));
    U8(value.type);
    U8(0);
  }
  for (const TypedValue& value : values) Raw(value.bytes);
}

ByteVector ChunkBytes::Finish() {
  ByteVector chunk = bytes_;
  const std::string_view signature("ElfChnk\0", 8);
  std::copy(signature.begin(), signature.end(), chunk.begin());
  for (const std::size_t at : {8, 24}) Put(chunk, at, first_id_, 8);
  for (const std::size_t at : {16, 32}) Put(chunk, at, last_id_, 8);
  Put(chunk, 40, 128, 4);
  Put(chunk, 44, last_record_at_, 4);
  Put(chunk, 48, bytes_.size(), 4);
  Put(chunk, 120, 1, 4);
  chunk.resize(kChunkSize);
  FixChecksums(chunk);
  return chunk;
}

void FixChecksums(ByteVector& chunk) {
  const std::size_t end = std::clamp<std::size_t>(Get(chunk, 48, 4), 512, chunk.size());
  Put(chunk, 52, Crc32(0, chunk, 512, end), 4);
  Put(chunk, 124, Crc32(Crc32(0, chunk, 0, 120), chunk, 128, 512), 4);
}

ByteVector EvtxFile(const std::vector<ByteVector>& chunks) {
  ByteVector file(kFileHeaderSize);
  const std::string_view signature("ElfFile\0", 8);
  std::copy(signature.begin(), signature.end(), file.begin());
  Put(file, 16, chunks.empty() ? 0 : chunks.size() - 1, 8);
  Put(file, 32, 128, 4);
  Put(file, 36, 1, 2);
  Put(file, 38, 3, 2);
  Put(file, 40, kFileHeaderSize, 2);
  Put(file, 42, chunks.size(), 2);
  Put(file, 124, Crc32(0, file, 0, 120), 4);
  for (const ByteVector& chunk : chunks) file.insert(file.end(), chunk.begin(), chunk.end());
  return file;
}

void EventWriter::OuterDefinition() {
  outer_at_ = chunk_.BeginTemplate(kOuterId);
  const auto leaf = [this](std::string_view name, std::uint16_t index, std::uint8_t type) {
    chunk_.OpenDependent(name, kNoDependencyId);
    chunk_.CloseStart();
    chunk_.Substitution(index, type);
    chunk_.End();
  };
  chunk_.OpenDependent("Event", kNoDependencyId);
  chunk_.CloseStart();
  chunk_.OpenDependent("System", kNoDependencyId);
  chunk_.CloseStart();
  chunk_.OpenDependent("Provider", kNoDependencyId, true);
  chunk_.Attribute("Name");
  chunk_.Text("Test-Provider");
  chunk_.CloseEmpty();
  leaf("EventID", 0, 0x06);
  leaf("EventRecordID", 1, 0x0A);
  leaf("Channel", 2, 0x01);
  chunk_.OpenDependent("Computer", kNoDependencyId);
  chunk_.CloseStart();
  chunk_.Text("HOST1");
  chunk_.End();
  chunk_.End();
  chunk_.Substitution(3, 0x21, true);
  chunk_.End();
}

void EventWriter::InnerDefinition(std::size_t count) {
  chunk_.OpenDependent("EventData", kNoDependencyId);
  chunk_.CloseStart();
  for (std::size_t i = 0; i < count; ++i) {
    chunk_.OpenDependent("Data", kNoDependencyId, true);
    chunk_.Attribute("Name");
    chunk_.Text(std::string(1, static_cast<char>('A' + i)));
    chunk_.CloseStart();
    chunk_.Substitution(static_cast<std::uint16_t>(i), 0x01);
    chunk_.End();
  }
  chunk_.End();
}

// The embedded document as it will lie at `at`: made in a scratch chunk of the same length.
ByteVector EventWriter::Inner(const std::vector<TypedValue>& data, std::size_t at) {
  ByteVector saved = chunk_.bytes();
  chunk_.bytes().resize(at);
  chunk_.FragmentHeader();
  if (inner_at_ == 0) {
    inner_at_ = chunk_.BeginTemplate(kInnerId);
    InnerDefinition(data.size());
    chunk_.EndTemplate(data);
  } else {
    chunk_.Instance(kInnerId, inner_at_, data);
  }
  chunk_.EndOfFragment();
  const ByteVector document(chunk_.bytes().begin() + static_cast<std::ptrdiff_t>(at),
                            chunk_.bytes().end());
  chunk_.bytes() = std::move(saved);
  return document;
}

void EventWriter::Add(std::uint64_t record_id, std::uint16_t event_id,
                      const std::vector<TypedValue>& data) {
  chunk_.BeginRecord(record_id);
  chunk_.FragmentHeader();
  const bool first = outer_at_ == 0;
  if (first) {
    OuterDefinition();
    chunk_.EndTemplate({});
    chunk_.bytes().resize(chunk_.at() - 4);  // the empty value table
  }
  ByteVector id(2), record(8);
  Put(id, 0, event_id, 2);
  Put(record, 0, record_id, 8);
  const ByteVector channel = Wide("Test/Channel");
  constexpr std::size_t kInstanceHeader = 10, kTable = 4 + 4 * 4;
  const std::size_t at = chunk_.at() + (first ? 0 : kInstanceHeader) + kTable + id.size() +
                         record.size() + channel.size();
  const std::vector<TypedValue> values = {
      {0x06, id}, {0x0A, record}, {0x01, channel}, {0x21, Inner(data, at)}};
  first ? chunk_.Values(values) : chunk_.Instance(kOuterId, outer_at_, values);
  chunk_.EndOfFragment();
  chunk_.EndRecord();
}

}  // namespace noroshi::testing
