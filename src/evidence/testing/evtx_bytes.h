// EvtxBytes: EVTX files byte by byte, for tests. Knows the format from the specification only and
// shares nothing with the reader, so that an error in a layout cannot cancel out. Writes broken
// files as readily as whole ones.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace noroshi::testing {

using ByteVector = std::vector<std::uint8_t>;

// UTF-16LE of ASCII text.
ByteVector Wide(std::string_view ascii);
ByteVector Join(std::initializer_list<ByteVector> parts);

// A value of a template instance: type byte and bytes.
struct TypedValue {
  std::uint8_t type = 0;
  ByteVector bytes;
};

inline constexpr std::uint16_t kNoDependencyId = 0xFFFF;

// One chunk in the making. Positions are offsets in the chunk, as in the format.
class ChunkBytes {
 public:
  ChunkBytes();

  [[nodiscard]] std::size_t at() const { return bytes_.size(); }
  [[nodiscard]] ByteVector& bytes() { return bytes_; }

  void U8(std::uint8_t value);
  void U16(std::uint16_t value);
  void U32(std::uint32_t value);
  void U64(std::uint64_t value);
  void Raw(const ByteVector& bytes);
  void PutU32(std::size_t at, std::uint32_t value);

  // A record: header, whatever is appended in between, padding to 8, the copy of the size.
  void BeginRecord(std::uint64_t id, std::uint64_t written = kTime);
  void EndRecord();

  // BinXML tokens. Element starts inside a definition carry a dependency id.
  void FragmentHeader();
  void Open(std::string_view name, bool with_attributes = false);
  void OpenDependent(std::string_view name, std::uint16_t dependency, bool with_attributes = false);
  void Attribute(std::string_view name);
  void CloseStart() { U8(0x02); }
  void CloseEmpty() { U8(0x03); }
  void End() { U8(0x04); }
  void Text(std::string_view ascii);
  void Substitution(std::uint16_t index, std::uint8_t type, bool optional = false);
  void EndOfFragment() { U8(0x00); }
  // A reference to a name record that lies right here.
  void InlineName(std::string_view name);

  // A template instance with its definition inline: begin, the definition's tokens, then values.
  // Returns the definition's offset, by which later instances refer to it.
  std::size_t BeginTemplate(std::uint32_t id);
  void EndTemplate(const std::vector<TypedValue>& values);
  // An instance of an earlier definition.
  void Instance(std::uint32_t id, std::size_t definition, const std::vector<TypedValue>& values);
  // Count, descriptors, bytes.
  void Values(const std::vector<TypedValue>& values);

  // The whole chunk of 65,536 bytes with a right header. Ids run from the first to the last record.
  [[nodiscard]] ByteVector Finish();

  static constexpr std::uint64_t kTime = 132'463'438'691'234'567;  // 2020-10-05T03:57:49.1234567Z

 private:
  ByteVector bytes_;
  std::size_t record_at_ = 0;
  std::size_t definition_at_ = 0;
  std::uint64_t first_id_ = 0, last_id_ = 0;
  std::uint32_t last_record_at_ = 0;
};

// Sets a chunk's checksums right after its bytes were changed.
void FixChecksums(ByteVector& chunk);

// A file header of 4,096 bytes and the chunks behind it.
ByteVector EvtxFile(const std::vector<ByteVector>& chunks);

// The usual event in one go: a template with System (Provider name, EventID, EventRecordID,
// Channel, Computer) around an embedded template with named Data. The first call in a chunk writes
// the definitions, later ones refer to them.
class EventWriter {
 public:
  explicit EventWriter(ChunkBytes& chunk) : chunk_(chunk) {}

  // `data` are the values of Data elements called A, B, C, ... as many as in the first call.
  void Add(std::uint64_t record_id, std::uint16_t event_id, const std::vector<TypedValue>& data);

 private:
  void OuterDefinition();
  void InnerDefinition(std::size_t count);
  ByteVector Inner(const std::vector<TypedValue>& data, std::size_t at);

  ChunkBytes& chunk_;
  std::size_t outer_at_ = 0, inner_at_ = 0;
};

}  // namespace noroshi::testing
