// Reads simulated files with noroshi's own reader: the judge of what the builder writes.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "event/event.h"
#include "evidence/source.h"

namespace noroshi {

struct ReadBack {
  std::uint64_t records = 0;
  std::vector<std::string> damage;  // "chunk_checksum at 4096: detail"
  ByteAccount account;
  std::uint64_t size = 0;
};

// Calls `visit` for each event of the file, in its order. `interest` may be null.
ReadBack ReadEvtx(const std::string& path, EventContext& context, EventInterest* interest,
                  const std::function<void(const Event&)>& visit);

}  // namespace noroshi
