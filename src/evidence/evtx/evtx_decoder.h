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

// What a Source hands out, one per thread. `context` must outlive it.
[[nodiscard]] std::unique_ptr<Decoder> NewEvtxDecoder(const ReadOptions& options,
                                                      EventContext& context);

// Keeps plans and scratch from slot to slot. Not thread-safe: one per thread. What is wrong with
// the evidence becomes damage, never a failed call.
class EvtxDecoder : public Decoder {
 public:
  EvtxDecoder(const ReadOptions& options, EventContext& context,
              RecordPath path = RecordPath::kPlanned);

  // Events point into the unit's bytes, the batch's arena and this decoder's plans, and die with
  // whichever goes first.
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
