// RecordParser: the text of one record to names and values. One small class per text format; what
// they mean is a mapping's business.
//
// One per decoder; not thread-safe.
#pragma once

#include <cstdint>
#include <string_view>

#include "evidence/flat/flat_record.h"
#include "evidence/source.h"

namespace noroshi {

enum class Parsed : std::uint8_t {
  kRecord,
  // A record; some of its bytes had to be replaced.
  kOddText,
  // A record; some of its values are missing.
  kPartial,
  // A record of which only the message for people is there, and nobody knows its form.
  kMessageOnly,
  // A header, a comment: read, and no event.
  kNoRecord,
  // Cannot be read: damage of kind kRecordSyntax.
  kBad,
};

class RecordParser {
 public:
  virtual ~RecordParser() = default;

  // Called before the records of a unit: the state of the file at its start, as its cutter left it.
  virtual void BeginUnit(const Unit& unit) { static_cast<void>(unit); }

  // Clears and fills `record`, whose views point into `text` or this parser and are valid until
  // the next call. `text` is followed by kUnitPaddingBytes readable bytes.
  [[nodiscard]] virtual Parsed Parse(std::string_view text, FlatRecord& record) = 0;
};

}  // namespace noroshi
