// LogonSites: at which site of the organisation (head office, affiliate) a machine or an address
// is. Somebody has said so (GraphOptions::site_of), or, where nobody has, the address plan tells:
// private networks with machines of their own (site_prefix.h).
//
// Without at least two sites there is nothing to cross, and nothing is known of any. Memory:
// kMaxKnownPlaces answers are remembered, others asked again. One owner.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analytics/logon_graph/graph_options.h"
#include "analytics/logon_graph/machine_book.h"
#include "analytics/logon_graph/state_table.h"

namespace noroshi {

inline constexpr std::size_t kMaxKnownPlaces = 100'000;
// More sites than any organisation states.
inline constexpr std::size_t kMaxLogonSites = 10'000;

class LogonSites {
 public:
  // Both must outlive this; the book is frozen.
  LogonSites(const GraphOptions& options, const MachineBook& book);

  // Numbers from 1; 0: not known.
  [[nodiscard]] std::uint32_t OfAddress(std::string_view address);
  // By its name, else by the address that its own account comes from.
  [[nodiscard]] std::uint32_t OfMachine(std::uint64_t host, std::string_view name);
  // Of what somebody has said alone: no address plan.
  [[nodiscard]] std::uint32_t StatedOfAddress(std::string_view address);
  [[nodiscard]] bool are_stated() const noexcept { return static_cast<bool>(options_.site_of); }
  // REQUIRES: a number that one of these gave, not 0.
  [[nodiscard]] const std::string& NameOf(std::uint32_t site) const { return names_[site - 1]; }

 private:
  std::uint32_t NumberOf(const std::string& name);
  std::uint32_t OfPrefix(const std::optional<SitePrefix>& prefix);
  std::uint32_t FindAddress(std::string_view address);
  std::uint32_t FindMachine(std::uint64_t host, std::string_view name);

  const GraphOptions& options_;
  const MachineBook& book_;
  std::vector<std::string> names_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  StateTable<std::uint32_t> known_;  // by AddressHash or HostHash
};

}  // namespace noroshi
