// GraphOptions: what the logon graph holds against what it sees. Every number can be given; the
// defaults are for evidence of which nothing else is known.
//
// Lists are what somebody knows of the organisation (an environment file); empty lists are learnt
// from the evidence as far as it shows them. Plain values.
#pragma once

#include <cstdint>
#include <string>
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

  // Names without domain, in any case; addresses as text, networks of the pools as "10.8.0.0/16".
  std::vector<std::string> jump_hosts, scanners, vpn_pools;
};

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
