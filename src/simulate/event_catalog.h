// The catalogue of events the simulation can write: for each kind its channel, provider, numbers
// and the real names, order and types of its fields.
//
// What a kind looks like is data (one table row each), so to add an event is to add a line.
// Field lists were taken from logs of current Windows and Sysmon 10-13. All tables are constant.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "simulate/evtx/windows_event.h"

namespace noroshi {

// The channels of a well-audited host. Each becomes a file of its own.
enum class Channel : std::uint8_t {
  kSecurity,
  kSystem,
  kApplication,
  kSysmon,
  kPowerShell,
  kTaskScheduler,
  kLocalSession,
  kRemoteConnection,
  kDefender,
  kRdpClient,
};
inline constexpr std::size_t kChannelCount = 10;

[[nodiscard]] std::string_view ChannelName(Channel channel) noexcept;
// "Security.evtx", "Microsoft-Windows-Sysmon%4Operational.evtx": as Windows names them on disk.
[[nodiscard]] std::string ChannelFile(Channel channel);

// In the order of the table's rows; a test holds the two together.
enum class CatalogEvent : std::uint8_t {
  kLogon,                // Security 4624
  kLogonFailed,          // Security 4625
  kLogoff,               // Security 4634
  kExplicitLogon,        // Security 4648
  kSpecialPrivileges,    // Security 4672
  kProcessStarted,       // Security 4688
  kServiceAudit,         // Security 4697
  kTaskCreated,          // Security 4698
  kTaskDeleted,          // Security 4699
  kUserCreated,          // Security 4720
  kTicketGranting,       // Security 4768
  kServiceTicket,        // Security 4769
  kNtlmValidation,       // Security 4776
  kDirectoryAccess,      // Security 4662
  kUserAddedToGroup,     // Security 4732
  kShareOpened,          // Security 5140
  kShareFile,            // Security 5145
  kSecurityCleared,      // Security 1102
  kServiceInstalled,     // System 7045
  kServiceState,         // System 7036
  kLogCleared,           // System 104
  kEventLogStarted,      // System 6005
  kDatabaseAttached,     // Application 326, ESENT
  kDatabaseCreated,      // Application 325, ESENT
  kDatabaseDetached,     // Application 327, ESENT
  kSysmonProcess,        // Sysmon 1
  kSysmonFileTime,       // Sysmon 2
  kSysmonConnection,     // Sysmon 3
  kSysmonImage,          // Sysmon 7
  kSysmonThread,         // Sysmon 8
  kSysmonAccess,         // Sysmon 10
  kSysmonFile,           // Sysmon 11
  kSysmonRegistry,       // Sysmon 13
  kSysmonStream,         // Sysmon 15
  kSysmonPipe,           // Sysmon 17
  kSysmonDns,            // Sysmon 22
  kSysmonDeleted,        // Sysmon 23
  kScriptBlock,          // PowerShell 4104
  kTaskRegistered,       // TaskScheduler 106
  kTaskRemoved,          // TaskScheduler 141
  kTaskStarted,          // TaskScheduler 200
  kTaskDone,             // TaskScheduler 201
  kSessionLogon,         // LocalSessionManager 21
  kSessionLogoff,        // LocalSessionManager 23
  kSessionDisconnected,  // LocalSessionManager 24
  kSessionReconnected,   // LocalSessionManager 25
  kRdpAuthenticated,     // RemoteConnectionManager 1149
  kDefenderDetection,    // Windows Defender 1116
  kDefenderConfig,       // Windows Defender 5007
  kDefenderOff,          // Windows Defender 5001
  kRdpOutgoing,          // RDPClient 1024
};

// Constant time.
[[nodiscard]] Channel ChannelOf(CatalogEvent kind) noexcept;
[[nodiscard]] std::uint16_t EventIdOf(CatalogEvent kind) noexcept;

// One field by its real name and in its text form; the catalogue knows its type. `name` is a
// literal.
struct Field {
  std::string_view name;
  std::string value;
};
using Fields = std::vector<Field>;

// The event, complete: fields not given are "-" or zero, as Windows writes what it does not know.
// Names that the kind does not have are left out: ask UnknownField first.
[[nodiscard]] WindowsEvent MakeEvent(CatalogEvent kind, const std::string& computer, Timestamp time,
                                     const Fields& fields);

// The first given name that the kind does not have; empty when all are known.
[[nodiscard]] std::string_view UnknownField(CatalogEvent kind, const Fields& fields);

// The field names of a kind, in order.
[[nodiscard]] std::vector<std::string_view> FieldNames(CatalogEvent kind);

}  // namespace noroshi
