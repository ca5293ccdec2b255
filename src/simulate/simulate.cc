#include "simulate/simulate.h"

#include <fmt/format.h>

#include <array>
#include <filesystem>

#include "simulate/output_file.h"
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
    {{"lodeinfo", "a mailed document, injected code, requests through the proxy, documents taken"},
     AddLodeinfoIntrusion},
    {{"vsingle", "the service provider's access, commands by services, tunnels, wiped traces"},
     AddVsingleIntrusion},
    {{"tick", "a program that passes for a document, calls in office hours, archives taken"},
     AddTickIntrusion},
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

// Large organisations are thinned: what a hunt has to live with is many hosts and days, not many
// times the same record.
constexpr std::uint64_t kFullHostDays = 800;
constexpr unsigned kThinned = 30;  // per cent

void PrepareWorld(const SimulateOptions& options, World& world) {
  const std::filesystem::path out(options.out_dir);
  world.organisation = MakeOrganisation(options.hosts, options.seed);
  world.start = {options.start.ticks / kTicksPerDay * kTicksPerDay};
  world.days = options.days;
  world.random = SeededRandom(options.seed);
  if (options.days * options.hosts > kFullHostDays) world.density = kThinned;
  for (std::size_t i = 0; i < world.organisation.hosts.size(); ++i) {
    const Host& host = world.organisation.hosts[i];
    world.logs.emplace_back(host, world.random.Fork(i), out / host.name);
  }
  world.network = Network(world.organisation, out, world.random.Fork("network"));
  AddSurroundings(world);
}

Status FlushAll(World& world, Timestamp until) {
  for (HostLog& log : world.logs) {
    NOROSHI_TRY([[maybe_unused]] auto done, log.Flush(until));
  }
  return world.network.Flush(until);
}

// Day after day, so that only a day's background is ever held as such.
Status WriteDays(World& world) {
  // Affiliates west of Greenwich are still in the last day when its date is over elsewhere.
  const Timestamp end{world.start.ticks + (world.days + 2) * kTicksPerDay};
  for (std::uint64_t day = 0; day < world.days; ++day) {
    for (std::size_t host = 0; host < world.logs.size(); ++host) AddBackground(world, host, day);
    AddRemoteWork(world, day);
    // The earliest site's next day begins nine hours before midnight UTC.
    const Timestamp settled{world.start.ticks + (day + 1) * kTicksPerDay - kTicksPerDay / 2};
    NOROSHI_TRY([[maybe_unused]] auto done, FlushAll(world, day + 1 == world.days ? end : settled));
  }
  return Ok();
}

// What became of the host's labelled events.
void TellTruth(World& world, const HostLog& log) {
  const std::string& host = log.host().name;
  for (const LabelledRecord& record : log.labelled()) {
    world.truth.AddRecord(record.label, {host, host + "/" + ChannelFile(record.channel),
                                         std::string(ChannelName(record.channel)), record.record_id,
                                         0, record.event_id, record.time});
  }
  for (const HiddenRecord& hidden : log.hidden()) {
    world.truth.NoteHidden(hidden.label,
                           fmt::format("{} {} on {}", ChannelName(hidden.channel),
                                       hidden.cleared ? "was cleared" : "is not recorded", host));
  }
}

Status CloseHosts(World& world, SimulationSummary& summary) {
  for (HostLog& log : world.logs) {
    NOROSHI_TRY(const auto files, log.Close());
    for (const HostLog::File& file : files) {
      ++summary.files;
      summary.records += file.records;
      summary.bytes += file.size;
    }
    TellTruth(world, log);
  }
  return Ok();
}

Status CloseNetwork(World& world, SimulationSummary& summary) {
  NOROSHI_TRY([[maybe_unused]] auto closed, world.network.Close());
  for (const TextLog* log : world.network.Logs()) {
    if (log->entries() == 0) continue;
    ++summary.files;
    summary.records += log->entries();
    summary.bytes += log->size();
    for (const LabelledLine& line : log->labelled()) {
      world.truth.AddRecord(line.label, {"", log->path(), log->kind(), 0, line.line, 0, line.time});
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

  NOROSHI_TRY([[maybe_unused]] auto made, MakeFolder(options.out_dir));
  World world;
  PrepareWorld(options, world);
  AddLookAlikes(world);
  AddNetworkLookAlikes(world);
  if (scenario->add_intrusion != nullptr) scenario->add_intrusion(world);
  NOROSHI_TRY([[maybe_unused]] auto days, WriteDays(world));

  SimulationSummary summary;
  summary.hosts = world.logs.size();
  NOROSHI_TRY([[maybe_unused]] auto hosts, CloseHosts(world, summary));
  NOROSHI_TRY([[maybe_unused]] auto network, CloseNetwork(world, summary));
  summary.attack_steps = world.truth.Count(TruthKind::kAttackStep);
  summary.look_alikes = world.truth.Count(TruthKind::kLookAlike);
  const std::filesystem::path truth = std::filesystem::path(options.out_dir) / "truth.json";
  summary.truth_path = truth.string();
  const TruthHeader header{options.scenario, options.seed,    options.days,
                           world.start,      summary.records, &world.organisation};
  NOROSHI_TRY([[maybe_unused]] auto told, WriteWholeFile(truth, TruthToJson(header, world.truth)));
  return summary;
}

}  // namespace noroshi
