// The background: people at work, services that start, tasks that run, files that are read.

#include <fmt/format.h>

#include <string_view>

#include "simulate/activity.h"
#include "simulate/traffic.h"
#include "simulate/world.h"

namespace noroshi {
namespace {

struct UserProgram {
  std::string_view image;
  std::string_view arguments;
};
constexpr UserProgram kUserPrograms[] = {
    {"C:\\Program Files\\Microsoft Office\\root\\Office16\\OUTLOOK.EXE", ""},
    {"C:\\Program Files\\Microsoft Office\\root\\Office16\\EXCEL.EXE",
     " \"\\\\HQ-FS01\\share\\plan\\production.xlsx\""},
    {"C:\\Program Files\\Microsoft Office\\root\\Office16\\WINWORD.EXE",
     " /n \"\\\\HQ-FS01\\share\\minutes\\meeting.docx\""},
    {"C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe", " --type=renderer --lang=ja"},
    {"C:\\Windows\\System32\\notepad.exe", " memo.txt"},
    {"C:\\Program Files\\Kaede CAD\\kaede.exe", " /open housing-cover.kcd"},
};

constexpr std::string_view kBrowser =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/86.0.4240.111 Safari/537.36";

struct SystemTask {
  std::string_view name;
  std::string_view image;
  std::string_view arguments;
};
constexpr SystemTask kSystemTasks[] = {
    {"\\Microsoft\\Windows\\Windows Defender\\Windows Defender Scheduled Scan",
     "C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18.2009.7-0\\MpCmdRun.exe",
     " Scan -ScheduleJob -ScanTrigger 55"},
    {"\\Microsoft\\Windows\\Defrag\\ScheduledDefrag", "C:\\Windows\\System32\\taskhostw.exe", ""},
    {"\\Microsoft\\Windows\\UpdateOrchestrator\\Schedule Scan",
     "C:\\Windows\\System32\\taskhostw.exe", " Install"},
    {"\\Asagao\\Nightly", "C:\\Program Files\\Asagao Backup\\BackupAgent.exe", " /incremental"},
};

constexpr std::string_view kServices[] = {
    "Windows Update",          "Background Intelligent Transfer",
    "WMI Performance Adapter", "Software Protection",
    "Device Setup Manager",    "Windows Modules Installer"};

constexpr std::string_view kDocuments[] = {"plan\\production.xlsx", "minutes\\meeting.docx",
                                           "drawings\\cover.kcd",   "sales\\forecast.xlsx",
                                           "quality\\report.pdf",   "forms\\leave.docx"};

Timestamp WorkingMoment(World& world, const Host& host, std::uint64_t day, SeededRandom& random) {
  return world.Between(host.site, day, 9, 17, random);
}

Timestamp AnyMoment(World& world, const Host& host, std::uint64_t day, SeededRandom& random) {
  return world.Between(host.site, day, 0, 23, random);
}

void AddServiceChanges(World& world, HostLog& log, std::uint64_t day, std::uint64_t count) {
  for (std::uint64_t i = world.Some(count); i > 0; --i) {
    const Timestamp time = AnyMoment(world, log.host(), day, log.random());
    const std::string service(log.random().Pick(kServices));
    log.Add(CatalogEvent::kServiceState, time, {{"param1", service}, {"param2", "running"}});
    log.Add(CatalogEvent::kServiceState, Later(time, log.random().Between(30, 900)),
            {{"param1", service}, {"param2", "stopped"}});
  }
}

void AddSystemTasks(World& world, HostLog& log, std::uint64_t day) {
  const Process scheduler = SystemProcess(log, "svchost.exe -k netsvcs -p -s Schedule");
  for (const SystemTask& task : kSystemTasks) {
    if (!log.random().Chance(world.density)) continue;
    const Timestamp time = AnyMoment(world, log.host(), day, log.random());
    const std::string command = std::string(task.image) + std::string(task.arguments);
    RunTask(log, time, {std::string(task.name), std::string(task.image), ""});
    StartProcess(log, Later(time, 1), scheduler, task.image, command, {});
  }
}

// An agent on every machine that reports to the management server each few hours.
void AddMonitoring(World& world, HostLog& log, std::uint64_t day) {
  Process agent = SystemProcess(log, "monagent.exe");
  agent.image = "C:\\Program Files\\Asagao Monitor\\monagent.exe";
  const Host& manager = world.LogOf(Site::kHeadOffice, Role::kManagementServer).host();
  const unsigned step = world.density < 100 ? 12 : 4;
  for (unsigned hour = 1; hour < 24; hour += step) {
    Reach(world, log,
          world.At(log.host().site, day, hour, static_cast<unsigned>(log.random().Below(60))),
          agent, manager, {.port = 8443, .service = "ssl"});
  }
}

// Programs that call their makers: the same few services from every machine, each at its own even
// pace while the machine runs.
void AddServiceCalls(World& world, HostLog& log, std::uint64_t day) {
  const bool server = log.host().server();
  const std::size_t count = server ? 2 : 3;
  for (std::size_t i = 0; i < count; ++i) {
    const WebSite& site = world.services[i];
    const Process updater = SystemProcess(log, i == 0 ? "svchost.exe -k netsvcs -p -s wuauserv"
                                                      : "svchost.exe -k netsvcs -p -s BITS");
    const auto step = static_cast<unsigned>((i + 2) * (world.density < 100 ? 3 : 1));
    for (unsigned hour = server ? 0 : 9; hour < (server ? 24U : 18U); hour += step) {
      Fetch(world, log,
            world.At(log.host().site, day, hour, 10 + static_cast<unsigned>(log.random().Below(4)),
                     static_cast<unsigned>(log.random().Below(60))),
            updater,
            {.name = site.name,
             .address = site.address,
             .user_agent = "Windows-Update-Agent/10.0",
             .sent = 700 + log.random().Below(60),
             .received = 2'000 + log.random().Below(300)});
    }
  }
}

void UseFileServer(World& world, const Host& client, const Account& user, Timestamp time) {
  HostLog& server = world.LogOf(client.site, Role::kFileServer);
  HostLog& controller = world.LogOf(client.site, Role::kDomainController);
  IssueTickets(controller, time, user, client.address, server.host().name + "$");
  const LogonSession session = LogOn(server, Later(time, 1), user, 3, {client.address, "-", false});
  for (std::uint64_t i = world.Some(server.random().Between(1, 3)); i > 0; --i) {
    OpenShare(server, Later(time, 2 + i), session, client.address,
              {"\\\\*\\share", std::string(server.random().Pick(kDocuments))});
  }
  LogOff(server, Later(time, server.random().Between(60, 900)), session, 3);
}

// One program as a user starts it: what it loads, asks for, talks to and saves.
void UseProgram(World& world, HostLog& log, Timestamp time, const Process& desktop,
                const LogonSession& session, const UserProgram& program) {
  const Process process =
      StartProcess(log, time, desktop, program.image,
                   fmt::format("\"{}\"{}", program.image, program.arguments), session);
  if (program.image.ends_with("kaede.exe")) {
    LoadModule(log, Later(time, 1), process,
               {"C:\\Program Files\\Kaede CAD\\kaedecore.dll", "Kaede Software", "Kaede CAD",
                "Kaede Software"});
  }
  if (program.image.ends_with("chrome.exe") || program.image.ends_with("OUTLOOK.EXE")) {
    const WebSite& site = world.web[log.random().Below(world.web.size())];
    Fetch(world, log, Later(time, 2), process,
          {.name = site.name,
           .address = site.address,
           .user_agent = std::string(kBrowser),
           .sent = log.random().Between(700, 9'000),
           .received = log.random().Between(4'000, 900'000),
           .seconds = static_cast<unsigned>(log.random().Between(1, 90))});
  }
  if (program.image.ends_with("EXCEL.EXE") || program.image.ends_with("WINWORD.EXE")) {
    WriteFile(log, Later(time, 40), process,
              fmt::format("C:\\Users\\{}\\Documents\\{:x}.tmp", session.account->name,
                          log.random().Below(0xffffff)));
  }
}

void AddClientDay(World& world, HostLog& log, std::uint64_t day) {
  const Host& host = log.host();
  SeededRandom& random = log.random();
  const Account& user = world.organisation.people[host.user];
  const Timestamp boot = world.At(host.site, day, 8, static_cast<unsigned>(30 + random.Below(25)));
  log.Add(CatalogEvent::kEventLogStarted, boot, {});
  const Timestamp morning = Later(boot, random.Between(60, 240));
  HostLog& controller = world.LogOf(host.site, Role::kDomainController);
  // The machine's own account comes first, at boot.
  const Account machine{
      host.name + "$",
      user.sid.substr(0, user.sid.rfind('-') + 1) + "2" + std::to_string(1'000 + host.user),
      host.site, false};
  IssueTickets(controller, Later(boot, 20), machine, host.address, host.name + "$");
  IssueTickets(controller, morning, user, host.address, host.name + "$");
  const LogonSession session = LogOn(log, Later(morning, 1), user, 2, {"127.0.0.1", "-", false});
  log.Add(CatalogEvent::kSessionLogon, Later(morning, 2),
          {{"User", fmt::format("{}\\{}", kDomain, user.name)},
           {"SessionID", "1"},
           {"Address", "LOCAL"}});
  const Process desktop =
      StartProcess(log, Later(morning, 3), SystemProcess(log, "userinit.exe"),
                   "C:\\Windows\\explorer.exe", "C:\\Windows\\Explorer.EXE", session);
  for (std::uint64_t i = world.Some(random.Between(12, 20)); i > 0; --i) {
    UseProgram(world, log, WorkingMoment(world, host, day, random), desktop, session,
               random.Pick(kUserPrograms));
  }
  for (std::uint64_t i = world.Some(random.Between(2, 5)); i > 0; --i) {
    UseFileServer(world, host, user, WorkingMoment(world, host, day, random));
  }
  if (random.Chance(15)) {  // a mistyped password
    FailLogOn(log, Later(morning, 0), user, {"127.0.0.1", host.name, true});
  }
  SetRegistryValue(log, Later(morning, 30), desktop,
                   "HKU\\.DEFAULT\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\"
                   "RecentDocs\\MRUListEx",
                   "Binary Data");
  LogOff(log, world.At(host.site, day, 18, static_cast<unsigned>(random.Below(50))), session, 2);
}

// Machines and services talk to servers around the clock.
void AddServerDay(World& world, HostLog& log, std::uint64_t day) {
  const Host& host = log.host();
  SeededRandom& random = log.random();
  const Account& backup = world.organisation.backup_service;
  const std::string& manager =
      world.LogOf(Site::kHeadOffice, Role::kManagementServer).host().address;
  for (std::uint64_t i = world.Some(random.Between(18, 26)); i > 0; --i) {
    const Timestamp time = AnyMoment(world, host, day, random);
    const LogonSession session = LogOn(log, time, backup, 3, {manager, "-", false});
    LogOff(log, Later(time, random.Between(5, 300)), session, 3);
  }
  const Process services = SystemProcess(log, "services.exe");
  for (std::uint64_t i = world.Some(random.Between(6, 10)); i > 0; --i) {
    StartProcess(log, AnyMoment(world, host, day, random), services,
                 "C:\\Windows\\System32\\svchost.exe",
                 "C:\\Windows\\System32\\svchost.exe -k netsvcs -p -s BITS", {});
  }
  const Process host_process = SystemProcess(log, "svchost.exe -k DcomLaunch -p");
  for (std::uint64_t i = world.Some(random.Between(2, 4)); i > 0; --i) {
    StartProcess(log, AnyMoment(world, host, day, random), host_process,
                 "C:\\Windows\\System32\\wbem\\WmiPrvSE.exe",
                 "C:\\Windows\\system32\\wbem\\wmiprvse.exe -secured -Embedding", {});
  }
  OpenProcess(log, AnyMoment(world, host, day, random), SystemProcess(log, "wmiprvse.exe"),
              "lsass.exe", "0x1000");
}

// An administrator at the jump host opens a server's desktop, looks, and leaves.
void Administer(World& world, const Account& admin, HostLog& to, std::uint64_t day) {
  HostLog& from = world.LogOf(Site::kHeadOffice, Role::kManagementServer);
  const Timestamp time = WorkingMoment(world, from.host(), day, from.random());
  IssueTickets(world.LogOf(Site::kHeadOffice, Role::kDomainController), time, admin,
               from.host().address, "TERMSRV/" + to.host().name);
  from.Add(CatalogEvent::kRdpOutgoing, time,
           {{"Name", "Server Name"}, {"Value", to.host().name}, {"CustomLevel", "Info"}});
  Reach(world, from, time, SystemProcess(from, "mstsc.exe"), to.host(),
        {.port = 3389, .service = "rdp", .sent = 80'000, .received = 900'000, .seconds = 900});
  const LogonSession session =
      OpenRemoteDesktop(to, Later(time, 1), admin, {from.host().address, from.host().name});
  const Process desktop = SystemProcess(to, "explorer.exe");
  StartProcess(to, Later(time, 60), desktop, "C:\\Windows\\System32\\mmc.exe",
               "\"C:\\Windows\\System32\\mmc.exe\" eventvwr.msc", session);
  CloseRemoteDesktop(to, Later(time, from.random().Between(300, 2'400)), session,
                     from.host().address);
}

// Each site's administrators look after its servers, all by way of the jump host.
void AddAdministration(World& world, std::uint64_t day) {
  SeededRandom& random = world.LogOf(Site::kHeadOffice, Role::kManagementServer).random();
  for (std::size_t i = 0; i < world.organisation.servers; ++i) {
    const Host& host = world.organisation.hosts[i];
    if (host.role == Role::kManagementServer || !random.Chance(world.density < 100 ? 6 : 15))
      continue;
    Administer(world, world.organisation.AdminOf(host.site), world.logs[i], day);
  }
}

}  // namespace

void AddBackground(World& world, std::size_t host, std::uint64_t day) {
  HostLog& log = world.logs[host];
  const bool weekend = IsWeekend(world.start, day);
  if (!log.host().server() && weekend) return;
  AddServiceChanges(world, log, day, log.host().server() ? 8 : 4);
  AddSystemTasks(world, log, day);
  AddMonitoring(world, log, day);
  AddServiceCalls(world, log, day);
  if (log.host().server()) {
    AddServerDay(world, log, day);
  } else {
    AddClientDay(world, log, day);
  }
  if (log.host().role == Role::kManagementServer && !weekend) AddAdministration(world, day);
}

}  // namespace noroshi
