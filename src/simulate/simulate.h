// Simulate: writes the event logs of a made-up organisation, with or without an intrusion, and the
// ground truth beside them. For the demo, for tests of detection, and for people who want to see
// what a hunt finds without having been attacked.
//
// What is written is log records only: no program, no payload, nothing that does anything. Names
// are invented, outside addresses come from the documentation ranges. The same options give the
// same bytes on every machine.
//
//   OUT/HOST/CHANNEL.evtx     real EVTX files, one per host and channel
//   OUT/network/SITE/         VPN gateway, proxy and Zeek logs of a site, whichever it has
//   OUT/truth.json            every attack step and look-alike, with its records
//
// Files are called NAME.part until they are whole. Memory: a chunk a channel, a day of events, and
// the truth; about 60 MB for 60 hosts over 90 days.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace noroshi {

struct SimulateOptions {
  std::string scenario = "a41apt";
  std::string out_dir;      // made if it is not there; files in it are overwritten
  std::uint64_t days = 14;  // kMinSimulatedDays ..
  std::uint64_t hosts = 12;
  std::uint64_t seed = 1;
  // The first day, at midnight UTC. The default is a Monday of the time the scenario imitates.
  Timestamp start{kUnixEpochTicks + 18'540 * kTicksPerDay};  // 2020-10-05
};

// An intrusion begins after a third of the time.
inline constexpr std::uint64_t kMinSimulatedDays = 7;
// Bounds what is written: some 40 to 110 KB a host and day.
inline constexpr std::uint64_t kMaxSimulatedHostDays = 20'000;

struct SimulationSummary {
  std::uint64_t hosts = 0;
  std::uint64_t files = 0;
  std::uint64_t records = 0;
  std::uint64_t bytes = 0;
  std::uint64_t attack_steps = 0;
  std::uint64_t look_alikes = 0;
  std::string truth_path;
};

struct ScenarioInfo {
  std::string_view name;
  std::string_view description;  // one line
};
[[nodiscard]] std::span<const ScenarioInfo> Scenarios() noexcept;

// Errors: kNotFound for an unknown scenario (the message names those there are), kInvalid for
// bounds that are not kept, kIo when a file cannot be written.
Result<SimulationSummary> Simulate(const SimulateOptions& options);

}  // namespace noroshi
