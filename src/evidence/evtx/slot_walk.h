// SlotWalk: all records of a slot, live and carved, in the order of the evidence, with the damage
// and the byte account of everything else. What to do with a record is the caller's business.
#pragma once

#include <functional>

#include "event/damage.h"
#include "event/event.h"
#include "evidence/evtx/issues.h"
#include "evidence/evtx/record.h"
#include "evidence/source.h"

namespace noroshi::evtx {

// Receives the records of a slot.
class RecordVisitor {
 public:
  virtual ~RecordVisitor() = default;
  // The records that follow count from `base` of the slot, where their chunk began; `chunk` is what
  // the slot holds from there. Called at most once a slot, behind all records that count from 0.
  virtual void OnChunk(Bytes chunk, std::size_t base) = 0;
  // Reads one record and notes what was odd. `marks` are those of its chunk (suspect, recovered).
  virtual void OnRecord(const RecordSpan& record, EventMark marks, Issues& issues) = 0;
};

// Visits the records of `unit`, which came from an EvtxSource. Cost besides the visitor's: a walk
// over the headers, one CRC32 if asked for, and carving where something was lost.
void WalkSlot(const Unit& unit, const ReadOptions& options, RecordVisitor& visitor,
              DamageSink& damage, ByteAccount& account);

}  // namespace noroshi::evtx
