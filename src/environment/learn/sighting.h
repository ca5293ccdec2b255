// EnvironmentSighting: one thing that records say of an organisation: `subject` had to do with
// `object`, so often, on so many days. Sums of sightings, sorted, are all that the learner sees.
//
// Sums of one pair may come in pieces and merge to the same in any order, so neither threads nor
// files matter. Encoded sums sort by kind, subject, object.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/time.h"

namespace noroshi {

// In the order in which the learner needs them: addresses before what is told by addresses.
enum class LearntKind : std::uint8_t {
  kAddress,       // a computer's name, an address that it had
  kDomain,        // a domain, a computer whose name ends in it
  kLog,           // a computer, a channel that it writes
  kController,    // a computer, the id of a record that domain controllers only write
  kInbound,       // a computer, a place that somebody logged on from over the network
  kDesktop,       // a place, a computer that a remote desktop was opened on from there
  kReach,         // a place, a computer that it reached for; `failed` says how often in vain
  kPrivilege,     // an account, a computer on which it had an administrator's rights
  kInteractive,   // an account, a computer at which somebody sat with it
  kServiceLogon,  // an account, a computer where a service or a batch ran as it
  kMember,        // an account, a group of administrators that it was added to
  kVpn,           // a range of addresses given to VPN clients, an account
  kContact,       // a destination, a computer that called it
  kClientName,    // a computer's word for itself, the host that heard it
};
inline constexpr std::size_t kLearntKinds = 14;

// Six numbers say all that proposals ask: how often, how often in vain, on how many days, at how
// many hours, and when first and last.
struct SightingSum {
  std::uint64_t count = 0, failed = 0;
  std::uint64_t days = 0;   // a bit for each day, by its number modulo 64
  std::uint64_t hours = 0;  // a bit for each hour of the day, UTC
  Timestamp first, last;    // 0 ticks: no record had a time

  void Add(Timestamp time, bool failure) noexcept;
  void Merge(const SightingSum& other) noexcept;
  // Distinct days, exact up to 64.
  [[nodiscard]] unsigned day_count() const noexcept;
  [[nodiscard]] unsigned hour_count() const noexcept;
};

// Longest text that is kept of a name, in bytes; cut between characters. DNS names have 253.
inline constexpr std::size_t kMaxSightingTextBytes = 255;

// A sum as it comes out of the sort.
struct FiledSighting {
  LearntKind kind{};
  std::string_view subject, object;
  SightingSum sum;
};
// The sorted form and back; views into `bytes`. False for bytes that EncodeSighting did not make.
// Texts hold no NUL: KeyOfSighting cuts them there.
void EncodeSighting(std::string_view key, const SightingSum& sum, std::string& out);
[[nodiscard]] bool DecodeSighting(std::string_view bytes, FiledSighting& filed);
[[nodiscard]] bool SameSighting(const FiledSighting& a, const FiledSighting& b) noexcept;

// Kind, subject and object as the first part of the sorted form.
void KeyOfSighting(LearntKind kind, std::string_view subject, std::string_view object,
                   std::string& out);

// Sums by key, of one thread, up to a limit of memory. One owner. Cost of an Add: a key is put
// together in a buffer of its own, and one hash look-up; it allocates when a pair is new.
class LearntSums {
 public:
  void Add(LearntKind kind, std::string_view subject, std::string_view object, Timestamp time,
           bool failure = false);
  // Time to hand them on.
  [[nodiscard]] bool full() const noexcept { return sums_.size() >= kMaxSums; }
  // Calls use(key, sum) for each, in no order, and forgets them.
  template <class Use>
  void Drain(Use use) {
    for (const auto& [key, sum] : sums_) use(key, sum);
    sums_.clear();
  }

 private:
  static constexpr std::size_t kMaxSums = 40'000;  // about 8 MB

  std::unordered_map<std::string, SightingSum> sums_;
  std::string key_;
};

}  // namespace noroshi
