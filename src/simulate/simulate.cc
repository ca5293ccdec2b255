#include "simulate/simulate.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "simulate/world.h"

namespace noroshi {
namespace {

struct Scenario {
  ScenarioInfo info;
  void (*add_intrusion)(World&);  // null: nobody attacks
};
constexpr Scenario kScenarios[] = {
    {{"a41apt", "stolen account over a VPN, side-loading on servers, directory theft"},
     AddA41aptIntrusion},
    {{"benign", "the same organisation, never attacked"}, nullptr},
};

const Scenario* FindScenario(std::string_view name) {
  for (const Scenario& scenario : kScenarios) {
    if (scenario.info.name == name) return &scenario;
  }
  return nullptr;
}

Error UnknownScenario(const std::string& name) {
  std::string names;
  for (const Scenario& scenario : kScenarios) {
    if (!names.empty()) names += ", ";
    names += scenario.info.name;
  }
  return {ErrorCode::kNotFound, 0, "scenario",
          fmt::format("there is no scenario '{}'; there are: {}", name, names)};
}

Status CheckBounds(const SimulateOptions& options) {
  if (options.days < kMinSimulatedDays || options.hosts < kMinHosts) {
    return Error{
        ErrorCode::kInvalid, 0, "simulation",
        fmt::format("{} days and {} hosts are too few; it takes {} days and {} hosts or more",
                    options.days, options.hosts, kMinSimulatedDays, kMinHosts)};
  }
  if (options.days > kMaxSimulatedHostDays ||
      options.hosts > kMaxSimulatedHostDays / options.days) {
    return Error{ErrorCode::kInvalid, 0, "simulation",
                 fmt::format("{} days of {} hosts are too many; days times hosts may be {} or less",
                             options.days, options.hosts, kMaxSimulatedHostDays)};
  }
  return Ok();
}

Status WriteWholeFile(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (file) return Ok();
  const int reason = errno;
  std::error_code ignored;
  std::filesystem::remove(path, ignored);  // half a log would pass for a damaged one
  return Error{ErrorCode::kIo, 0, "simulated file",
               fmt::format("{}: {}", path.string(), std::strerror(reason))};
}

Status MakeFolder(const std::filesystem::path& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (!error) return Ok();
  return Error{ErrorCode::kIo, 0, "folder", fmt::format("{}: {}", path.string(), error.message())};
}

void PrepareWorld(const SimulateOptions& options, World& world) {
  world.organisation = MakeOrganisation(options.hosts, options.seed);
  world.start = {options.start.ticks / kTicksPerDay * kTicksPerDay};
  world.days = options.days;
  world.random = SeededRandom(options.seed);
  for (std::size_t i = 0; i < world.organisation.hosts.size(); ++i) {
    world.logs.emplace_back(world.organisation.hosts[i], world.random.Fork(i));
  }
}

// Day after day, so that only a day's events are ever held as such.
Status WriteDays(World& world) {
  const Timestamp end{world.start.ticks + (world.days + 1) * kTicksPerDay};
  for (std::uint64_t day = 0; day < world.days; ++day) {
    for (std::size_t host = 0; host < world.logs.size(); ++host) AddBackground(world, host, day);
    // The earliest site's next day begins nine hours before midnight UTC.
    const Timestamp settled{world.start.ticks + (day + 1) * kTicksPerDay - kTicksPerDay / 2};
    for (HostLog& log : world.logs) {
      NOROSHI_TRY([[maybe_unused]] auto done, log.Flush(day + 1 == world.days ? end : settled));
    }
  }
  return Ok();
}

Status WriteFiles(const std::filesystem::path& out, World& world, SimulationSummary& summary) {
  for (HostLog& log : world.logs) {
    const std::string& host = log.host().name;
    NOROSHI_TRY([[maybe_unused]] auto made, MakeFolder(out / host));
    for (const HostLog::File& file : log.Finish()) {
      const std::string_view bytes(reinterpret_cast<const char*>(file.bytes.data()),
                                   file.bytes.size());
      NOROSHI_TRY([[maybe_unused]] auto done, WriteWholeFile(out / host / file.name, bytes));
      ++summary.files;
      summary.records += file.records;
      summary.bytes += bytes.size();
    }
    for (const LabelledRecord& record : log.labelled()) {
      world.truth.AddRecord({host, host + "/" + ChannelFile(record.channel), record});
    }
  }
  return Ok();
}

}  // namespace

std::span<const ScenarioInfo> Scenarios() noexcept {
  static constexpr std::array<ScenarioInfo, std::size(kScenarios)> kInfos = [] {
    std::array<ScenarioInfo, std::size(kScenarios)> infos{};
    for (std::size_t i = 0; i < infos.size(); ++i) infos[i] = kScenarios[i].info;
    return infos;
  }();
  return kInfos;
}

Result<SimulationSummary> Simulate(const SimulateOptions& options) {
  const Scenario* scenario = FindScenario(options.scenario);
  if (scenario == nullptr) return UnknownScenario(options.scenario);
  NOROSHI_TRY([[maybe_unused]] auto bounds, CheckBounds(options));

  World world;
  PrepareWorld(options, world);
  AddLookAlikes(world);
  if (scenario->add_intrusion != nullptr) scenario->add_intrusion(world);
  NOROSHI_TRY([[maybe_unused]] auto days, WriteDays(world));

  SimulationSummary summary;
  summary.hosts = world.logs.size();
  const std::filesystem::path out(options.out_dir);
  NOROSHI_TRY([[maybe_unused]] auto made, MakeFolder(out));
  NOROSHI_TRY([[maybe_unused]] auto files, WriteFiles(out, world, summary));
  summary.attack_steps = world.truth.Count(TruthKind::kAttackStep);
  summary.look_alikes = world.truth.Count(TruthKind::kLookAlike);
  const std::filesystem::path truth = out / "truth.json";
  summary.truth_path = truth.string();
  const TruthHeader header{options.scenario, options.seed, options.days, world.start,
                           &world.organisation};
  NOROSHI_TRY([[maybe_unused]] auto told, WriteWholeFile(truth, TruthToJson(header, world.truth)));
  return summary;
}

}  // namespace noroshi
