// EvtxDecoder: one slot of an EVTX file to events or to text. Knows what is live, what is carved,
// what is lost, and accounts for every byte.
#pragma once

#include <memory>
#include <string>

#include "event/damage.h"
#include "event/event.h"
#include "evidence/evtx/record_reader.h"
#include "evidence/evtx/record_text.h"
#include "evidence/source.h"

namespace noroshi::evtx {

[[nodiscard]] std::unique_ptr<Decoder> NewEvtxDecoder(const ReadOptions& options,
                                                      EventContext& context);

class EvtxDecoder : public Decoder {
 public:
  EvtxDecoder(const ReadOptions& options, EventContext& context,
              RecordPath path = RecordPath::kPlanned);

  void Decode(const Unit& unit, EventInterest* interest, EventBatch& batch, DamageSink& damage,
              ByteAccount& account) override;
  std::uint64_t Dump(const Unit& unit, DumpFormat format, std::string& out, DamageSink& damage,
                     ByteAccount& account) override;

 private:
  ReadOptions options_;
  RecordReader reader_;
  RecordText text_;
};

}  // namespace noroshi::evtx
