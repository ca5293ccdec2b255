// ChunkWriter: builds one 64 KiB EVTX chunk, record by record.
//
// Everything a record refers to (names, template definitions) lies in the same chunk: a definition
// is written inline where it is first used and referred to by offset afterwards. That is why a
// record can fit one chunk and not another, and why Append has to be able to take itself back.
//
// Layout: 512 bytes of header (counts, ids, checksums, 64 name and 32 template buckets), then the
// records without gaps. One owner; holds one chunk. The cost of a record is that of
// copying its values, plus its template once a chunk.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "base/time.h"
#include "simulate/evtx/byte_writer.h"
#include "simulate/evtx/name_table.h"
#include "simulate/evtx/xml_fragment.h"

namespace noroshi {

// Both are the format's, not ours to choose.
inline constexpr std::size_t kEvtxChunkBytes = 65'536;
inline constexpr std::size_t kEvtxChunkHeaderBytes = 512;

// A record before it has a place: usually one fragment, a template instance.
struct EvtxRecord {
  // In the record's header; the time of the event itself is a value of its System part.
  Timestamp written;
  // Written one behind the other. Readers take the first as the event.
  std::vector<XmlFragment> fragments;
};

class ChunkWriter {
 public:
  // `first_number` is the record number of the first record (not its id: the two part ways after
  // a log is cleared).
  explicit ChunkWriter(std::uint64_t first_number);

  // Appends the record; false, and no change, when it does not fit into what is left.
  [[nodiscard]] bool Append(const EvtxRecord& record, std::uint64_t id);

  [[nodiscard]] bool empty() const noexcept { return count_ == 0; }

  // The finished chunk, kEvtxChunkBytes long. `flags` 4 = no checksums, which are then zero.
  [[nodiscard]] std::vector<std::uint8_t> Finish(std::uint32_t flags);

 private:
  static constexpr std::size_t kTemplateBuckets = 32;

  // A template that lies in this chunk already. Its bucket's former head is kept for undoing.
  struct Definition {
    std::uint32_t id = 0;  // the first four bytes of its GUID
    std::uint32_t offset = 0;
    std::uint32_t bucket_before = 0;
  };

  void WriteFragment(const XmlFragment& fragment);
  void WriteInstance(const XmlFragment& fragment);
  void WriteDefinition(const XmlFragment& fragment);
  void WriteValues(const std::vector<EvtxValue>& values);
  // Back to the state in which the chunk had that many bytes, names and definitions.
  void UndoTo(std::size_t bytes, std::size_t names, std::size_t definitions);

  ByteWriter out_;
  NameTable names_;
  std::map<const XmlSketch*, Definition> definitions_;
  std::vector<std::shared_ptr<const XmlSketch>> definition_order_;
  // Offset of the newest definition in each bucket of the header's table; 0 for none.
  std::array<std::uint32_t, kTemplateBuckets> template_buckets_{};
  // The record at hand has a value above 65,535 bytes.
  bool oversized_ = false;

  // Record numbers count all records of the log, ids may begin anew; both stand in the chunk's
  // header.
  std::uint64_t first_number_;
  std::uint64_t count_ = 0;
  std::uint64_t first_id_ = 0;
  std::uint64_t last_id_ = 0;
  std::size_t last_record_at_ = kEvtxChunkHeaderBytes;
};

}  // namespace noroshi
