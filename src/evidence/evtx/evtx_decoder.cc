#include "evidence/evtx/evtx_decoder.h"

#include "evidence/evtx/evtx_source.h"
#include "evidence/evtx/slot_walk.h"

namespace noroshi::evtx {
namespace {

// Puts the records of a slot into a batch.
class BatchFiller : public RecordVisitor {
 public:
  BatchFiller(const Unit& unit, RecordReader& reader, EventInterest* interest, EventBatch& batch)
      : unit_(unit),
        reader_(reader),
        interest_(interest),
        stamps_(dynamic_cast<StampedInterest*>(interest)),
        batch_(batch) {}

  void OnChunk(Bytes chunk, std::size_t base) override {
    reader_.MoveTo(chunk);
    base_ = base;
  }

  void OnRecord(const RecordSpan& record, EventMark marks, Issues& issues) override {
    ++batch_.record_count;
    const bool trusted = !HasMark(marks, EventMark::kSuspect | EventMark::kRecovered);
    reader_.SetStamps(trusted ? stamps_ : nullptr, unit_.offset + base_);
    Event event;
    if (!reader_.Read(record, interest_, batch_.arena, event, issues)) return;
    event.offset = unit_.offset + base_ + record.offset;
    event.marks = marks | issues.Marks();
    batch_.events.push_back(event);
  }

 private:
  const Unit& unit_;
  RecordReader& reader_;
  EventInterest* interest_;
  StampedInterest* stamps_;  // the same, if it asks for stamps
  EventBatch& batch_;
  std::size_t base_ = 0;
};

// Appends the records of a slot to a text.
class TextAppender : public RecordVisitor {
 public:
  TextAppender(RecordReader& reader, RecordText& text, DumpFormat format, std::string& out)
      : reader_(reader), text_(text), format_(format), out_(out) {}

  void OnChunk(Bytes chunk, std::size_t) override { reader_.MoveTo(chunk); }

  void OnRecord(const RecordSpan& record, EventMark marks, Issues& issues) override {
    ++count_;
    buffer_.Clear();
    if (reader_.WriteText(record, format_, buffer_)) {
      RecordText::AppendEnd(marks | issues.Marks(), format_, buffer_);
    } else {
      arena_.Reset();
      const Tree& tree = reader_.ReadTree(record, arena_, issues);
      text_.Append(tree, record, marks | issues.Marks(), format_, buffer_);
    }
    out_.append(buffer_.view());
  }

  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }

 private:
  RecordReader& reader_;
  RecordText& text_;
  DumpFormat format_;
  std::string& out_;
  Arena arena_;
  TextBuffer buffer_;
  std::uint64_t count_ = 0;
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

std::uint64_t EvtxDecoder::Dump(const Unit& unit, DumpFormat format, std::string& out,
                                DamageSink& damage, ByteAccount& account) {
  reader_.BeginChunk(unit.bytes, static_cast<const EvtxSource*>(unit.source));
  TextAppender appender(reader_, text_, format, out);
  WalkSlot(unit, options_, appender, damage, account);
  return appender.count();
}

std::unique_ptr<Decoder> NewEvtxDecoder(const ReadOptions& options, EventContext& context) {
  return std::make_unique<EvtxDecoder>(options, context);
}

}  // namespace noroshi::evtx
