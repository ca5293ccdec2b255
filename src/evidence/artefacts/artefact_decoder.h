// ArtefactDecoder: the records that readers of host artefacts wrote (record_writer.h) to events or
// to text. One for all artefacts: their formats differ, what became of them does not.
#pragma once

#include <memory>

#include "evidence/flat/event_maker.h"
#include "evidence/source.h"

namespace noroshi::artefacts {

// Whose records the mapping in mapping/shapes/artefacts.cc reads.
inline constexpr std::string_view kRecordFormat = "artefact";

// Not thread-safe: one per thread. Never reports damage: whoever read the artefact has.
class ArtefactDecoder final : public Decoder {
 public:
  // `context` outlives this.
  ArtefactDecoder(const ReadOptions& options, EventContext& context);

  // Events point into the unit's bytes and the batch's arena.
  void Decode(const Unit& unit, EventInterest* interest, EventBatch& batch, DamageSink& damage,
              ByteAccount& account) override;
  // An object of names and values a line, in either format.
  std::uint64_t Dump(const Unit& unit, DumpFormat format, std::string& out, DamageSink& damage,
                     ByteAccount& account) override;

 private:
  struct Place {
    std::uint64_t offset = 0;
    bool is_partial = false;
  };
  // Fills record_ from one record of the unit.
  Place ReadRecord(const Unit& unit, const UnitRecord& place);

  PathTable paths_;
  EventMaker maker_;
  FlatRecord record_;
  std::shared_ptr<const TimeZone> zone_;
  TimeContext time_;
};

std::unique_ptr<Decoder> NewArtefactDecoder(const ReadOptions& options, EventContext& context);

}  // namespace noroshi::artefacts
