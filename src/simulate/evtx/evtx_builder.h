// EvtxBuilder: writes Windows event log files from nothing, for simulations and for tests.
//
// It follows the published format (docs/design/simulate.md) and shares no code with the reader, so
// a test that reads back what was built tests both. It writes healthy files by default; options
// and the odd calls make files that are legal but rare: dirty, wrapped, with unused slots, with
// several chunks for few records. Damage is left to tests: the finished bytes are theirs to spoil.
//
//   EvtxBuilder log;
//   NOROSHI_TRY(auto id, log.Add(record));
//   WriteFile(path, log.Finish());
//
// One owner. The whole file is held in memory, unless finished chunks are taken out as it grows:
// then what is left is one chunk, and FileHeader() tells at the end what stands in front.
// Same calls, same bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.h"
#include "simulate/evtx/chunk_writer.h"

namespace noroshi {

// What the file header and the chunk headers say. The defaults are a log that Windows closed in
// good order.
struct EvtxFileOptions {
  std::uint16_t minor_version = 1;  // 1 or 2; the major version is 3
  std::uint32_t flags = 0;          // 1 dirty, 2 full, 4 no checksums
  std::uint32_t chunk_flags = 1;    // bit 4 = no checksums
  std::uint64_t first_record_id = 1;
  std::optional<std::uint16_t> stale_chunk_count =
      std::nullopt;  // what a dirty header says instead
  std::optional<std::uint64_t> stale_next_record_id = std::nullopt;
  std::size_t wrapped_by = 0;  // slots by which the ring has turned
};

class EvtxBuilder {
 public:
  explicit EvtxBuilder(EvtxFileOptions options = {});

  // Appends a record with the next record id, which is returned. kLimit: it fits no chunk.
  Result<std::uint64_t> Add(const EvtxRecord& record);
  // As Add, with an id of the caller's choice; later ids count on from it.
  Result<std::uint64_t> AddWithId(const EvtxRecord& record, std::uint64_t id);
  // The next record begins a new chunk.
  void EndChunk();
  // A slot of zeros, as Windows leaves where it has allocated ahead.
  void AddUnusedSlot();
  // A chunk that holds no record.
  void AddEmptyChunk();

  // The file. The builder is empty afterwards. REQUIRES: no chunks were taken.
  [[nodiscard]] std::vector<std::uint8_t> Finish();

  // The chunks finished so far, one behind the other; the builder keeps only their number.
  // REQUIRES: `wrapped_by` is 0, for a ring turns as a whole.
  [[nodiscard]] std::vector<std::uint8_t> TakeChunks();
  // The 4,096 bytes before the chunks, as of now: call it after EndChunk and TakeChunks.
  [[nodiscard]] std::vector<std::uint8_t> FileHeader() const;

 private:
  // A chunk's place in the file.
  struct Slot {
    std::vector<std::uint8_t> bytes;
    bool used = false;
  };

  [[nodiscard]] std::vector<std::uint8_t> Header(std::size_t slots) const;

  EvtxFileOptions options_;
  std::vector<Slot> slots_;
  std::optional<ChunkWriter> chunk_;
  std::size_t taken_ = 0;  // chunks that left with TakeChunks
  std::uint64_t next_number_ = 1;
  std::uint64_t next_id_;
};

}  // namespace noroshi
