// RecordWriter: what a reader of host artefacts found out, as records of its unit. An artefact's
// bytes are no records: a registry key lies in pieces all over its hive. So the reader writes each
// fact as a list of names and values behind the unit's other records, and one decoder turns all of
// them into events, whatever they were read from.
//
//   RecordWriter records(unit);
//   records.Begin("service", key_offset);
//   records.When(key.written, "key_last_write");
//   records.Wide("ImagePath", utf16_bytes);
//   records.End();
//
// One per NextUnit; not thread-safe. Memory: the unit's bytes, which are kept from unit to unit.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.h"
#include "evidence/source.h"

namespace noroshi::artefacts {

// Longer texts are cut between two characters, and the event is marked partial. No path, command
// line or script has more; a registry value may.
inline constexpr std::size_t kMaxFieldBytes = std::size_t{64} << 10;

// Names that every artefact's events share.
inline constexpr std::string_view kChannelName = "_channel";       // behind "host:"
inline constexpr std::string_view kTimeName = "_time";             // UTC
inline constexpr std::string_view kLocalTimeName = "_local_time";  // in the zone of the evidence
// Which of the times an artefact holds the event's own is: "key_last_write", "run",
// "target_last_write", "file_created", ... An artefact is a state, not a moment: who reads a
// timeline must be told.
inline constexpr std::string_view kTimeMeaningName = "TimeMeaning";

class RecordWriter {
 public:
  // Clears the unit's records and bytes.
  explicit RecordWriter(Unit& unit);

  // `channel` is what the log source of these events is called (docs/design/artefacts.md); `offset`
  // the place of the fact in the evidence, in bytes; no two records of one channel share one,
  // because findings are told apart by it.
  void Begin(std::string_view channel, std::uint64_t offset);
  // The event's time, and what it is the time of. Ticks 0, "not known", writes nothing.
  void When(Timestamp time, std::string_view meaning);
  // As above for a clock without zone: "2020-10-05T02:11:09".
  void WhenLocal(std::string_view iso, std::string_view meaning);

  // Any bytes as text; what is no UTF-8 becomes U+FFFD. A repeated name makes a field of several
  // values.
  void Text(std::string_view name, std::string_view text);
  // UTF-16LE up to the first NUL.
  void Wide(std::string_view name, Bytes utf16le);
  // Text with nothing in it is left out.
  void TextIfAny(std::string_view name, std::string_view text) {
    if (!text.empty()) Text(name, text);
  }
  void Number(std::string_view name, std::uint64_t number);
  // Another time than the event's own, as ISO 8601; ticks 0 writes nothing.
  void Time(std::string_view name, Timestamp time);
  // The physical line, from 1, that the record is, of text.
  void AtLine(std::uint64_t line) noexcept { line_ = line; }
  void End();

  [[nodiscard]] std::size_t bytes() const noexcept { return unit_.bytes.size(); }
  [[nodiscard]] std::size_t count() const noexcept { return unit_.records.size(); }

 private:
  void Put(std::uint8_t type, std::string_view name, std::string_view value);

  Unit& unit_;
  std::size_t begin_ = 0;
  std::uint64_t line_ = 0;
  std::string scratch_;
};

// How a record lies in a unit's bytes: this head, then for each field its type, the sizes of name
// and value, name and value. Native byte order: it never leaves the process.
struct RecordHead {
  std::uint64_t offset = 0;
  std::uint64_t is_partial = 0;
};
struct FieldHead {
  std::uint32_t value_size = 0;
  std::uint16_t name_size = 0;
  std::uint8_t type = 0;  // FlatType
  std::uint8_t zero = 0;
};

}  // namespace noroshi::artefacts
