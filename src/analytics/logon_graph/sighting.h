// MachineSighting: a record says which address belongs to which machine, or which names and
// addresses there are. What MachineBook is made of.
//
// Sightings of one unit of evidence are summed up (SightingSums), so a log costs a few dozen, not
// one a record.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/logons/logon_fact.h"
#include "base/time.h"
#include "event/event.h"

namespace noroshi {

enum class SightingKind : std::uint8_t {
  kSpan,      // logon records were written from `first` to `last`; no name, no address
  kOwn,       // the machine has this address: its own account logged on from there, or it says so
  kClaim,     // a client at this address calls itself so; anybody can
  kAssigned,  // a VPN gateway handed the address out; `name` is what the client calls itself
};
inline constexpr std::size_t kSightingKinds = 4;

struct MachineSighting {
  SightingKind kind{};
  std::string name, address;  // "" where the record does not say
  Timestamp first, last;      // of all records that say so
};

// The same, borrowed.
struct SightingView {
  SightingKind kind{};
  std::string_view name, address;
  Timestamp first, last;

  static SightingView Of(const MachineSighting& one) noexcept {
    return {one.kind, one.name, one.address, one.first, one.last};
  }
  [[nodiscard]] MachineSighting Own() const {
    return {kind, std::string(name), std::string(address), first, last};
  }
};

// A flat table: a unit's sightings are found by a hash, and cost no allocation each. Of a flood of
// made-up names each is new.
class SightingSums {
 public:
  // What one logon was added to; good until Flush. 0: nothing.
  struct Places {
    std::uint32_t span = 0, machine = 0;
  };

  // All that a logon says.
  Places AddFact(const LogonFact& fact);
  // Another logon that says the same.
  void AddAgain(const Places& places, Timestamp time) noexcept;
  // A connection that Sysmon (3) noted: one end of it is the computer's own address.
  void AddConnection(const Event& event, const EventContext& context);

  // Calls take(const SightingView&) for each, in the order in which they came, and forgets them.
  // The same may come more than once, where evidence is made to collide.
  template <class Take>
  void Flush(Take take) {
    for (const Sum& sum : sums_) {
      take(SightingView{sum.kind, NameOf(sum), AddressOf(sum), sum.first, sum.last});
      if (sum.place != kNoPlace) places_[sum.place] = 0;
    }
    sums_.clear();
    bytes_.clear();
    span_ = 0;
  }
  [[nodiscard]] std::size_t size() const noexcept { return sums_.size(); }

 private:
  static constexpr std::size_t kMaxProbes = 32;
  static constexpr std::uint32_t kNoPlace = 0xFFFFFFFF;

  struct Sum {
    SightingKind kind{};
    std::uint8_t name_size = 0, address_size = 0;
    std::uint32_t first_byte = 0;  // of the name, in bytes_; the address follows
    std::uint32_t place = kNoPlace;
    std::uint64_t hash = 0;
    Timestamp first, last;
  };

  [[nodiscard]] std::string_view NameOf(const Sum& sum) const noexcept {
    return std::string_view(bytes_).substr(sum.first_byte, sum.name_size);
  }
  [[nodiscard]] std::string_view AddressOf(const Sum& sum) const noexcept {
    return std::string_view(bytes_).substr(sum.first_byte + sum.name_size, sum.address_size);
  }

  // Of a sum, from 1. 0 for a record without a time, of which nothing is kept.
  std::uint32_t Add(SightingKind kind, std::string_view name, std::string_view address,
                    Timestamp time);
  // Likewise, of sums_; where it is not there, the place that it may take.
  std::uint32_t Find(SightingKind kind, std::string_view name, std::string_view address,
                     std::uint64_t hash, std::uint32_t& place) const noexcept;
  void Widen(std::uint32_t number, Timestamp time) noexcept;
  // The time that logon records span, which each of them widens.
  std::uint32_t AddToSpan(Timestamp time);
  void Grow();

  std::vector<Sum> sums_;
  std::string bytes_;
  // Numbers of sums, from 1; a power of two of them.
  std::vector<std::uint32_t> places_ = std::vector<std::uint32_t>(256);
  // kSpan in sums_, once it is there.
  std::uint32_t span_ = 0;
};

// Whether AddConnection makes anything of such events. Nearly free for all others.
[[nodiscard]] bool IsConnection(std::uint32_t event_id, Symbol channel,
                                const EventContext& context);

void EncodeSighting(const SightingView& sighting, std::string& out);
// False for bytes that EncodeSighting did not make.
[[nodiscard]] bool DecodeSighting(std::string_view bytes, MachineSighting& sighting);

}  // namespace noroshi
