// Legitimate activity that resembles an attack: what a rule must live with.

#include <fmt/format.h>

#include <string_view>

#include "simulate/activity.h"
#include "simulate/traffic.h"
#include "simulate/world.h"

namespace noroshi {
namespace {

constexpr std::string_view kSystem32 = "C:\\Windows\\System32\\";

// A command as an administrator types it.
void Type(HostLog& log, Timestamp time, const LogonSession& session, std::string_view program,
          std::string_view arguments) {
  Process shell = SystemProcess(log, "cmd.exe");
  shell.session = session;
  const std::string image = std::string(kSystem32) + std::string(program) + ".exe";
  StartProcess(log, time, shell, image, fmt::format("{} {}", program, arguments), session);
}

void AddDirectoryExport(World& world, std::uint64_t day) {
  HostLog& log = world.LogOf(Site::kHeadOffice, Role::kManagementServer);
  const LabelScope scope(log, NewLookAlike(world, "D3-10",
                                           "The administrator exports the directory for the "
                                           "monthly licence count"));
  const Timestamp time = world.At(Site::kHeadOffice, day, 10, 12);
  const LogonSession session =
      LogOn(log, time, world.organisation.head_office_admin, 2, {"127.0.0.1"});
  Type(log, Later(time, 70), session, "csvde", "-f D:\\Reports\\licence.csv -r (objectClass=user)");
}

void AddTraveller(World& world, std::uint64_t day) {
  const std::size_t index = world.organisation.hosts.size() - 1;
  HostLog& log = world.logs[index];
  const Account& user = world.organisation.people[log.host().user];
  const LabelScope scope(log, NewLookAlike(world, "D1-05",
                                           "A travelling employee opens the office desktop over "
                                           "the VPN from the company notebook"));
  const std::string notebook = log.host().name.substr(0, 3) + "NB021";
  const std::string pool = world.organisation.PoolAddress(log.host().site, 77);
  VpnGateway& gateway = *world.network.At(log.host().site).vpn;
  GatewaySession away{user.name, "198.51.100.31", notebook, pool, 0};
  for (std::uint64_t i = 0; i < 3 && day + i < world.days; ++i) {
    const Timestamp time = world.At(log.host().site, day + i, 22, 10);
    gateway.Begin({time.ticks - 90 * kTicksPerSecond}, log.label(), away);
    const LogonSession session = OpenRemoteDesktop(log, time, user, {pool, notebook, true});
    CloseRemoteDesktop(log, Later(time, 1'900), session, pool);
    gateway.End(Later(time, 2'000), log.label(), away);
  }
}

void AddUpdater(World& world, std::uint64_t day) {
  HostLog& log = world.LogOf(Site::kHeadOffice, Role::kApplicationServer);
  const LabelScope scope(log,
                         NewLookAlike(world, "D2-06", "A vendor's updater installs its service"));
  const Timestamp time = world.At(Site::kHeadOffice, day, 3, 5);
  const Process services = SystemProcess(log, "services.exe");
  InstallService(log, time, {}, "Kaede Update Service",
                 "\"C:\\Program Files\\Kaede CAD\\Update\\kaedeupdate.exe\" /svc");
  const Process updater = StartProcess(log, Later(time, 3), services,
                                       "C:\\Program Files\\Kaede CAD\\Update\\kaedeupdate.exe",
                                       "kaedeupdate.exe /svc", {});
  Fetch(world, log, Later(time, 9), updater,
        {.name = world.services[4].name, .address = world.services[4].address});
}

void AddVendorModules(World& world, std::uint64_t day) {
  HostLog& log = world.logs.back();
  const Account& user = world.organisation.people[log.host().user];
  const LabelScope scope(log, NewLookAlike(world, "D2-01",
                                           "A vendor's program loads its own signed and unsigned "
                                           "modules"));
  const Timestamp time = world.At(log.host().site, day, 11, 20);
  const LogonSession session{&user, 0x5a11e, 1};
  const Process cad = StartProcess(log, time, SystemProcess(log, "explorer.exe"),
                                   "C:\\Program Files\\Kaede CAD\\kaede.exe", "kaede.exe", session);
  LoadModule(log, Later(time, 1), cad,
             {"C:\\Program Files\\Kaede CAD\\plugins\\ruler.dll", "", "Ruler", "Kaede Users"});
  const Process helper =
      StartProcess(log, Later(time, 5), cad, "C:\\ProgramData\\Kaede CAD\\bin\\kaedehelper.exe",
                   "kaedehelper.exe -bg", session);
  LoadModule(log, Later(time, 6), helper,
             {"C:\\ProgramData\\Kaede CAD\\bin\\kaedecore.dll", "Kaede Software", "Kaede CAD",
              "Kaede Software"});
}

void AddBackupArchive(World& world, std::uint64_t day) {
  HostLog& log = world.LogOf(Site::kHeadOffice, Role::kFileServer);
  const LabelScope scope(
      log, NewLookAlike(world, "D3-16", "The nightly backup packs the share with 7-Zip"));
  const Timestamp time = world.At(Site::kHeadOffice, day, 1, 0);
  const LogonSession session = LogOn(log, time, world.organisation.backup_service, 5, {});
  StartProcess(log, Later(time, 4), SystemProcess(log, "services.exe"),
               "C:\\Program Files\\7-Zip\\7z.exe",
               "\"C:\\Program Files\\7-Zip\\7z.exe\" a D:\\Backup\\share.7z E:\\share", session);
}

void AddHelpDesk(World& world, std::uint64_t day) {
  HostLog& log = world.logs[world.organisation.servers];
  const LabelScope scope(log,
                         NewLookAlike(world, "D3-11", "The help desk looks into a network fault"));
  const Account& user = world.organisation.people[log.host().user];
  const LogonSession session{&user, 0x6b22f, 1};
  const Timestamp time = world.At(log.host().site, day, 14, 2);
  Type(log, time, session, "ipconfig", "/all");
  Type(log, Later(time, 35), session, "ping", "HQ-FS01");
  Type(log, Later(time, 80), session, "netstat", "-r");
}

void AddSoftwareDistribution(World& world, std::uint64_t day) {
  const Host& manager = world.LogOf(Site::kHeadOffice, Role::kManagementServer).host();
  HostLog& log = world.logs[world.organisation.servers];
  const LabelScope scope(log, NewLookAlike(world, "D2-05",
                                           "Software distribution creates a task on a client from "
                                           "the management server"));
  const Timestamp time = world.At(Site::kHeadOffice, day, 12, 30);
  const Task task{"\\Asagao\\Deploy", "C:\\Program Files\\Asagao Monitor\\deploy.exe", "/quiet"};
  const LogonSession session =
      LogOn(log, time, world.organisation.head_office_admin, 3, {manager.address, "-", false});
  OpenShare(log, Later(time, 1), session, manager.address, {"\\\\*\\IPC$", "atsvc", "0x3", true});
  CreateTask(log, Later(time, 2), session, task);
  RunTask(log, Later(time, 4), task);
  StartProcess(log, Later(time, 5), SystemProcess(log, "svchost.exe -k netsvcs -p -s Schedule"),
               task.command, task.command + " /quiet", {});
}

void AddCertificateCheck(World& world, std::uint64_t day) {
  HostLog& log = world.LogOf(Site::kHeadOffice, Role::kApplicationServer);
  const LabelScope scope(
      log, NewLookAlike(world, "D3-19", "The administrator checks a certificate with certutil"));
  const LogonSession session{&world.organisation.head_office_admin, 0x7c330, 2};
  Type(log, world.At(Site::kHeadOffice, day, 15, 41), session, "certutil",
       "-verify C:\\Install\\web.cer");
}

void AddNewNotebook(World& world, std::uint64_t day) {
  HostLog& log = world.LogOf(Site::kHeadOffice, Role::kFileServer);
  const LabelScope scope(log, NewLookAlike(world, "D1-02",
                                           "A new notebook reaches the file server before it got "
                                           "its name"));
  SeededRandom random = world.random.Fork("notebook");
  const std::string name = "DESKTOP-" + random.Letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 7);
  const Timestamp time = world.At(Site::kHeadOffice, day, 9, 50);
  const LogonSession session =
      LogOn(log, time, world.organisation.people[0], 3, {"10.10.8.240", name, true});
  LogOff(log, Later(time, 300), session, 3);
}

void AddDefenderNews(World& world, std::uint64_t day) {
  HostLog& log = world.logs[world.organisation.servers];
  const LabelScope scope(
      log, NewLookAlike(world, "D3-20", "Defender finds a test file and updates its settings"));
  const Timestamp time = world.At(log.host().site, day, 13, 15);
  log.Add(
      CatalogEvent::kDefenderConfig, time,
      {{"Product Name", "%%827"},
       {"Product Version", "4.18.2009.7"},
       {"Old Value", ""},
       {"New Value",
        "HKLM\\SOFTWARE\\Microsoft\\Windows Defender\\Signature Updates\\SignatureType = 0x1"}});
  log.Add(CatalogEvent::kDefenderDetection, Later(time, 60),
          {{"Product Name", "%%827"},
           {"Product Version", "4.18.2009.7"},
           {"Threat Name", "Virus:DOS/EICAR_Test_File"},
           {"Severity Name", "Severe"},
           {"Path", "file:_C:\\Users\\Public\\Downloads\\eicar.com"}});
}

void AddNewEmployee(World& world, std::uint64_t day) {
  HostLog& log = world.LogOf(Site::kHeadOffice, Role::kDomainController);
  const LabelScope scope(log, NewLookAlike(world, "D3-23", "A new employee gets an account"));
  const Account& admin = world.organisation.head_office_admin;
  log.Add(CatalogEvent::kUserCreated, world.At(Site::kHeadOffice, day, 9, 5),
          {{"TargetUserName", "ogawa"},
           {"TargetDomainName", std::string(kDomain)},
           {"TargetSid", admin.sid + "7"},
           {"SubjectUserSid", admin.sid},
           {"SubjectUserName", admin.name},
           {"SubjectDomainName", std::string(kDomain)},
           {"SubjectLogonId", "0x8d441"},
           {"SamAccountName", "ogawa"},
           {"UserAccountControl", "%%2080 %%2082 %%2084"}});
}

void AddInventory(World& world, std::uint64_t day) {
  HostLog& log = world.LogOf(Site::kHeadOffice, Role::kManagementServer);
  const LabelScope scope(log, NewLookAlike(world, "D3-12", "The inventory script lists computers"));
  RunScript(log, world.At(Site::kHeadOffice, day, 6, 0),
            "Get-ADComputer -Filter * -Properties OperatingSystem | "
            "Export-Csv D:\\Reports\\inventory.csv");
}

using Adder = void (*)(World&, std::uint64_t day);
constexpr Adder kAdders[] = {AddDirectoryExport,      AddTraveller,        AddUpdater,
                             AddVendorModules,        AddBackupArchive,    AddHelpDesk,
                             AddSoftwareDistribution, AddCertificateCheck, AddNewNotebook,
                             AddDefenderNews,         AddNewEmployee,      AddInventory};

}  // namespace

Label NewLookAlike(World& world, std::string idea, std::string title) {
  TruthEntry entry;
  entry.kind = TruthKind::kLookAlike;
  entry.id = fmt::format("L{:02}", world.truth.Count(TruthKind::kLookAlike) + 1);
  entry.ideas = {std::move(idea)};
  entry.title = std::move(title);
  return world.truth.Add(std::move(entry));
}

void AddLookAlikes(World& world) {
  SeededRandom random = world.random.Fork("look-alikes");
  for (const Adder add : kAdders) add(world, random.Below(world.days));
}

}  // namespace noroshi
