#include "event/native_aliases.h"

#include <array>

#include "event/network_aliases.h"

namespace noroshi {
namespace {

using enum Derivation;

// ProcessId of 4688 is the parent's: without its row a rule would read the wrong process.
constexpr NativeAlias kProcessCreation[] = {
    {"Image", "NewProcessName"},
    {"ParentImage", "ParentProcessName"},
    {"ProcessId", "NewProcessId", kDecimal},
    {"ParentProcessId", "ProcessId", kDecimal},
    {"LogonId", "SubjectLogonId"},
    {"IntegrityLevel", "MandatoryLabel", kIntegrityLevel},
    {"User", "SubjectDomainName", kAccount, "SubjectUserName"},
};

constexpr NativeAlias kRegistry[] = {
    {"Image", "ProcessName"},
    {"User", "SubjectDomainName", kAccount, "SubjectUserName"},
    {"Details", "NewValue"},
    {"EventType", "OperationType", kRegistryOperation},
    {"TargetObject", "ObjectName", kRegistryPath, "ObjectValueName"},
};

constexpr NativeAlias kNetworkConnection[] = {
    {"Image", "Application", kDevicePath}, {"Initiated", "Direction", kDirection},
    {"SourceIp", "SourceAddress"},         {"DestinationIp", "DestAddress"},
    {"DestinationPort", "DestPort"},       {"Protocol", "Protocol", kProtocol},
};

constexpr NativeAlias kWmiEvent[] = {{"Destination", "PossibleCause"}};

constexpr NativeAlias kAntivirus[] = {{"Signature", "Threat Name"}, {"Filename", "Path"}};

// RPC Firewall reports through the classic API: eleven or more strings without names, in the order
// of its message. Its rules write EventLog for the channel.
constexpr NativeAlias kRpcFirewallCall[] = {
    {"EventLog", "", kChannel},
    {"Function", "Data", kItem, {}, 0},
    {"ProcessID", "Data", kItem, {}, 1},
    {"ImagePath", "Data", kItem, {}, 2},
    {"Protocol", "Data", kItem, {}, 3},
    {"Endpoint", "Data", kItem, {}, 4},
    {"ClientNetworkAddress", "Data", kItem, {}, 5},
    {"InterfaceUuid", "Data", kItem, {}, 6},
    {"OpNum", "Data", kItem, {}, 7},
    {"SID", "Data", kItem, {}, 8},
    {"AuthenticationLevel", "Data", kItem, {}, 9},
    {"AuthenticationService", "Data", kItem, {}, 10},
};

}  // namespace

std::span<const NativeAlias> NativeAliases(FieldAliases aliases) noexcept {
  // In the order of FieldAliases.
  static const std::array<std::span<const NativeAlias>, kFieldAliasesCount> kTables = {
      std::span<const NativeAlias>(),
      kProcessCreation,
      kRegistry,
      kNetworkConnection,
      kWmiEvent,
      kAntivirus,
      kRpcFirewallCall,
      WebAliases(),
      DnsAliases(),
      FirewallAliases(),
      M365Aliases()};
  return kTables[static_cast<std::size_t>(aliases)];
}

}  // namespace noroshi
