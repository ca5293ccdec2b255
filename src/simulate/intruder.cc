#include "simulate/intruder.h"

#include <fmt/format.h>

#include <algorithm>

namespace noroshi {
namespace {

constexpr std::string_view kSystem32 = "C:\\Windows\\System32\\";

}  // namespace

Intruder::Intruder(World& world, std::string_view scenario, std::uint64_t visits)
    : world_(world), names_(world.random.Fork("intruder").Fork(scenario)), visits_left_(visits) {
  // He begins when the organisation's life is known, and leaves it time to notice him.
  day_ = world.days / 3 + random().Below(world.days / 8 + 1);
  const std::uint64_t left = world.days - 1 - day_;
  last_day_ = day_ + std::max<std::uint64_t>(left * random().Between(60, 100) / 100, 3);
  last_day_ = std::min(last_day_, world.days - 1);
  constexpr unsigned kShifts[] = {15, 16, 1, 2};  // night in Japan, or office hours further west
  shift_ = random().Pick(kShifts);
  now_ = Later({world.start.ticks + day_ * kTicksPerDay}, shift_ * 3'600 + random().Below(3'000));
  end_ = {world.start.ticks + (last_day_ + 1) * kTicksPerDay};
}

Timestamp Intruder::Pass(std::uint64_t least, std::uint64_t most) {
  now_ = Later(now_, random().Between(least, most));
  return now_;
}

void Intruder::NextVisit() {
  if (visits_left_ > 1) --visits_left_;
  const std::uint64_t left = last_day_ > day_ ? last_day_ - day_ : 0;
  if (left == 0) {
    Pass(3'000, 6'000);
    return;
  }
  day_ += random().Between(1, std::max<std::uint64_t>(1, left * 3 / 2 / (visits_left_ + 1)));
  day_ = std::min(day_, last_day_);
  const Timestamp planned =
      Later({world_.start.ticks + day_ * kTicksPerDay}, shift_ * 3'600 + random().Below(4'000));
  now_ = std::max(Later(now_, 600), planned);
}

void Intruder::WaitForWorkingHours(Site site) {
  while (IsWeekend(world_.start, day_) && day_ < last_day_) ++day_;
  const Timestamp moment = world_.Between(site, day_, 10, 16, random());
  now_ = std::max(now_, moment);
}

Label Intruder::Step(const Host& main, std::vector<std::string> ideas,
                     std::vector<std::string> techniques, std::string title, std::string account,
                     std::string_view witness) {
  TruthEntry entry;
  entry.kind = TruthKind::kAttackStep;
  entry.id = fmt::format("A{:02}", world_.truth.Count(TruthKind::kAttackStep) + 1);
  entry.ideas = std::move(ideas);
  entry.techniques = std::move(techniques);
  entry.title = std::move(title);
  entry.time = now_;
  entry.host = main.name;
  entry.account = std::move(account);
  if (witness.empty()) world_.truth.AddAttackHost(entry.host);
  return world_.truth.Add(std::move(entry));
}

std::string Intruder::NewAddress() {
  constexpr std::string_view kRanges[] = {"192.0.2", "198.51.100", "203.0.113"};
  for (;;) {
    const std::string address =
        random().Chance(50)
            ? fmt::format("198.19.{}.{}", random().Below(250), random().Between(1, 250))
            : fmt::format("{}.{}", random().Pick(kRanges), random().Between(60, 250));
    const auto known = [&](const std::vector<WebSite>& sites) {
      return std::ranges::any_of(sites, [&](const WebSite& s) { return s.address == address; });
    };
    if (known(world_.web) || known(world_.services)) continue;
    if (world_.truth.attack_addresses().contains(address)) continue;
    world_.truth.AddAttackAddress(address);
    return address;
  }
}

ControlServer Intruder::NewServer(unsigned named_percent) {
  ControlServer server;
  server.request.address = NewAddress();
  if (random().Chance(named_percent)) server.request.name = names_.Domain();
  constexpr std::uint16_t kPorts[] = {443, 443, 443, 80, 8'080, 8'443};
  server.request.port = random().Pick(kPorts);
  server.request.tls = server.request.port != 80 && server.request.port != 8'080;
  server.request.path = fmt::format("/{}/{}", names_.Word(2), names_.Word(3));
  server.request.user_agent =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
      "Chrome/79.0.3945.88 Safari/537.36";
  server.interval = random().Between(30, 360) * 60;
  server.jitter = static_cast<unsigned>(random().Between(5, 45));
  return server;
}

HostLog* Intruder::Take(std::vector<HostLog*> candidates) {
  std::erase_if(candidates,
                [&](const HostLog* log) { return std::ranges::count(taken_, log) > 0; });
  if (candidates.empty()) return nullptr;
  HostLog* log = candidates[random().Below(candidates.size())];
  taken_.push_back(log);
  return log;
}

HostLog* Intruder::TakeServer(Site site, bool controllers) {
  std::vector<HostLog*> here, elsewhere;
  for (HostLog& log : world_.logs) {
    const Host& host = log.host();
    const bool controller = host.role == Role::kDomainController;
    if (!host.server() || controller != controllers || host.role == Role::kManagementServer)
      continue;
    (host.site == site ? here : elsewhere).push_back(&log);
  }
  HostLog* log = Take(std::move(here));
  return log != nullptr ? log : Take(std::move(elsewhere));
}

HostLog* Intruder::TakeClient(Site site) {
  std::vector<HostLog*> here, elsewhere;
  for (HostLog& log : world_.logs) {
    if (log.host().server()) continue;
    (log.host().site == site ? here : elsewhere).push_back(&log);
  }
  HostLog* log = Take(std::move(here));
  return log != nullptr ? log : Take(std::move(elsewhere));
}

Process OpenShell(Intruder& intruder, Foothold& at, std::string_view command) {
  const std::string shell = std::string(kSystem32) + "cmd.exe";
  const std::string line =
      command.empty() ? "\"" + shell + "\"" : fmt::format("cmd.exe /c {}", command);
  const Process parent = at.has_implant() ? at.implant : SystemProcess(*at.log, "explorer.exe");
  const LogonSession session = at.has_implant() ? at.implant.session : at.session;
  return StartProcess(*at.log, intruder.now(), parent, shell, line, session);
}

Process RunCommand(Intruder& intruder, Foothold& at, std::string_view program,
                   std::string_view arguments) {
  const std::string line = fmt::format("{} {}", program.substr(program.rfind('\\') + 1), arguments);
  Process shell;
  if (at.has_implant()) {
    shell = OpenShell(intruder, at, line);
  } else {
    shell = SystemProcess(*at.log, "cmd.exe");  // open since he came
    shell.session = at.session;
  }
  intruder.Pass(1, 2);
  return StartProcess(*at.log, intruder.now(), shell, fmt::format("{}{}.exe", kSystem32, program),
                      line, shell.session);
}

}  // namespace noroshi
