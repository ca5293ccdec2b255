// StampedInterest: an EventInterest that is also told how the file numbers each of its records.
//
// Readers that know this of every record, wanted or not, say so: only then can anybody tell which
// are missing. A reader finds out once a unit, by asking what kind of interest it was given; others
// take it for a plain one.
#pragma once

#include "event/event.h"

namespace noroshi {

// A record as its file numbers it. Records that cannot be trusted (carved, of a suspect chunk) have
// none.
struct RecordStamp {
  std::uint64_t id = 0;      // EventRecordID, by the record's header
  Timestamp written;         // by the header, UTC
  std::uint64_t offset = 0;  // of its first byte, in its file
};

class StampedInterest : public EventInterest {
 public:
  // Before Wants() is asked about the record; for an odd record perhaps twice.
  virtual void OnStamp(const EventKind& kind, const RecordStamp& stamp) = 0;
};

}  // namespace noroshi
