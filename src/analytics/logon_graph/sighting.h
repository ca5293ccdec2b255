// MachineSighting: a record says which address belongs to which machine, or which names and
// addresses there are. What MachineBook is made of.
//
// Sightings of one unit of evidence are summed up (SightingSums), so a log costs a few dozen, not
// one a record.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

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

class SightingSums {
 public:
  // What one logon was added to; good until Flush. Null: nothing.
  struct Places {
    std::pair<Timestamp, Timestamp>* span = nullptr;
    std::pair<Timestamp, Timestamp>* machine = nullptr;
  };

  // All that a logon says.
  Places AddFact(const LogonFact& fact);
  // Another logon that says the same.
  static void AddAgain(const Places& places, Timestamp time) noexcept;
  // A connection that Sysmon (3) noted: one end of it is the computer's own address.
  void AddConnection(const Event& event, const EventContext& context);

  // Calls take(const MachineSighting&) for each in one order, and forgets them.
  template <class Take>
  void Flush(Take take) {
    for (const auto& [key, span] : sums_) {
      take(MachineSighting{std::get<0>(key), std::get<1>(key), std::get<2>(key), span.first,
                           span.second});
    }
    sums_.clear();
    span_ = nullptr;
  }
  [[nodiscard]] std::size_t size() const noexcept { return sums_.size(); }

 private:
  using Key = std::tuple<SightingKind, std::string, std::string>;
  using KeyView = std::tuple<SightingKind, std::string_view, std::string_view>;
  // Most of what is added is there already: looked for without making texts of it.
  struct KeyOrder {
    using is_transparent = void;
    [[nodiscard]] static KeyView ViewOf(const Key& key) noexcept {
      return {std::get<0>(key), std::get<1>(key), std::get<2>(key)};
    }
    [[nodiscard]] static const KeyView& ViewOf(const KeyView& key) noexcept { return key; }
    template <class A, class B>
    bool operator()(const A& a, const B& b) const noexcept {
      return ViewOf(a) < ViewOf(b);
    }
  };

  // Null for a record without a time, of which nothing is kept.
  std::pair<Timestamp, Timestamp>* Add(SightingKind kind, std::string_view name,
                                       std::string_view address, Timestamp time);

  // The time that logon records span, which each of them widens.
  std::pair<Timestamp, Timestamp>* AddToSpan(Timestamp time);

  std::map<Key, std::pair<Timestamp, Timestamp>, KeyOrder> sums_;
  // kSpan in sums_, once it is there.
  std::pair<Timestamp, Timestamp>* span_ = nullptr;
};

// Whether AddConnection makes anything of such events. Nearly free for all others.
[[nodiscard]] bool IsConnection(std::uint32_t event_id, Symbol channel,
                                const EventContext& context);

void EncodeSighting(const MachineSighting& sighting, std::string& out);
// False for bytes that EncodeSighting did not make.
[[nodiscard]] bool DecodeSighting(std::string_view bytes, MachineSighting& sighting);

}  // namespace noroshi
