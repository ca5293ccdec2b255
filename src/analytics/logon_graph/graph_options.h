// GraphOptions: what the logon graph holds against what it sees. Every number can be given; the
// defaults are for evidence of which nothing else is known.
//
// Lists are what somebody knows of the organisation (an environment file); empty lists are learnt
// from the evidence as far as it shows them. Plain values but for two questions, which may be null.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace noroshi {

struct GraphOptions {
  // How long an account or a host must have been seen before what it does can be new. 0: a quarter
  // of the evidence, but at least kMinLearning and at most kMaxLearning.
  std::uint64_t learning_ticks = 0;

  // A remote desktop opened from a host this long after one into it goes on from there.
  std::uint64_t chain_ticks = 60 * 60 * kTicksPerSecond;
  // A remote desktop this long after the session began at the gateway comes from that session,
  // where no assigned address tells.
  std::uint64_t vpn_ticks = 60 * 60 * kTicksPerSecond;
  // Hosts that an account must reach for the first time, and within what time.
  std::uint32_t fan_out_hosts = 10;
  std::uint64_t fan_out_ticks = 30 * 60 * kTicksPerSecond;
  // Two sessions of one user side by side: gateways end idle ones after half an hour to an hour.
  std::uint64_t overlap_ticks = 90 * 60 * kTicksPerSecond;
  // From this many days with remote desktops going out, a host is one that people go through.
  std::uint32_t jump_host_days = 3;

  // Sessions of one user at two gateways that lie this close together are two people's, where both
  // clients have names; without names, kGatewayNameless.
  std::uint64_t gateway_ticks = kTicksPerDay;

  // Names without domain, in any case; addresses as text, networks of the pools as "10.8.0.0/16".
  std::vector<std::string> jump_hosts, scanners, servers, vpn_pools;

  // The site of a machine's name or an address, "" = not known. Null: the address plan is asked
  // (site_prefix.h). Must give one answer for one question while it is used.
  std::function<std::string(std::string_view name_or_address)> site_of = nullptr;
  // How long nobody can make the way from one site to the other in less; 0 = not known. Null:
  // travel is not judged.
  std::function<std::uint64_t(std::string_view from, std::string_view to)> least_travel = nullptr;
};

// Networks differ within minutes when a phone takes over from a desk, not within an hour or two
// when somebody goes to another office to use its gateway.
inline constexpr std::uint64_t kGatewayNameless = 2 * 3'600 * kTicksPerSecond;

// A working day is no week, and a month of learning is more than most evidence has.
inline constexpr std::uint64_t kMinLearning = 3 * kTicksPerDay;
inline constexpr std::uint64_t kMaxLearning = 14 * kTicksPerDay;

// The learning time for evidence from `first` to `last`.
[[nodiscard]] constexpr std::uint64_t LearningTicks(const GraphOptions& options, Timestamp first,
                                                    Timestamp last) noexcept {
  if (options.learning_ticks != 0) return options.learning_ticks;
  const std::uint64_t quarter = last < first ? 0 : (last.ticks - first.ticks) / 4;
  return quarter < kMinLearning ? kMinLearning : quarter > kMaxLearning ? kMaxLearning : quarter;
}

}  // namespace noroshi
