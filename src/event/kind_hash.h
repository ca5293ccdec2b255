// Kinds of events as keys of tables. The computer is left out: it is for counting, nothing is
// decided by it. Pure functions.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/hash.h"
#include "event/event.h"

namespace noroshi {

struct SameKind {
  bool operator()(const EventKind& a, const EventKind& b) const noexcept {
    return a.shape == b.shape && a.channel == b.channel && a.provider == b.provider &&
           a.event_id == b.event_id;
  }
};

// REQUIRES: the kind has a shape.
struct KindHash {
  std::size_t operator()(const EventKind& kind) const noexcept {
    const std::uint64_t names =
        static_cast<std::uint64_t>(kind.channel) << 32 | static_cast<std::uint64_t>(kind.provider);
    const std::uint64_t form = static_cast<std::uint64_t>(kind.shape->id()) << 32 | kind.event_id;
    return HashMix(names, form);
  }
};

}  // namespace noroshi
