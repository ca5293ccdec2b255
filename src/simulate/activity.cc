#include "simulate/activity.h"

#include <fmt/format.h>

#include "base/hash.h"
#include "simulate/programs.h"

namespace noroshi {
namespace {

constexpr std::uint64_t kMillisecond = 10'000;  // ticks

Timestamp After(Timestamp time, std::uint64_t milliseconds) {
  return {time.ticks + milliseconds * kMillisecond};
}

std::string HexText(std::uint64_t value) { return fmt::format("0x{:x}", value); }

std::string NewGuid(SeededRandom& random) {
  const std::uint64_t a = random.Next();
  const std::uint64_t b = random.Next();
  return fmt::format("{{{:08X}-{:04X}-{:04X}-{:04X}-{:012X}}}", a >> 32, (a >> 16) & 0xffff,
                     a & 0xffff, b >> 48, b & 0xffffffffffff);
}

std::string SysmonTime(Timestamp time) {
  const CivilTime t = ToCivil(time);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}.{:03}", t.year, t.month, t.day, t.hour,
                     t.minute, t.second, t.ticks / kMillisecond);
}

// A machine's own account, as its events name it.
std::string MachineAccount(const HostLog& log) { return log.host().name + "$"; }

std::string AccountName(const HostLog& log, const LogonSession& session) {
  return session.account == nullptr ? MachineAccount(log) : session.account->name;
}

std::string UserText(const LogonSession& session) {
  return session.account == nullptr ? std::string("NT AUTHORITY\\SYSTEM")
                                    : fmt::format("{}\\{}", kDomain, session.account->name);
}

std::string SidText(const LogonSession& session) {
  return session.account == nullptr ? std::string("S-1-5-18") : session.account->sid;
}

Fields SubjectFields(const HostLog& log, const LogonSession& session) {
  return {{"SubjectUserSid", SidText(session)},
          {"SubjectUserName", AccountName(log, session)},
          {"SubjectDomainName", std::string(kDomain)},
          {"SubjectLogonId", HexText(session.logon_id)}};
}

Fields operator+(Fields left, Fields right) {
  for (Field& field : right) left.push_back(std::move(field));
  return left;
}

Fields ProcessFields(Timestamp time, const Process& process) {
  return {{"UtcTime", SysmonTime(time)},
          {"ProcessGuid", process.guid},
          {"ProcessId", std::to_string(process.pid)},
          {"Image", process.image}};
}

std::string TokenOf(const LogonSession& session) {
  return session.account != nullptr && !session.account->administrator ? "%%1938" : "%%1936";
}

// S-1-16-...: system, high or medium.
std::string LabelOf(const LogonSession& session) {
  if (session.account == nullptr) return "S-1-16-16384";
  return session.account->administrator ? "S-1-16-12288" : "S-1-16-8192";
}

std::string IntegrityOf(const LogonSession& session) {
  if (session.account == nullptr) return "System";
  return session.account->administrator ? "High" : "Medium";
}

void AddSecurityProcess(HostLog& log, Timestamp time, const Process& parent,
                        const Process& process) {
  log.Add(
      CatalogEvent::kProcessStarted, time,
      SubjectFields(log, process.session) + Fields{{"NewProcessId", HexText(process.pid)},
                                                   {"NewProcessName", process.image},
                                                   {"TokenElevationType", TokenOf(process.session)},
                                                   {"ProcessId", HexText(parent.pid)},
                                                   {"CommandLine", process.command_line},
                                                   {"ParentProcessName", parent.image},
                                                   {"MandatoryLabel", LabelOf(process.session)}});
}

void AddSysmonProcess(HostLog& log, Timestamp time, const Process& parent, const Process& process,
                      const ProgramFacts& info) {
  log.Add(CatalogEvent::kSysmonProcess, time,
          ProcessFields(time, process) +
              Fields{{"Description", info.description},
                     {"Product", info.product},
                     {"Company", info.company},
                     {"OriginalFileName", info.original_name},
                     {"CommandLine", process.command_line},
                     {"CurrentDirectory", "C:\\Windows\\system32\\"},
                     {"User", UserText(process.session)},
                     {"LogonId", HexText(process.session.logon_id)},
                     {"TerminalSessionId", std::to_string(process.session.number)},
                     {"IntegrityLevel", IntegrityOf(process.session)},
                     {"Hashes", HashesOf(process.image)},
                     {"ParentProcessGuid", parent.guid},
                     {"ParentProcessId", std::to_string(parent.pid)},
                     {"ParentImage", parent.image},
                     {"ParentCommandLine", parent.command_line}});
}

Fields TargetFields(const Account& account, std::uint64_t logon_id) {
  return {{"TargetUserSid", account.sid},
          {"TargetUserName", account.name},
          {"TargetDomainName", std::string(kDomain)},
          {"TargetLogonId", HexText(logon_id)}};
}

Fields PackageFields(unsigned type, const LogonSource& source) {
  if (type == 2 || type == 10) {
    return {{"LogonProcessName", "User32 "}, {"AuthenticationPackageName", "Negotiate"}};
  }
  if (type == 5) {
    return {{"LogonProcessName", "Advapi  "}, {"AuthenticationPackageName", "Negotiate"}};
  }
  if (!source.ntlm) {
    return {{"LogonProcessName", "Kerberos"}, {"AuthenticationPackageName", "Kerberos"}};
  }
  return {{"LogonProcessName", "NtLmSsp "},
          {"AuthenticationPackageName", "NTLM"},
          {"LmPackageName", "NTLM V2"},
          {"KeyLength", "128"}};
}

std::string TaskXml(const Task& task) {
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-16\"?>\r\n"
      "<Task version=\"1.2\" xmlns=\"http://schemas.microsoft.com/windows/2004/02/mit/task\">\r\n"
      "  <RegistrationInfo>\r\n    <URI>{}</URI>\r\n  </RegistrationInfo>\r\n"
      "  <Actions Context=\"Author\">\r\n    <Exec>\r\n      <Command>{}</Command>\r\n"
      "      <Arguments>{}</Arguments>\r\n    </Exec>\r\n  </Actions>\r\n</Task>",
      task.name, task.command, task.arguments);
}

std::string PortText(SeededRandom& random) {
  return std::to_string(random.Between(49'152, 65'000));
}

}  // namespace

Process SystemProcess(const HostLog& log, std::string_view name) {
  const std::string file(name.substr(0, name.find(' ')));
  Process process;
  process.image = "C:\\Windows\\System32\\" + file;
  process.command_line = "C:\\Windows\\System32\\" + std::string(name);
  SeededRandom random(Hash64(process.command_line, Hash64(log.host().name)));
  process.pid = static_cast<std::uint32_t>(random.Between(120, 900) * 4);
  process.guid = NewGuid(random);
  return process;
}

Process StartProcess(HostLog& log, Timestamp time, const Process& parent, std::string_view image,
                     std::string_view command_line, const LogonSession& session) {
  const ProgramInfo& info = DescribeProgram(image);
  return StartProgram(log, time, parent, image, command_line, session,
                      {std::string(info.original_name), std::string(info.description),
                       std::string(info.product), std::string(info.company)});
}

Process StartProgram(HostLog& log, Timestamp time, const Process& parent, std::string_view image,
                     std::string_view command_line, const LogonSession& session,
                     const ProgramFacts& facts) {
  Process process;
  process.pid = static_cast<std::uint32_t>(log.random().Between(1'000, 4'000) * 4);
  process.guid = NewGuid(log.random());
  process.image = image;
  process.command_line = command_line;
  process.session = session;
  AddSecurityProcess(log, time, parent, process);
  AddSysmonProcess(log, After(time, 2), parent, process, facts);
  return process;
}

void WriteFile(HostLog& log, Timestamp time, const Process& process, std::string_view path) {
  log.Add(CatalogEvent::kSysmonFile, time,
          ProcessFields(time, process) +
              Fields{{"TargetFilename", std::string(path)}, {"CreationUtcTime", SysmonTime(time)}});
}

void StartThreadIn(HostLog& log, Timestamp time, const Process& process, const Process& target) {
  log.Add(CatalogEvent::kSysmonThread, time,
          {{"UtcTime", SysmonTime(time)},
           {"SourceProcessGuid", process.guid},
           {"SourceProcessId", std::to_string(process.pid)},
           {"SourceImage", process.image},
           {"TargetProcessGuid", target.guid},
           {"TargetProcessId", std::to_string(target.pid)},
           {"TargetImage", target.image},
           {"NewThreadId", std::to_string(log.random().Between(1'000, 12'000))},
           {"StartAddress",
            fmt::format("0x{:016X}", 0x20000000000 + log.random().Below(0xFFFFFF) * 4096)},
           {"StartModule", "-"},
           {"StartFunction", "-"}});
}

void ForgeFileTime(HostLog& log, Timestamp time, const Process& process, std::string_view path,
                   Timestamp as) {
  log.Add(CatalogEvent::kSysmonFileTime, time,
          ProcessFields(time, process) + Fields{{"TargetFilename", std::string(path)},
                                                {"CreationUtcTime", SysmonTime(as)},
                                                {"PreviousCreationUtcTime", SysmonTime(time)}});
}

void MarkFromWeb(HostLog& log, Timestamp time, const Process& process, std::string_view path,
                 std::string_view origin) {
  log.Add(CatalogEvent::kSysmonStream, time,
          ProcessFields(time, process) +
              Fields{{"TargetFilename", std::string(path) + ":Zone.Identifier"},
                     {"CreationUtcTime", SysmonTime(time)},
                     {"Hash", HashesOf(path)},
                     {"Contents", fmt::format("[ZoneTransfer]  ZoneId=3  HostUrl={}", origin)}});
}

void DeleteFile(HostLog& log, Timestamp time, const Process& process, std::string_view path) {
  log.Add(CatalogEvent::kSysmonDeleted, time,
          ProcessFields(time, process) + Fields{{"User", UserText(process.session)},
                                                {"TargetFilename", std::string(path)},
                                                {"Hashes", HashesOf(path)},
                                                {"IsExecutable", "false"},
                                                {"Archived", "false"}});
}

void CreatePipe(HostLog& log, Timestamp time, const Process& process, std::string_view name) {
  log.Add(CatalogEvent::kSysmonPipe, time,
          ProcessFields(time, process) +
              Fields{{"EventType", "CreatePipe"}, {"PipeName", std::string(name)}});
}

void SetRegistryValue(HostLog& log, Timestamp time, const Process& process, std::string_view key,
                      std::string_view value) {
  log.Add(CatalogEvent::kSysmonRegistry, time,
          ProcessFields(time, process) + Fields{{"EventType", "SetValue"},
                                                {"TargetObject", std::string(key)},
                                                {"Details", std::string(value)}});
}

void QueryName(HostLog& log, Timestamp time, const Process& process, std::string_view name,
               std::string_view address) {
  log.Add(
      CatalogEvent::kSysmonDns, time,
      ProcessFields(time, process) + Fields{{"QueryName", std::string(name)},
                                            {"QueryStatus", "0"},
                                            {"QueryResults", fmt::format("::ffff:{};", address)}});
}

void OpenProcess(HostLog& log, Timestamp time, const Process& process, std::string_view target,
                 std::string_view access) {
  const Process opened = SystemProcess(log, target);
  log.Add(CatalogEvent::kSysmonAccess, time,
          {{"UtcTime", SysmonTime(time)},
           {"SourceProcessGUID", process.guid},
           {"SourceProcessId", std::to_string(process.pid)},
           {"SourceThreadId", std::to_string(process.pid + 12)},
           {"SourceImage", process.image},
           {"TargetProcessGUID", opened.guid},
           {"TargetProcessId", std::to_string(opened.pid)},
           {"TargetImage", opened.image},
           {"GrantedAccess", std::string(access)},
           {"CallTrace",
            "C:\\Windows\\SYSTEM32\\ntdll.dll+9d4c4|C:\\Windows\\System32\\KERNELBASE.dll+2bcbe"}});
}

void Connect(HostLog& log, Timestamp time, const Process& process, const Destination& destination) {
  log.Add(CatalogEvent::kSysmonConnection, time,
          ProcessFields(time, process) +
              Fields{{"User", UserText(process.session)},
                     {"Protocol", "tcp"},
                     {"Initiated", "true"},
                     {"SourceIp", log.host().address},
                     {"SourceHostname", log.host().computer},
                     {"SourcePort", PortText(log.random())},
                     {"DestinationIp", destination.address},
                     {"DestinationHostname", destination.name},
                     {"DestinationPort", std::to_string(destination.port)},
                     {"DestinationPortName", destination.port == 443 ? "https" : "-"}});
}

void LoadModule(HostLog& log, Timestamp time, const Process& process, const Module& module) {
  const bool is_signed = !module.signer.empty();
  log.Add(CatalogEvent::kSysmonImage, time,
          ProcessFields(time, process) +
              Fields{{"ImageLoaded", module.path},
                     {"Product", module.product},
                     {"Company", module.company},
                     {"Hashes", HashesOf(module.path)},
                     {"Signed", is_signed ? "true" : "false"},
                     {"Signature", is_signed ? module.signer : std::string("-")},
                     {"SignatureStatus", is_signed ? "Valid" : "Unavailable"}});
}

LogonSession LogOn(HostLog& log, Timestamp time, const Account& account, unsigned type,
                   const LogonSource& source) {
  LogonSession session;
  session.account = &account;
  session.logon_id = log.random().Between(0x100000, 0xffffff);
  session.number = type == 2 || type == 10 ? static_cast<std::uint32_t>(type == 2 ? 1 : 2) : 0;
  const LogonSession machine;
  log.Add(CatalogEvent::kLogon, time,
          SubjectFields(log, machine) + TargetFields(account, session.logon_id) +
              PackageFields(type, source) +
              Fields{{"LogonType", std::to_string(type)},
                     {"WorkstationName", type == 3 ? source.workstation : log.host().name},
                     {"ProcessName", type == 3 ? "-" : "C:\\Windows\\System32\\svchost.exe"},
                     {"IpAddress", source.address},
                     {"IpPort", source.address == "-" ? "-" : PortText(log.random())},
                     {"ImpersonationLevel", "%%1833"},
                     {"VirtualAccount", "%%1843"},
                     {"ElevatedToken", account.administrator ? "%%1842" : "%%1843"}});
  if (account.administrator) {
    log.Add(CatalogEvent::kSpecialPrivileges, After(time, 1),
            SubjectFields(log, session) +
                Fields{{"PrivilegeList",
                        "SeSecurityPrivilege\r\n\t\t\tSeBackupPrivilege\r\n\t\t\tSeRestorePrivilege"
                        "\r\n\t\t\tSeTakeOwnershipPrivilege\r\n\t\t\tSeDebugPrivilege"}});
  }
  return session;
}

void LogOff(HostLog& log, Timestamp time, const LogonSession& session, unsigned type) {
  log.Add(CatalogEvent::kLogoff, time,
          TargetFields(*session.account, session.logon_id) +
              Fields{{"LogonType", std::to_string(type)}});
}

void FailLogOn(HostLog& log, Timestamp time, const Account& account, const LogonSource& source) {
  log.Add(CatalogEvent::kLogonFailed, time,
          PackageFields(3, source) + Fields{{"TargetUserName", account.name},
                                            {"TargetDomainName", std::string(kDomain)},
                                            {"Status", "0xc000006d"},
                                            {"FailureReason", "%%2313"},
                                            {"SubStatus", "0xc000006a"},
                                            {"LogonType", "3"},
                                            {"WorkstationName", source.workstation},
                                            {"IpAddress", source.address},
                                            {"IpPort", PortText(log.random())}});
}

LogonSession OpenRemoteDesktop(HostLog& log, Timestamp time, const Account& account,
                               const LogonSource& source) {
  LogOn(log, time, account, 3, source);  // network level authentication comes first
  log.Add(CatalogEvent::kRdpAuthenticated, After(time, 400),
          {{"Param1", account.name}, {"Param2", std::string(kDomain)}, {"Param3", source.address}});
  const LogonSession session = LogOn(log, After(time, 1'500), account, 10, source);
  log.Add(CatalogEvent::kSessionLogon, After(time, 1'900),
          {{"User", UserText(session)}, {"SessionID", "2"}, {"Address", source.address}});
  return session;
}

void CloseRemoteDesktop(HostLog& log, Timestamp time, const LogonSession& session,
                        std::string_view address) {
  log.Add(CatalogEvent::kSessionDisconnected, time,
          {{"User", UserText(session)}, {"SessionID", "2"}, {"Address", std::string(address)}});
  log.Add(CatalogEvent::kSessionLogoff, After(time, 900),
          {{"User", UserText(session)}, {"SessionID", "2"}});
  LogOff(log, After(time, 1'100), session, 10);
}

void UseOtherAccount(HostLog& log, Timestamp time, const LogonSession& session,
                     const Account& other, std::string_view target_host, std::string_view program) {
  log.Add(
      CatalogEvent::kExplicitLogon, time,
      SubjectFields(log, session) + Fields{{"TargetUserName", other.name},
                                           {"TargetDomainName", std::string(kDomain)},
                                           {"TargetServerName", std::string(target_host)},
                                           {"TargetInfo", fmt::format("TERMSRV/{}", target_host)},
                                           {"ProcessName", std::string(program)}});
}

void IssueTickets(HostLog& controller, Timestamp time, const Account& account,
                  std::string_view address, std::string_view service) {
  const std::string client = fmt::format("::ffff:{}", address);
  const std::string port = PortText(controller.random());
  controller.Add(CatalogEvent::kTicketGranting, time,
                 {{"TargetUserName", account.name},
                  {"TargetDomainName", std::string(kDomain)},
                  {"TargetSid", account.sid},
                  {"ServiceName", "krbtgt"},
                  {"TicketOptions", "0x40810010"},
                  {"TicketEncryptionType", "0x12"},
                  {"PreAuthType", "2"},
                  {"IpAddress", client},
                  {"IpPort", port}});
  controller.Add(CatalogEvent::kServiceTicket, After(time, 15),
                 {{"TargetUserName", fmt::format("{}@{}", account.name, kDnsDomain)},
                  {"TargetDomainName", std::string(kDnsDomain)},
                  {"ServiceName", std::string(service)},
                  {"TicketOptions", "0x40810000"},
                  {"TicketEncryptionType", "0x12"},
                  {"IpAddress", client},
                  {"IpPort", port}});
}

void ValidateNtlm(HostLog& controller, Timestamp time, const Account& account,
                  std::string_view workstation, bool success) {
  controller.Add(CatalogEvent::kNtlmValidation, time,
                 {{"PackageName", "MICROSOFT_AUTHENTICATION_PACKAGE_V1_0"},
                  {"TargetUserName", account.name},
                  {"Workstation", std::string(workstation)},
                  {"Status", success ? "0x0" : "0xc000006a"}});
}

void ReplicateSecrets(HostLog& controller, Timestamp time, const LogonSession& session) {
  // The rights DS-Replication-Get-Changes and -All, on the domain object.
  for (const std::string_view right :
       {"{1131f6aa-9c07-11d1-f79f-00c04fc2dcd2}", "{1131f6ad-9c07-11d1-f79f-00c04fc2dcd2}"}) {
    controller.Add(
        CatalogEvent::kDirectoryAccess, time,
        SubjectFields(controller, session) +
            Fields{{"ObjectServer", "DS"},
                   {"ObjectType", "%{19195a5b-6da0-11d0-afd3-00c04fd930c9}"},
                   {"ObjectName", "%{3f8a1c9e-52b7-4d0e-9a65-7c1f0e2b4d86}"},
                   {"OperationType", "Object Access"},
                   {"HandleId", "0x0"},
                   {"AccessList", "%%7688\r\n\t\t\t\t"},
                   {"AccessMask", "0x100"},
                   {"Properties", fmt::format("%%7688\r\n\t\t{}\r\n\t{{19195a5b-6da0-11d0-afd3-"
                                              "00c04fd930c9}}\r\n",
                                              right)}});
  }
}

void OpenShare(HostLog& log, Timestamp time, const LogonSession& session, std::string_view address,
               const ShareAccess& access) {
  const std::string port = PortText(log.random());
  const Fields common = SubjectFields(log, session) +
                        Fields{{"ObjectType", "File"}, {"IpAddress", std::string(address)},
                               {"IpPort", port},       {"ShareName", access.share},
                               {"AccessMask", "0x1"},  {"AccessList", "%%4416\r\n\t\t\t\t"}};
  log.Add(CatalogEvent::kShareOpened, time, common);
  // The first field of a name counts, so the file's own mask goes in front.
  log.Add(CatalogEvent::kShareFile, After(time, 3),
          Fields{{"RelativeTargetName", access.path},
                 {"AccessMask", access.mask},
                 {"AccessList",
                  access.writes ? "%%4416\r\n\t\t\t\t%%4417\r\n\t\t\t\t" : "%%4416\r\n\t\t\t\t"}} +
              common);
}

void InstallService(HostLog& log, Timestamp time, const LogonSession& session,
                    std::string_view name, std::string_view image_path) {
  log.Add(CatalogEvent::kServiceAudit, time,
          SubjectFields(log, session) + Fields{{"ServiceName", std::string(name)},
                                               {"ServiceFileName", std::string(image_path)},
                                               {"ServiceType", "0x10"},
                                               {"ServiceStartType", "2"},
                                               {"ServiceAccount", "LocalSystem"}});
  log.Add(CatalogEvent::kServiceInstalled, After(time, 1),
          {{"ServiceName", std::string(name)},
           {"ImagePath", std::string(image_path)},
           {"ServiceType", "user mode service"},
           {"StartType", "auto start"},
           {"AccountName", "LocalSystem"}});
}

void CreateTask(HostLog& log, Timestamp time, const LogonSession& session, const Task& task) {
  log.Add(CatalogEvent::kTaskCreated, time,
          SubjectFields(log, session) +
              Fields{{"TaskName", task.name}, {"TaskContent", TaskXml(task)}});
  log.Add(CatalogEvent::kTaskRegistered, After(time, 2),
          {{"TaskName", task.name}, {"UserContext", UserText(session)}});
}

void RunTask(HostLog& log, Timestamp time, const Task& task) {
  const std::string instance = NewGuid(log.random());
  log.Add(CatalogEvent::kTaskStarted, time,
          {{"TaskName", task.name}, {"ActionName", task.command}, {"TaskInstanceId", instance}});
  log.Add(CatalogEvent::kTaskDone, After(time, 4'000),
          {{"TaskName", task.name}, {"TaskInstanceId", instance}, {"ActionName", task.command}});
}

void DeleteTask(HostLog& log, Timestamp time, const LogonSession& session, const Task& task) {
  log.Add(CatalogEvent::kTaskDeleted, time,
          SubjectFields(log, session) + Fields{{"TaskName", task.name}});
  log.Add(CatalogEvent::kTaskRemoved, After(time, 2),
          {{"TaskName", task.name}, {"UserName", UserText(session)}});
}

void RunScript(HostLog& log, Timestamp time, std::string_view text) {
  log.Add(CatalogEvent::kScriptBlock, time,
          {{"MessageNumber", "1"},
           {"MessageTotal", "1"},
           {"ScriptBlockText", std::string(text)},
           {"ScriptBlockId", NewGuid(log.random())},
           {"Path", ""}});
}

void ClearLog(HostLog& log, Timestamp time, const LogonSession& session, Channel channel) {
  log.ClearChannel(channel, time);
  if (channel == Channel::kSecurity) {
    log.Add(CatalogEvent::kSecurityCleared, After(time, 1), SubjectFields(log, session));
    return;
  }
  log.Add(CatalogEvent::kLogCleared, After(time, 1),
          {{"SubjectUserName", AccountName(log, session)},
           {"SubjectDomainName", std::string(kDomain)},
           {"Channel", std::string(ChannelName(channel))},
           {"BackupPath", ""}});
}

}  // namespace noroshi
