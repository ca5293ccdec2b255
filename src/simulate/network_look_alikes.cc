// Legitimate activity that resembles an attack, and what the network sees of it: programs that call
// home, scanners, service providers at work, support from afar, software that is brought by
// services.

#include <fmt/format.h>

#include <string_view>

#include "simulate/traffic.h"
#include "simulate/world.h"

namespace noroshi {
namespace {

std::string ProgramFiles(const ProductName& product) {
  return fmt::format("C:\\Program Files\\{}\\{}", product.folder, product.program);
}

ProgramFacts FactsOf(const ProductName& product) {
  return {product.program, product.product, product.product, product.vendor};
}

Process Running(HostLog& log, const ProductName& product) {
  Process process = SystemProcess(log, product.program);
  process.image = ProgramFiles(product);
  return process;
}

// An updater on every second machine, each hour or two while it runs.
void AddUpdaterOfMany(World& world, SeededRandom& random) {
  const ProductName& product = world.products[0];
  const WebSite& home = world.services[5];
  const Label label = NewLookAlike(world, "D2-14", "An updater calls its maker from many machines");
  const std::uint64_t step = world.density < 100 ? 12'000 : 5'400;
  for (std::size_t i = 0; i < world.logs.size(); i += 2) {
    HostLog& log = world.logs[i];
    const LabelScope scope(log, label);
    const Process process = Running(log, product);
    for (std::uint64_t day = 0; day < world.days; ++day) {
      if (!log.host().server() && IsWeekend(world.start, day)) continue;
      Timestamp time = world.At(log.host().site, day, 9, static_cast<unsigned>(random.Below(50)));
      for (std::uint64_t n = 0; n < 30'000 / step; ++n) {
        Fetch(world, log, time, process,
              {.name = home.name,
               .address = home.address,
               .user_agent = product.folder + "-Updater/3.1",
               .sent = 640,
               .received = 900});
        time = Later(time, step + random.Below(60));
      }
    }
  }
}

// A licence service that one server alone uses, by day and by night.
void AddLicenceService(World& world, SeededRandom& random) {
  HostLog& log = world.LogOf(Site::kHeadOffice, Role::kApplicationServer);
  const LabelScope scope(
      log, NewLookAlike(world, "D2-14", "A licence service reports to its maker from one server"));
  const Process process = Running(log, world.products[1]);
  const std::uint64_t step = world.density < 100 ? 14'400 : 7'200;
  const std::uint64_t count = world.days * 86'400 / step;
  Timestamp time = world.At(Site::kHeadOffice, 0, 9, 7);
  for (std::uint64_t i = 0; i + 1 < count; ++i) {
    Fetch(world, log, time, process,
          {.name = world.services[6].name,
           .address = world.services[6].address,
           .user_agent = "LicenceReporter/2",
           .sent = 500,
           .received = 700});
    time = Later(time, step + random.Below(120));
  }
}

// The security team's scanner tries every machine and a wrong password on the servers.
void AddScanner(World& world, SeededRandom& random) {
  HostLog& from = world.LogOf(Site::kHeadOffice, Role::kManagementServer);
  const Label label =
      NewLookAlike(world, "D3-13", "The security team's scanner tries every machine");
  const LabelScope scope(from, label);
  const Process process = Running(from, world.products[2]);
  const Account guest{"scan-check", world.organisation.backup_service.sid + "9", Site::kHeadOffice,
                      false};
  for (std::uint64_t day = 3; day < world.days; day += 30) {
    Timestamp time = world.At(Site::kHeadOffice, day, 20, static_cast<unsigned>(random.Below(40)));
    for (HostLog& log : world.logs) {
      if (&log == &from) continue;
      for (const std::uint16_t port : {std::uint16_t{445}, std::uint16_t{3'389}}) {
        Reach(world, from, time, process, log.host(),
              {.port = port,
               .sent = 60,
               .received = 40,
               .seconds = 1,
               .state = port == 445 || log.host().server() ? "SF" : "REJ"});
        time = Later(time, random.Between(1, 4));
      }
      if (!log.host().server()) continue;
      const LabelScope at_server(log, label);
      FailLogOn(log, time, guest, {from.host().address, from.host().name, true});
    }
  }
}

// The service provider comes over the VPN in the hours of the contract, to the servers of it.
void AddServiceProvider(World& world, SeededRandom& random) {
  HostLog& server = world.LogOf(Site::kHeadOffice, Role::kApplicationServer);
  const Account& account = world.organisation.service_provider;
  const Label label =
      NewLookAlike(world, "D1-08", "The service provider looks after a server under its contract");
  const LabelScope scope(server, label);
  VpnGateway& gateway = *world.network.At(Site::kHeadOffice).vpn;
  const std::string workstation = fmt::format("HQ-NB{:03}", random.Between(500, 600));
  for (std::uint64_t day = 1; day < world.days; day += 7) {
    if (IsWeekend(world.start, day)) continue;
    const Timestamp time = world.Between(Site::kHeadOffice, day, 14, 15, random);
    VpnSession session{account.name, world.organisation.HomeAddress(account), workstation,
                       world.organisation.PoolAddress(Site::kHeadOffice, 120), 0};
    gateway.Begin(time, label, session);
    const LogonSession desktop =
        OpenRemoteDesktop(server, Later(time, 200), account, {session.assigned, workstation, true});
    ValidateNtlm(world.LogOf(Site::kHeadOffice, Role::kDomainController), Later(time, 199), account,
                 workstation, true);
    StartProcess(server, Later(time, 260), SystemProcess(server, "explorer.exe"),
                 "C:\\Windows\\System32\\mmc.exe",
                 "\"C:\\Windows\\System32\\mmc.exe\" services.msc", desktop);
    CloseRemoteDesktop(server, Later(time, 2'600), desktop, session.assigned);
    gateway.End(Later(time, 2'700), label, session);
  }
}

// Software is brought by a service that is made from the management server, on every fourth client.
void AddDeployment(World& world, SeededRandom& random) {
  const ProductName& product = world.products[3];
  const Host& manager = world.LogOf(Site::kHeadOffice, Role::kManagementServer).host();
  const Label label = NewLookAlike(world, "D3-03",
                                   "A new product is installed on many clients by a "
                                   "service from the management server");
  const std::uint64_t day = random.Below(world.days);
  for (std::size_t i = world.organisation.servers; i < world.logs.size(); i += 4) {
    HostLog& log = world.logs[i];
    const LabelScope scope(log, label);
    const Timestamp time = world.Between(log.host().site, day, 12, 13, random);
    const LogonSession session =
        LogOn(log, time, world.organisation.head_office_admin, 3, {manager.address, "-", false});
    OpenShare(log, Later(time, 1), session, manager.address,
              {"\\\\*\\ADMIN$", fmt::format("Temp\\{}", product.program), "0x17019f", true});
    OpenShare(log, Later(time, 4), session, manager.address,
              {"\\\\*\\IPC$", "svcctl", "0x3", true});
    InstallService(log, Later(time, 5), session, product.service,
                   "\"" + ProgramFiles(product) + "\"");
    const Process started =
        StartProgram(log, Later(time, 6), SystemProcess(log, "services.exe"), ProgramFiles(product),
                     "\"" + ProgramFiles(product) + "\"", {}, FactsOf(product));
    LoadModule(log, Later(time, 7), started,
               {fmt::format("C:\\Program Files\\{}\\{}", product.folder, product.library),
                product.vendor, product.product, product.vendor});
  }
}

// The help desk opens a desktop on a user's machine and looks.
void AddRemoteSupport(World& world, SeededRandom& random) {
  HostLog& from = world.LogOf(Site::kHeadOffice, Role::kManagementServer);
  const Account& account = world.organisation.help_desk;
  const Label label =
      NewLookAlike(world, "D3-01", "The help desk opens the desktop of a user's machine");
  for (std::uint64_t i = 0; i < world.Some(6); ++i) {
    HostLog& log = world.logs[world.organisation.servers +
                              random.Below(world.logs.size() - world.organisation.servers)];
    std::uint64_t day = random.Below(world.days);
    while (IsWeekend(world.start, day)) day = random.Below(world.days);
    const LabelScope scope(log, label);
    const Timestamp time = world.Between(log.host().site, day, 10, 16, random);
    Reach(world, from, time, SystemProcess(from, "mstsc.exe"), log.host(),
          {.port = 3'389, .service = "rdp"});
    const LogonSession session =
        OpenRemoteDesktop(log, Later(time, 2), account, {from.host().address, from.host().name});
    Process shell = SystemProcess(log, "cmd.exe");
    shell.session = session;
    StartProcess(log, Later(time, 90), shell, "C:\\Windows\\System32\\ipconfig.exe",
                 "ipconfig /all", session);
    StartProcess(log, Later(time, 130), shell, "C:\\Windows\\System32\\ping.exe",
                 "ping " + from.host().name, session);
    CloseRemoteDesktop(log, Later(time, 800), session, from.host().address);
  }
}

// A program in the user's own folder keeps itself in the Run key and loads its own libraries.
void AddPerUserProgram(World& world, SeededRandom& random) {
  const ProductName& product = world.products[4];
  const Label label = NewLookAlike(
      world, "D2-07", "A chat program lives in the users' own folders and starts itself");
  for (std::size_t i = world.organisation.servers; i < world.logs.size(); i += 3) {
    HostLog& log = world.logs[i];
    const LabelScope scope(log, label);
    const Account& user = world.organisation.people[log.host().user];
    std::uint64_t day = random.Below(world.days);
    while (IsWeekend(world.start, day)) day = random.Below(world.days);
    const Timestamp time = world.Between(log.host().site, day, 10, 16, random);
    const LogonSession session{&user, 0x7a000 + i, 1};
    const std::string folder =
        fmt::format("C:\\Users\\{}\\AppData\\Local\\{}\\", user.name, product.folder);
    const Process program =
        StartProgram(log, time, SystemProcess(log, "explorer.exe"), folder + product.program,
                     folder + product.program, session, FactsOf(product));
    LoadModule(log, Later(time, 1), program,
               {folder + product.library, product.vendor, product.product, product.vendor});
    SetRegistryValue(log, Later(time, 3), program,
                     fmt::format("HKU\\{}\\Software\\Microsoft\\Windows\\CurrentVersion\\Run\\{}",
                                 user.sid, product.folder),
                     folder + product.program + " --hidden");
    Fetch(world, log, Later(time, 5), program,
          {.name = world.services[7].name,
           .address = world.services[7].address,
           .user_agent = product.folder + "/5",
           .received = 60'000});
  }
}

// The domain controller's administrator makes a copy of the directory for a new controller.
void AddControllerCopy(World& world, SeededRandom& random) {
  HostLog& log = world.LogOf(Site::kHeadOffice, Role::kDomainController);
  const LabelScope scope(log,
                         NewLookAlike(world, "D3-08",
                                      "The administrator copies the directory's database for a "
                                      "new controller"));
  const Account& admin = world.organisation.head_office_admin;
  const Host& from = world.LogOf(Site::kHeadOffice, Role::kManagementServer).host();
  std::uint64_t day = random.Below(world.days);
  while (IsWeekend(world.start, day)) day = random.Below(world.days);
  const Timestamp time = world.Between(Site::kHeadOffice, day, 10, 15, random);
  const LogonSession session = OpenRemoteDesktop(log, time, admin, {from.address, from.name});
  Process shell = SystemProcess(log, "cmd.exe");
  shell.session = session;
  StartProcess(log, Later(time, 120), shell, "C:\\Windows\\System32\\ntdsutil.exe",
               "ntdsutil \"activate instance ntds\" ifm \"create full D:\\Install\\ifm\" quit quit",
               session);
  const std::string head = "lsass\n612,D,0\n\n1\nD:\\Install\\ifm\\Active Directory\\ntds.dit";
  log.Add(CatalogEvent::kDatabaseCreated, Later(time, 130), {{"", head + "\n0\n[1] 0.000"}});
  log.Add(CatalogEvent::kDatabaseDetached, Later(time, 150), {{"", head + "\n0\n[1] 0.000\n0"}});
  CloseRemoteDesktop(log, Later(time, 700), session, from.address);
}

// The nightly copy of backups to a provider: gigabytes from one server.
void AddCloudBackup(World& world, SeededRandom& random) {
  HostLog& log = world.LogOf(Site::kHeadOffice, Role::kFileServer);
  const LabelScope scope(log, NewLookAlike(world, "D3-18", "Backups go to a provider every week"));
  const Process process = Running(log, world.products[5]);
  for (std::uint64_t day = 5; day < world.days; day += 7) {
    Timestamp time = world.At(Site::kHeadOffice, day, 2, static_cast<unsigned>(random.Below(30)));
    for (int i = 0; i < 3; ++i) {
      Fetch(world, log, time, process,
            {.name = world.services[3].name,
             .address = world.services[3].address,
             .method = "PUT",
             .user_agent = "BackupAgent/9",
             .sent = random.Between(200'000'000, 900'000'000),
             .received = 4'000,
             .seconds = 600});
      time = Later(time, 700);
    }
  }
}

using Adder = void (*)(World&, SeededRandom&);
constexpr Adder kAdders[] = {AddUpdaterOfMany,   AddLicenceService, AddScanner,
                             AddServiceProvider, AddDeployment,     AddRemoteSupport,
                             AddPerUserProgram,  AddControllerCopy, AddCloudBackup};

}  // namespace

void AddNetworkLookAlikes(World& world) {
  std::uint64_t number = 0;
  for (const Adder add : kAdders) {
    SeededRandom random = world.random.Fork("network look-alikes").Fork(number++);
    add(world, random);
  }
}

}  // namespace noroshi
