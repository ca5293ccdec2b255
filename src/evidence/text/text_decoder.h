// TextDecoder: units of text records to events or to text, for any text format: a RecordParser
// reads them, mappings say what they mean.
#pragma once

#include <memory>
#include <string>

#include "evidence/flat/event_maker.h"
#include "evidence/source.h"
#include "evidence/text/record_parser.h"

namespace noroshi {

// Not thread-safe: one per thread. What is wrong with the evidence becomes damage, never a failed
// call. A record whose meaning nobody knows is an event without channel, and counted as damage of
// kind kUnknownShape, which loses nothing.
class TextDecoder final : public Decoder {
 public:
  // Makes the parser on the decoder's own path table. Mappings of the options outlive it.
  using NewParser = std::unique_ptr<RecordParser> (*)(PathTable& paths, const ReadOptions& options);

  // `format` is that of the mappings to use; it must live forever. `context` outlives this.
  TextDecoder(std::string_view format, NewParser new_parser, const ReadOptions& options,
              EventContext& context);

  // Events point into the unit's bytes and the batch's arena.
  void Decode(const Unit& unit, EventInterest* interest, EventBatch& batch, DamageSink& damage,
              ByteAccount& account) override;
  // Records of JSON as they stand, one a line; those of other formats as an object of their names
  // and values. XML is written as JSON: there is no agreed form.
  std::uint64_t Dump(const Unit& unit, DumpFormat format, std::string& out, DamageSink& damage,
                     ByteAccount& account) override;

 private:
  // What became of the records of one unit.
  struct Tally {
    std::uint64_t damaged_bytes = 0, used_bytes = 0, unknown = 0;
    std::uint64_t first_unknown = 0;  // its offset
  };

  void BeginUnit(const Unit& unit);
  [[nodiscard]] Parsed ParseRecord(const Unit& unit, const UnitRecord& place, DamageSink& damage,
                                   Tally& tally);
  void AddEvent(const Unit& unit, const UnitRecord& place, Parsed parsed, EventInterest* interest,
                EventBatch& batch, Tally& tally);
  static void Report(const Tally& tally, DamageSink& damage, ByteAccount& account);

  PathTable paths_;
  std::unique_ptr<RecordParser> parser_;
  EventMaker maker_;
  FlatRecord record_;
  std::shared_ptr<const TimeZone> zone_;
  TimeContext time_;
};

}  // namespace noroshi
