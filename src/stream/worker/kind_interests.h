// KindInterests: which analytics look at events of a kind. Each of them remembers that for itself,
// in a table of its own; most events are of no interest to any, and of those this says so in one
// look.
//
// A guess that is checked: what is forgotten is asked again. One per EventContext and thread; 10
// KiB.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "event/kind_hash.h"

namespace noroshi {

class KindInterests {
 public:
  static constexpr std::uint8_t kContacts = 1, kNames = 2, kLogons = 4;

  // The bits that `ask(kind)` gives, asked when the kind is not among those seen lately.
  // REQUIRES: the kind has a shape.
  template <class Ask>
  [[nodiscard]] std::uint8_t Of(const EventKind& kind, Ask ask) {
    Place& place = recent_[KindHash{}(kind) % kPlaces];
    if (place.kind.shape == nullptr || !SameKind{}(place.kind, kind)) place = {kind, ask(kind)};
    return place.bits;
  }

 private:
  static constexpr std::size_t kPlaces = 256;  // a unit of evidence brings some dozens of kinds

  struct Place {
    EventKind kind;
    std::uint8_t bits = 0;
  };
  std::array<Place, kPlaces> recent_{};
};

}  // namespace noroshi
