// MachineBook: which machine had which address when, which machines there are, and which addresses
// a VPN gateway hands out. The logon graph's edges lead from machine to machine; records name an
// address.
//
// Filled from sightings in any order with the same result, then frozen, then asked.
// Memory: kMaxBookEntries names and addresses each, some hundred bytes an entry; what is beyond is
// counted, and depends on the order of adding: add them sorted. One owner.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "analytics/logon_graph/graph_options.h"
#include "analytics/logon_graph/sighting.h"
#include "analytics/logon_graph/site_prefix.h"

namespace noroshi {

inline constexpr std::size_t kMaxBookEntries = 100'000;
// An address with more machines than this is no machine's: a gateway, a proxy, a pool.
inline constexpr std::size_t kMaxMachinesOfAddress = 8;
// A client seen at more addresses than this is not judged by where it was seen.
inline constexpr std::size_t kMaxPlacesOfClaim = 16;
// Where this many addresses of one /24 were handed out, the whole of it is a pool.
inline constexpr std::size_t kPoolAddresses = 3;
// A private network with this many machines that are at home in it is a site, where nobody has
// said which ones are.
inline constexpr std::uint32_t kSiteMachines = 3;

class MachineBook {
 public:
  // `options` is read, not kept.
  explicit MachineBook(const GraphOptions& options);

  void Add(const MachineSighting& sighting);
  // A computer that has logs of its own.
  void AddHost(std::string_view name);
  // When all has been added; before the questions below.
  void Freeze();

  // The machine (HostHash) at the address at that time. Nothing when no record tells, or several
  // machines share it. Where an address changed hands, the last one before `time` has it.
  [[nodiscard]] std::optional<std::uint64_t> MachineAt(std::string_view address,
                                                       Timestamp time) const;
  // By HostHash: it has logs of its own; and since when its own address is known, zero if never.
  [[nodiscard]] bool HasLogs(std::uint64_t host) const { return with_logs_.contains(host); }
  [[nodiscard]] Timestamp KnownSince(std::uint64_t host) const;
  // A machine of the organisation: it has logs, or an account of its own.
  [[nodiscard]] bool IsMachine(std::string_view name) const;
  // Machines of the organisation are named like it: they begin with the same letters, and not as
  // Windows names machines by itself (DESKTOP-, LAPTOP-, WIN-).
  [[nodiscard]] bool IsNamedLikeMachines(std::string_view name) const;
  // Clients of that name were seen at pool addresses, and nowhere else.
  [[nodiscard]] bool IsPoolOnly(std::string_view name) const;
  [[nodiscard]] bool InPool(std::string_view address) const;
  // An address that the machine had by its own account's word; nothing where it has been at
  // several places (site_prefix.h).
  [[nodiscard]] std::optional<std::uint32_t> OwnIpv4(std::uint64_t host) const;
  // Machines are at home in that network, and in another one too.
  [[nodiscard]] bool IsSite(const SitePrefix& prefix) const;

  // Of all logon records.
  [[nodiscard]] Timestamp first() const noexcept { return first_; }
  [[nodiscard]] Timestamp last() const noexcept { return last_; }
  // Sightings that found no room.
  [[nodiscard]] std::uint64_t refused() const noexcept { return refused_; }

 private:
  struct Holder {
    Timestamp first, last;
  };
  // By HostHash. One too many, and none of them counts any more.
  struct Holders {
    std::map<std::uint64_t, Holder> by_host;
    bool too_many = false;
  };
  // What machines' own accounts say, and what clients call themselves: asked only where the first
  // says nothing, so that no client can talk a machine out of its address.
  struct AddressEntry {
    Holders own, claimed;
  };
  struct Network {
    std::uint32_t base = 0, mask = 0;
  };
  struct Home {
    std::uint32_t address = 0;  // the lowest, so that the order of adding plays no part
    bool roams = false;
  };
  struct Places {
    std::set<std::string> addresses;  // at most kMaxPlacesOfClaim
    bool too_many = false;
  };

  void AddHolder(const MachineSighting& sighting);
  void NoteHome(const MachineSighting& sighting);
  void AddPlace(const MachineSighting& sighting);
  void NoteMachine(const MachineSighting& sighting);
  [[nodiscard]] static std::optional<std::uint64_t> HolderAt(const Holders& holders,
                                                             Timestamp time);

  std::vector<Network> given_pools_;
  std::unordered_map<std::uint64_t, AddressEntry> addresses_;  // by AddressHash
  std::unordered_map<std::uint64_t, Timestamp> machines_;      // HostHash -> KnownSince
  std::unordered_set<std::string> forms_;             // the letters that machines' names begin with
  std::unordered_set<std::uint64_t> with_logs_;       // HostHash
  std::unordered_map<std::uint64_t, Places> claims_;  // by HostHash
  std::unordered_set<std::uint64_t> assigned_;        // AddressHash
  std::set<std::uint32_t> assigned_ipv4_;
  std::unordered_set<std::uint32_t> pools_;                 // the upper 24 bits
  std::unordered_map<std::uint64_t, Home> homes_;           // by HostHash
  std::unordered_map<std::uint32_t, std::uint32_t> sites_;  // SitePrefix::base -> machines
  Timestamp first_, last_;
  std::uint64_t refused_ = 0;
};

}  // namespace noroshi
