// Source and Decoder: how bytes become events.
//
// A Source is one opened piece of evidence. It hands out Units (an EVTX chunk, a block of lines)
// serially and cheaply; a Decoder turns a unit into events, and may do so on any thread and in any
// order, because a unit needs nothing from its neighbours. One Decoder per thread and format: it
// keeps what it learns (template plans) from file to file.
//
// Threads: NextUnit is called by one thread at a time. Decode is called on the decoder's own
// thread; it may read the (const) source the unit came from.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/byte_reader.h"
#include "base/result.h"
#include "event/damage.h"
#include "event/event.h"
#include "evidence/unpack_limits.h"

namespace noroshi {

// How the bytes of a source were used. used + damaged + padding = size once all units are decoded
// (used: headers and records read; padding: valid but holding nothing, such as unused chunk slots
// and the stale bytes behind the last record of a chunk).
struct ByteAccount {
  std::uint64_t used = 0;
  // Of each byte exactly one of the three is true, however it was lost.
  std::uint64_t damaged = 0;
  std::uint64_t padding = 0;

  ByteAccount& operator+=(const ByteAccount& other) noexcept {
    used += other.used;
    damaged += other.damaged;
    padding += other.padding;
    return *this;
  }
};

// How much trouble to take over records that no walk reaches (docs/design/formats/evtx.md).
enum class Recovery : std::uint8_t {
  // Live records only: nothing is searched for.
  kOff,
  // Carve chunks that lost records or their signature (the default).
  kDamage,
  // Carve the slack of healthy chunks as well.
  kAll,
};

class TimeZone;
struct Mapping;

// What the user knows of text evidence and the text does not say.
struct TextOptions {
  // Of times that name none; null = not told: UTC.
  std::shared_ptr<const TimeZone> zone;
  // No record is from later: tells the year where a date has none. 0 = not known.
  Timestamp newest;
  // Of the user; before the built-in ones. They outlive all readers.
  std::vector<const Mapping*> mappings;
};

struct ReadOptions {
  Recovery recovery = Recovery::kDamage;
  // Cost: one CRC32 over every chunk.
  bool verify_checksums = true;
  // Each is tried where a container wants one.
  std::vector<std::string> archive_passwords;
  UnpackLimits unpack;
  // For temporary files without a name; "" = the system's folder.
  std::string spool_folder;
  TextOptions text;
};

// Forms in which a record can be shown whole, without any rule.
enum class DumpFormat : std::uint8_t { kJsonLines, kXml };

class Source;

// Where one record of a text unit lies.
struct UnitRecord {
  // Bytes in Unit::bytes; the line end behind a record is no part of it.
  std::uint32_t begin = 0, size = 0;
  // Physical line of its first byte, from 1.
  std::uint64_t line = 0;
};

// One independently decodable piece. Owns its bytes; recycle it to avoid allocation.
struct Unit {
  const Source* source = nullptr;
  // From 0, in the order of the evidence.
  std::uint64_t index = 0;
  // Of bytes[0] in the file.
  std::uint64_t offset = 0;
  std::vector<std::uint8_t> bytes;
  // Text evidence only; zero bytes follow the last one's text.
  std::vector<UnitRecord> records;
  // Directive lines in force before the first record.
  std::shared_ptr<const std::string> header;
};

class Source {
 public:
  virtual ~Source() = default;

  // Names the decoder that understands its units; a literal.
  [[nodiscard]] virtual std::string_view format() const noexcept = 0;  // "evtx"
  // Bytes of the evidence. While the whole is not known: what has been read so far, or
  // kUnknownSize (rereadable_bytes.h).
  [[nodiscard]] virtual std::uint64_t size_bytes() const noexcept = 0;
  // Fills `unit` with the next piece; false at the end. An I/O error is reported as damage and
  // ends the source. Header-level damage is reported on the first call.
  [[nodiscard]] virtual bool NextUnit(Unit& unit, DamageSink& damage, ByteAccount& account) = 0;
};

// Everything a unit's events borrow from is the unit, the batch and the decoder: keep all three
// until the events have been matched.
class Decoder {
 public:
  virtual ~Decoder() = default;
  // Clears `batch` and fills it from `unit`. `interest` may be null (build everything).
  // Never fails as a whole: what cannot be read is damage.
  virtual void Decode(const Unit& unit, EventInterest* interest, EventBatch& batch,
                      DamageSink& damage, ByteAccount& account) = 0;
  // Appends the unit's records to `out` as text, one JSON object a line or one XML document after
  // another, in the order of the evidence. Returns the number of records written.
  virtual std::uint64_t Dump(const Unit& unit, DumpFormat format, std::string& out,
                             DamageSink& damage, ByteAccount& account) = 0;
};

// Opens a file by its content, never by its name. kUnsupported when no reader knows it.
Result<std::unique_ptr<Source>> OpenSource(const std::string& path, const ReadOptions& options);

// A decoder for sources whose format() is `format`. `context` must outlive it.
std::unique_ptr<Decoder> NewDecoder(std::string_view format, const ReadOptions& options,
                                    EventContext& context);

}  // namespace noroshi
