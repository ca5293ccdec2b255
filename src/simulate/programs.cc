#include "simulate/programs.h"

#include <algorithm>
#include <cctype>

#include "base/hash.h"

namespace noroshi {
namespace {

constexpr std::string_view kWindows = "Microsoft\u00ae Windows\u00ae Operating System";
constexpr std::string_view kMicrosoft = "Microsoft Corporation";
constexpr std::string_view kOffice = "Microsoft Office";
constexpr std::string_view kKaede = "Kaede CAD";
constexpr std::string_view kKaedeSoft = "Kaede Software";

constexpr ProgramInfo kUnknown = {"", "-", "-", "-", "-"};
constexpr ProgramInfo kPrograms[] = {
    {"7z.exe", "7z.exe", "7-Zip Console", "7-Zip", "Igor Pavlov"},
    {"backupagent.exe", "BackupAgent.exe", "Backup agent", "Asagao Backup", "Asagao Systems"},
    {"certutil.exe", "CertUtil.exe", "CertUtil.exe", kWindows, kMicrosoft},
    {"chrome.exe", "chrome.exe", "Google Chrome", "Google Chrome", "Google LLC"},
    {"cmd.exe", "Cmd.Exe", "Windows Command Processor", kWindows, kMicrosoft},
    {"conhost.exe", "CONHOST.EXE", "Console Window Host", kWindows, kMicrosoft},
    {"csvde.exe", "csvde.exe", "LDIF CSV Bulk Import/Export Tool", kWindows, kMicrosoft},
    {"dsquery.exe", "dsquery.exe", "Microsoft AD DS/LDS query command line utility", kWindows,
     kMicrosoft},
    {"excel.exe", "Excel.exe", "Microsoft Excel", kOffice, kMicrosoft},
    {"explorer.exe", "EXPLORER.EXE", "Windows Explorer", kWindows, kMicrosoft},
    {"hostname.exe", "hostname.exe", "Hostname APP", kWindows, kMicrosoft},
    {"ipconfig.exe", "ipconfig.exe", "IP Configuration Utility", kWindows, kMicrosoft},
    {"kaede.exe", "kaede.exe", "Kaede CAD", kKaede, kKaedeSoft},
    {"kaedeupdate.exe", "kaedeupdate.exe", "Kaede Update", kKaede, kKaedeSoft},
    {"mpcmdrun.exe", "MpCmdRun.exe", "Microsoft Malware Protection Command Line Utility", kWindows,
     kMicrosoft},
    {"mstsc.exe", "mstsc.exe", "Remote Desktop Connection", kWindows, kMicrosoft},
    {"net.exe", "net.exe", "Net Command", kWindows, kMicrosoft},
    {"netstat.exe", "netstat.exe", "TCP/IP Netstat Command", kWindows, kMicrosoft},
    {"nltest.exe", "nltestrk.exe", "Microsoft\u00ae Logon Server Test Utility", kWindows,
     kMicrosoft},
    {"notepad.exe", "NOTEPAD.EXE", "Notepad", kWindows, kMicrosoft},
    {"nslookup.exe", "nslookup.exe", "nslookup", kWindows, kMicrosoft},
    {"ntdsutil.exe", "ntdsutil.exe", "NT5DS", kWindows, kMicrosoft},
    {"outlook.exe", "Outlook.exe", "Microsoft Outlook", "Microsoft Outlook", kMicrosoft},
    {"ping.exe", "ping.exe", "TCP/IP Ping Command", kWindows, kMicrosoft},
    {"powershell.exe", "PowerShell.EXE", "Windows PowerShell", kWindows, kMicrosoft},
    {"rar.exe", "Rar.exe", "Command line RAR", "WinRAR", "Alexander Roshal"},
    {"schtasks.exe", "schtasks.exe", "Task Scheduler Configuration Tool", kWindows, kMicrosoft},
    {"svchost.exe", "svchost.exe", "Host Process for Windows Services", kWindows, kMicrosoft},
    {"taskhostw.exe", "taskhostw.exe", "Host Process for Windows Tasks", kWindows, kMicrosoft},
    {"tasklist.exe", "tasklist.exe", "Lists the current running tasks", kWindows, kMicrosoft},
    {"wevtutil.exe", "wevtutil.exe", "Eventing Command Line Utility", kWindows, kMicrosoft},
    {"winword.exe", "WinWord.exe", "Microsoft Word", kOffice, kMicrosoft},
    {"wmiprvse.exe", "Wmiprvse.exe", "WMI Provider Host", kWindows, kMicrosoft},
};

std::string LowerFileName(std::string_view image) {
  const std::size_t slash = image.rfind('\\');
  std::string name(slash == std::string_view::npos ? image : image.substr(slash + 1));
  for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return name;
}

std::string Upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

}  // namespace

const ProgramInfo& DescribeProgram(std::string_view image) {
  const std::string name = LowerFileName(image);
  const auto* found = std::find_if(std::begin(kPrograms), std::end(kPrograms),
                                   [&](const ProgramInfo& info) { return info.file == name; });
  return found == std::end(kPrograms) ? kUnknown : *found;
}

std::string HashesOf(std::string_view image) {
  std::string sha256;
  for (std::uint64_t seed = 0; seed < 4; ++seed) sha256 += ToHex(Hash64(image, seed));
  return "SHA256=" + Upper(sha256) + ",IMPHASH=" + Upper(ToHex(Hash64(image, 4))) +
         Upper(ToHex(Hash64(image, 5)));
}

}  // namespace noroshi
