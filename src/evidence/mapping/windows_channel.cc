#include "evidence/mapping/windows_channel.h"

#include <algorithm>

namespace noroshi {
namespace {

struct Row {
  std::string_view provider, channel;
};

// Providers that write to one channel only, by their manifests. Sorted.
constexpr Row kRows[] = {
    {"Microsoft-Windows-Bits-Client", "Microsoft-Windows-Bits-Client/Operational"},
    {"Microsoft-Windows-PowerShell", "Microsoft-Windows-PowerShell/Operational"},
    {"Microsoft-Windows-Security-Auditing", "Security"},
    {"Microsoft-Windows-Sysmon", "Microsoft-Windows-Sysmon/Operational"},
    {"Microsoft-Windows-TaskScheduler", "Microsoft-Windows-TaskScheduler/Operational"},
    {"Microsoft-Windows-TerminalServices-LocalSessionManager",
     "Microsoft-Windows-TerminalServices-LocalSessionManager/Operational"},
    {"Microsoft-Windows-WMI-Activity", "Microsoft-Windows-WMI-Activity/Operational"},
    {"Microsoft-Windows-Windows Defender", "Microsoft-Windows-Windows Defender/Operational"},
    {"Microsoft-Windows-Windows Firewall With Advanced Security",
     "Microsoft-Windows-Windows Firewall With Advanced Security/Firewall"},
    {"MsiInstaller", "Application"},
    {"PowerShell", "Windows PowerShell"},
    {"Service Control Manager", "System"},
};

}  // namespace

std::string_view ChannelOfProvider(std::string_view provider) noexcept {
  const auto* row = std::ranges::lower_bound(kRows, provider, {}, &Row::provider);
  return row != std::end(kRows) && row->provider == provider ? row->channel : std::string_view();
}

}  // namespace noroshi
