#include "evidence/evtx/evtx_decoder.h"

#include "evidence/evtx/evtx_source.h"
#include "evidence/evtx/slot_walk.h"

namespace noroshi::evtx {
namespace {

// Puts the records of a slot into a batch.
class BatchFiller : public RecordVisitor {
 public:
  BatchFiller(const Unit& unit, RecordReader& reader, EventInterest* interest, EventBatch& batch)
      : unit_(unit), reader_(reader), interest_(interest), batch_(batch) {}

  void OnRecord(const RecordSpan& record, EventMark marks, Issues& issues) override {
    ++batch_.record_count;
    Event event;
    if (!reader_.Read(record, interest_, batch_.arena, event, issues)) return;
    event.offset = unit_.offset + record.offset;
    event.marks = marks | issues.Marks();
    batch_.events.push_back(event);
  }

 private:
  const Unit& unit_;
  RecordReader& reader_;
  EventInterest* interest_;
  EventBatch& batch_;
};

}  // namespace

EvtxDecoder::EvtxDecoder(const ReadOptions& options, EventContext& context, RecordPath path)
    : options_(options), reader_(context, path) {}

void EvtxDecoder::Decode(const Unit& unit, EventInterest* interest, EventBatch& batch,
                         DamageSink& damage, ByteAccount& account) {
  batch.Clear();
  reader_.BeginChunk(unit.bytes, static_cast<const EvtxSource*>(unit.source));
  BatchFiller filler(unit, reader_, interest, batch);
  WalkSlot(unit, options_, filler, damage, account);
}

std::uint64_t EvtxDecoder::Dump(const Unit&, DumpFormat, std::string&, DamageSink&, ByteAccount&) {
  return 0;
}

std::unique_ptr<Decoder> NewEvtxDecoder(const ReadOptions& options, EventContext& context) {
  return std::make_unique<EvtxDecoder>(options, context);
}

}  // namespace noroshi::evtx
