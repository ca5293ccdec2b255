// Activity: what people, programs and Windows do, in one call each, with every trace that it
// leaves on a host that audits well: a process start is Security 4688 and Sysmon 1, a logon is 4624
// and, for administrators, 4672, and so on.
//
// Each function adds events to the log of the host where the trace is left; nothing else has
// state. Times are UTC. Order of calls does not matter: the log sorts by time when it is flushed.
//
// Identifiers that Windows draws by chance (process ids, GUIDs, ports, logon ids) come from the
// host's own SeededRandom, so the order of calls on one host decides them, and nothing else does.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.h"
#include "simulate/host_log.h"
#include "simulate/organisation.h"

namespace noroshi {

// Who does something, in which logon session. No account: the machine itself (SYSTEM).
struct LogonSession {
  const Account* account = nullptr;
  std::uint64_t logon_id = 0x3e7;  // SYSTEM's own
  std::uint32_t number = 0;        // the terminal session
};

// A running program, as far as later events about it need to agree with its start.
struct Process {
  std::uint32_t pid = 4;
  std::string guid;
  std::string image;
  std::string command_line;
  LogonSession session;
};

// A system process that has run since the machine started: "services.exe", "svchost.exe -k ...".
[[nodiscard]] Process SystemProcess(const HostLog& log, std::string_view name);

// Security 4688 and Sysmon 1. The returned process is what later acts name as their author.
Process StartProcess(HostLog& log, Timestamp time, const Process& parent, std::string_view image,
                     std::string_view command_line, const LogonSession& session);

// What a program's version resource says when it is not in the table of programs.h.
struct ProgramFacts {
  std::string original_name = "-", description = "-", product = "-", company = "-";
};
// The same for a program of which the table knows nothing, or something else.
Process StartProgram(HostLog& log, Timestamp time, const Process& parent, std::string_view image,
                     std::string_view command_line, const LogonSession& session,
                     const ProgramFacts& facts);

// Sysmon 11.
void WriteFile(HostLog& log, Timestamp time, const Process& process, std::string_view path);
// Sysmon 13.
void SetRegistryValue(HostLog& log, Timestamp time, const Process& process, std::string_view key,
                      std::string_view value);
// Sysmon 22. `address` is the answer.
void QueryName(HostLog& log, Timestamp time, const Process& process, std::string_view name,
               std::string_view address);
// Sysmon 10; `access` is the mask in hex, "0x1010".
void OpenProcess(HostLog& log, Timestamp time, const Process& process, std::string_view target,
                 std::string_view access);

// Sysmon 8: a thread in another process, in memory that belongs to no file.
void StartThreadIn(HostLog& log, Timestamp time, const Process& process, const Process& target);
// Sysmon 2: the file is made to look as old as `as`.
void ForgeFileTime(HostLog& log, Timestamp time, const Process& process, std::string_view path,
                   Timestamp as);
// Sysmon 15: the mark of the web on a downloaded or attached file.
void MarkFromWeb(HostLog& log, Timestamp time, const Process& process, std::string_view path,
                 std::string_view origin);
// Sysmon 23.
void DeleteFile(HostLog& log, Timestamp time, const Process& process, std::string_view path);
// Sysmon 17.
void CreatePipe(HostLog& log, Timestamp time, const Process& process, std::string_view name);

// Where a connection goes. Addresses outside the organisation are documentation ranges.
struct Destination {
  std::string address;
  std::string name;  // may be empty
  std::uint16_t port = 443;
};
// Sysmon 3, from the host's own address and a port of its choice.
void Connect(HostLog& log, Timestamp time, const Process& process, const Destination& destination);

// A library as Sysmon describes one when it is loaded.
struct Module {
  std::string path;
  std::string signer;  // empty: not signed
  std::string product = "-";
  std::string company = "-";
};
// Sysmon 7.
void LoadModule(HostLog& log, Timestamp time, const Process& process, const Module& module);

// Where a logon comes from. "-" is how Windows writes what it does not know.
struct LogonSource {
  std::string address = "-";
  std::string workstation = "-";
  bool ntlm = false;
};
// Logon types: 2 console, 3 network, 5 service, 10 remote desktop.
LogonSession LogOn(HostLog& log, Timestamp time, const Account& account, unsigned type,
                   const LogonSource& source);
void LogOff(HostLog& log, Timestamp time, const LogonSession& session, unsigned type);
void FailLogOn(HostLog& log, Timestamp time, const Account& account, const LogonSource& source);
// A remote desktop session, from the network logon that precedes it to the desktop.
LogonSession OpenRemoteDesktop(HostLog& log, Timestamp time, const Account& account,
                               const LogonSource& source);
void CloseRemoteDesktop(HostLog& log, Timestamp time, const LogonSession& session,
                        std::string_view address);
// On the host where the other account's password is used.
void UseOtherAccount(HostLog& log, Timestamp time, const LogonSession& session,
                     const Account& other, std::string_view target_host, std::string_view program);

// On the domain controller.
void IssueTickets(HostLog& controller, Timestamp time, const Account& account,
                  std::string_view address, std::string_view service);
void ValidateNtlm(HostLog& controller, Timestamp time, const Account& account,
                  std::string_view workstation, bool success);

// Security 4662 on a domain controller: the account reads the secrets of all accounts.
void ReplicateSecrets(HostLog& controller, Timestamp time, const LogonSession& session);

// A file or pipe opened over the network.
struct ShareAccess {
  std::string share;  // "\\*\IPC$"
  std::string path;   // relative to the share
  std::string mask = "0x120089";
  bool writes = false;
};
// Security 5140 for the share and 5145 for the file in it.
void OpenShare(HostLog& log, Timestamp time, const LogonSession& session, std::string_view address,
               const ShareAccess& access);

// System 7045 and Security 4697.
void InstallService(HostLog& log, Timestamp time, const LogonSession& session,
                    std::string_view name, std::string_view image_path);
struct Task {
  std::string name;     // "\Folder\Name"
  std::string command;  // the program it starts
  std::string arguments;
};
void CreateTask(HostLog& log, Timestamp time, const LogonSession& session, const Task& task);
void RunTask(HostLog& log, Timestamp time, const Task& task);
void DeleteTask(HostLog& log, Timestamp time, const LogonSession& session, const Task& task);

// PowerShell 4104, one block.
void RunScript(HostLog& log, Timestamp time, std::string_view text);
// Empties the channel and writes the one event that tells: Security 1102, else System 104.
void ClearLog(HostLog& log, Timestamp time, const LogonSession& session, Channel channel);

}  // namespace noroshi
