// The background: people at work, services that start, tasks that run, files that are read.

#include <fmt/format.h>

#include <string_view>

#include "simulate/activity.h"
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

constexpr std::string_view kSites[] = {"intranet.hoshikawa.example", "mail.hoshikawa.example",
                                       "news.example.com", "maps.example.net",
                                       "suppliers.example.org"};

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

// The first and last working hour, and a minute in between.
Timestamp WorkingMoment(World& world, const Host& host, std::uint64_t day, SeededRandom& random) {
  return world.At(host.site, day, static_cast<unsigned>(random.Between(9, 17)),
                  static_cast<unsigned>(random.Below(60)), static_cast<unsigned>(random.Below(60)));
}

Timestamp AnyMoment(World& world, const Host& host, std::uint64_t day, SeededRandom& random) {
  return world.At(host.site, day, static_cast<unsigned>(random.Below(24)),
                  static_cast<unsigned>(random.Below(60)), static_cast<unsigned>(random.Below(60)));
}

Timestamp Later(Timestamp time, std::uint64_t seconds) {
  return {time.ticks + seconds * kTicksPerSecond};
}

void AddServiceChanges(World& world, HostLog& log, std::uint64_t day, int count) {
  for (int i = 0; i < count; ++i) {
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
    const Timestamp time = AnyMoment(world, log.host(), day, log.random());
    const std::string command = std::string(task.image) + std::string(task.arguments);
    RunTask(log, time, {std::string(task.name), std::string(task.image), ""});
    StartProcess(log, Later(time, 1), scheduler, task.image, command, {});
  }
}

// An agent on every machine that reports home each few hours.
void AddMonitoring(World& world, HostLog& log, std::uint64_t day) {
  Process agent = SystemProcess(log, "monagent.exe");
  agent.image = "C:\\Program Files\\Asagao Monitor\\monagent.exe";
  const Host& manager = world.LogOf(Site::kHeadOffice, Role::kManagementServer).host();
  for (unsigned hour = 1; hour < 24; hour += 4) {
    Connect(log,
            world.At(log.host().site, day, hour, static_cast<unsigned>(log.random().Below(60))),
            agent, {manager.address, manager.computer, 8443});
  }
}

void UseFileServer(World& world, const Host& client, const Account& user, Timestamp time) {
  HostLog& server = world.LogOf(client.site, Role::kFileServer);
  HostLog& controller = world.LogOf(client.site, Role::kDomainController);
  IssueTickets(controller, time, user, client.address, server.host().name + "$");
  const LogonSession session = LogOn(server, Later(time, 1), user, 3, {client.address, "-", false});
  for (std::uint64_t i = server.random().Between(1, 3); i > 0; --i) {
    OpenShare(server, Later(time, 2 + i), session, client.address,
              {"\\\\*\\share", std::string(server.random().Pick(kDocuments))});
  }
  LogOff(server, Later(time, server.random().Between(60, 900)), session, 3);
}

// One program as a user starts it: what it loads, asks for, talks to and saves.
void UseProgram(HostLog& log, Timestamp time, const Process& desktop, const LogonSession& session,
                const UserProgram& program) {
  const Process process =
      StartProcess(log, time, desktop, program.image,
                   fmt::format("\"{}\"{}", program.image, program.arguments), session);
  if (program.image.ends_with("kaede.exe")) {
    LoadModule(log, Later(time, 1), process,
               {"C:\\Program Files\\Kaede CAD\\kaedecore.dll", "Kaede Software", "Kaede CAD",
                "Kaede Software"});
  }
  if (program.image.ends_with("chrome.exe") || program.image.ends_with("OUTLOOK.EXE")) {
    const std::string_view site = log.random().Pick(kSites);
    const std::string address = fmt::format("192.0.2.{}", 20 + site.size());
    QueryName(log, Later(time, 2), process, site, address);
    Connect(log, Later(time, 3), process, {address, std::string(site), 443});
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
  IssueTickets(world.LogOf(host.site, Role::kDomainController), morning, user, host.address,
               host.name + "$");
  const LogonSession session = LogOn(log, Later(morning, 1), user, 2, {"127.0.0.1", "-", false});
  log.Add(CatalogEvent::kSessionLogon, Later(morning, 2),
          {{"User", fmt::format("{}\\{}", kDomain, user.name)},
           {"SessionID", "1"},
           {"Address", "LOCAL"}});
  const Process desktop =
      StartProcess(log, Later(morning, 3), SystemProcess(log, "userinit.exe"),
                   "C:\\Windows\\explorer.exe", "C:\\Windows\\Explorer.EXE", session);
  for (std::uint64_t i = random.Between(12, 20); i > 0; --i) {
    UseProgram(log, WorkingMoment(world, host, day, random), desktop, session,
               random.Pick(kUserPrograms));
  }
  for (std::uint64_t i = random.Between(2, 5); i > 0; --i) {
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
  for (std::uint64_t i = random.Between(18, 26); i > 0; --i) {
    const Timestamp time = AnyMoment(world, host, day, random);
    const LogonSession session = LogOn(log, time, backup, 3, {manager, "-", false});
    LogOff(log, Later(time, random.Between(5, 300)), session, 3);
  }
  const Process services = SystemProcess(log, "services.exe");
  for (std::uint64_t i = random.Between(6, 10); i > 0; --i) {
    StartProcess(log, AnyMoment(world, host, day, random), services,
                 "C:\\Windows\\System32\\svchost.exe",
                 "C:\\Windows\\System32\\svchost.exe -k netsvcs -p -s BITS", {});
  }
  const Process host_process = SystemProcess(log, "svchost.exe -k DcomLaunch -p");
  for (std::uint64_t i = random.Between(2, 4); i > 0; --i) {
    StartProcess(log, AnyMoment(world, host, day, random), host_process,
                 "C:\\Windows\\System32\\wbem\\WmiPrvSE.exe",
                 "C:\\Windows\\system32\\wbem\\wmiprvse.exe -secured -Embedding", {});
  }
  OpenProcess(log, AnyMoment(world, host, day, random), SystemProcess(log, "wmiprvse.exe"),
              "lsass.exe", "0x1000");
}

// An administrator at the jump host opens a server's desktop, looks, and leaves.
void AddAdministration(World& world, std::uint64_t day) {
  HostLog& from = world.LogOf(Site::kHeadOffice, Role::kManagementServer);
  const Account& admin = world.organisation.head_office_admin;
  for (const Role role : {Role::kFileServer, Role::kApplicationServer}) {
    if (!from.random().Chance(40)) continue;
    HostLog& to = world.LogOf(Site::kHeadOffice, role);
    const Timestamp time = WorkingMoment(world, from.host(), day, from.random());
    IssueTickets(world.LogOf(Site::kHeadOffice, Role::kDomainController), time, admin,
                 from.host().address, "TERMSRV/" + to.host().name);
    const LogonSession session =
        OpenRemoteDesktop(to, Later(time, 1), admin, {from.host().address, from.host().name});
    const Process desktop = SystemProcess(to, "explorer.exe");
    StartProcess(to, Later(time, 60), desktop, "C:\\Windows\\System32\\mmc.exe",
                 "\"C:\\Windows\\System32\\mmc.exe\" eventvwr.msc", session);
    CloseRemoteDesktop(to, Later(time, from.random().Between(300, 2'400)), session,
                       from.host().address);
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
  if (log.host().server()) {
    AddServerDay(world, log, day);
  } else {
    AddClientDay(world, log, day);
  }
  if (log.host().role == Role::kManagementServer && !weekend) AddAdministration(world, day);
}

}  // namespace noroshi
