#include "evidence/artefacts/registry/autostart.h"

#include <algorithm>

#include "evidence/artefacts/registry/hive_names.h"

namespace noroshi::registry {
namespace {

// `value` "*": any; "": the default value.
struct AutostartRow {
  std::string_view kind;
  std::string_view key;
  std::string_view value;
};

// Sources: Microsoft's documentation of each place; ATT&CK T1546, T1547, T1543.003, T1562.001.
constexpr AutostartRow kRows[] = {
    {"run_key", "Microsoft\\Windows\\CurrentVersion\\Run", "*"},
    {"run_key", "Microsoft\\Windows\\CurrentVersion\\RunOnce", "*"},
    {"run_key", "Microsoft\\Windows\\CurrentVersion\\RunOnceEx\\*", "*"},
    {"run_key", "Microsoft\\Windows\\CurrentVersion\\RunServices", "*"},
    {"run_key", "Microsoft\\Windows\\CurrentVersion\\RunServicesOnce", "*"},
    {"run_key", "Microsoft\\Windows\\CurrentVersion\\Policies\\Explorer\\Run", "*"},
    {"winlogon", "Microsoft\\Windows NT\\CurrentVersion\\Winlogon", "Shell"},
    {"winlogon", "Microsoft\\Windows NT\\CurrentVersion\\Winlogon", "Userinit"},
    {"winlogon", "Microsoft\\Windows NT\\CurrentVersion\\Winlogon", "Taskman"},
    {"winlogon", "Microsoft\\Windows NT\\CurrentVersion\\Winlogon\\Notify\\*", "DllName"},
    {"image_file_options", "Microsoft\\Windows NT\\CurrentVersion\\Image File Execution Options\\*",
     "Debugger"},
    {"image_file_options", "Microsoft\\Windows NT\\CurrentVersion\\Image File Execution Options\\*",
     "VerifierDlls"},
    {"image_file_options", "Microsoft\\Windows NT\\CurrentVersion\\SilentProcessExit\\*",
     "MonitorProcess"},
    {"library_in_programs", "Microsoft\\Windows NT\\CurrentVersion\\Windows", "AppInit_DLLs"},
    {"run_key", "Microsoft\\Windows NT\\CurrentVersion\\Windows", "Load"},
    {"run_key", "Microsoft\\Windows NT\\CurrentVersion\\Windows", "Run"},
    {"active_setup", "Microsoft\\Active Setup\\Installed Components\\*", "StubPath"},
    {"com_server", "Classes\\CLSID\\*\\InprocServer32", ""},
    {"com_server", "Classes\\CLSID\\*\\LocalServer32", ""},
    {"com_server", "Classes\\CLSID\\*\\TreatAs", ""},
    {"defender_exclusion", "Microsoft\\Windows Defender\\Exclusions\\*", "*"},
    {"defender_exclusion", "Policies\\Microsoft\\Windows Defender\\Exclusions\\*", "*"},
    {"rdp_client", "Microsoft\\Terminal Server Client\\Servers\\*", "UsernameHint"},
    {"rdp_client", "Microsoft\\Terminal Server Client\\Default", "*"},
    {"logon_script", "Environment", "UserInitMprLogonScript"},
    {"service", "CurrentControlSet\\Services\\*", "ImagePath"},
    {"service", "CurrentControlSet\\Services\\*\\Parameters", "ServiceDll"},
    {"network_provider", "CurrentControlSet\\Services\\*\\NetworkProvider", "ProviderPath"},
    {"time_provider", "CurrentControlSet\\Services\\W32Time\\TimeProviders\\*", "DllName"},
    {"print_monitor", "CurrentControlSet\\Control\\Print\\Monitors\\*", "Driver"},
    {"print_processor", "CurrentControlSet\\Control\\Print\\Environments\\*\\Print Processors\\*",
     "Driver"},
    {"print_provider", "CurrentControlSet\\Control\\Print\\Providers\\*", "Name"},
    {"logon_package", "CurrentControlSet\\Control\\Lsa", "Authentication Packages"},
    {"logon_package", "CurrentControlSet\\Control\\Lsa", "Notification Packages"},
    {"logon_package", "CurrentControlSet\\Control\\Lsa", "Security Packages"},
    {"logon_package", "CurrentControlSet\\Control\\Lsa\\OSConfig", "Security Packages"},
    {"boot_program", "CurrentControlSet\\Control\\Session Manager", "BootExecute"},
    {"library_in_programs", "CurrentControlSet\\Control\\Session Manager\\AppCertDlls", "*"},
};

}  // namespace

std::string_view AutostartOf(const std::vector<std::string_view>& path, std::string_view name) {
  const auto row = std::ranges::find_if(kRows, [&](const AutostartRow& one) {
    return (one.value == "*" || SameName(one.value, name)) && PathFits(one.key, path);
  });
  return row == std::end(kRows) ? std::string_view() : row->kind;
}

}  // namespace noroshi::registry
