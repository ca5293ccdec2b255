#include "evidence/artefacts/artefact_decoder.h"

#include "evidence/artefacts/record_writer.h"
#include "evidence/mapping/mapping_list.h"
#include "evidence/text/record_text.h"

namespace noroshi::artefacts {
namespace {

constexpr std::string_view kComputerName = "Computer";

std::string_view Chars(Bytes bytes) noexcept {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

ArtefactDecoder::ArtefactDecoder(const ReadOptions& options, EventContext& context)
    : maker_(context, paths_, MappingsFor(kRecordFormat, options)), zone_(options.text.zone) {
  time_.zone = zone_.get();
}

ArtefactDecoder::Place ArtefactDecoder::ReadRecord(const Unit& unit, const UnitRecord& place) {
  record_.Clear();
  ByteReader in(Bytes(unit.bytes).subspan(place.begin, place.size));
  RecordHead head;
  if (!in.TryRead(head)) return {};
  FieldHead field;
  Bytes name, value;
  bool has_computer = false;
  while (in.TryRead(field) && in.TryTake(field.name_size, name) &&
         in.TryTake(field.value_size, value)) {
    record_.Add(paths_.Find(kRootPath, Chars(name)), static_cast<FlatType>(field.type),
                Chars(value));
    has_computer = has_computer || Chars(name) == kComputerName;
  }
  // The artefact does not say; the tree it lies in does.
  if (!has_computer && unit.header != nullptr) {
    record_.Add(paths_.Find(kRootPath, kComputerName), FlatType::kText, *unit.header);
  }
  return {head.offset, head.is_partial != 0};
}

void ArtefactDecoder::Decode(const Unit& unit, EventInterest* interest, EventBatch& batch,
                             DamageSink&, ByteAccount&) {
  batch.Clear();
  batch.record_count = unit.records.size();
  for (const UnitRecord& place : unit.records) {
    const Place where = ReadRecord(unit, place);
    Event event;
    if (maker_.Make(record_, time_, interest, batch.arena, event) == EventMaker::Made::kNotWanted) {
      continue;
    }
    event.offset = where.offset;
    event.line = place.line;
    event.marks = where.is_partial ? EventMark::kPartial : EventMark::kNone;
    batch.events.push_back(event);
  }
}

std::uint64_t ArtefactDecoder::Dump(const Unit& unit, DumpFormat, std::string& out, DamageSink&,
                                    ByteAccount&) {
  for (const UnitRecord& place : unit.records) {
    static_cast<void>(ReadRecord(unit, place));
    AppendRecordText(record_, paths_, {}, out);
  }
  return unit.records.size();
}

std::unique_ptr<Decoder> NewArtefactDecoder(const ReadOptions& options, EventContext& context) {
  return std::make_unique<ArtefactDecoder>(options, context);
}

}  // namespace noroshi::artefacts
