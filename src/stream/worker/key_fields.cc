#include "stream/worker/key_fields.h"

#include <algorithm>

namespace noroshi {
namespace {

constexpr std::string_view kSysmon = "Microsoft-Windows-Sysmon";
constexpr std::string_view kAuditing = "Microsoft-Windows-Security-Auditing";
constexpr std::string_view kServices = "Service Control Manager";
constexpr std::string_view kPowerShell = "Microsoft-Windows-PowerShell";
constexpr std::string_view kTasks = "Microsoft-Windows-TaskScheduler";
constexpr std::string_view kDefender = "Microsoft-Windows-Windows Defender";
constexpr std::string_view kSessions = "Microsoft-Windows-TerminalServices-LocalSessionManager";
constexpr std::string_view kRdp = "Microsoft-Windows-TerminalServices-RemoteConnectionManager";
constexpr std::string_view kBits = "Microsoft-Windows-Bits-Client";
constexpr std::string_view kWmi = "Microsoft-Windows-WMI-Activity";

struct KeyFieldRow {
  std::string_view provider;
  std::uint32_t event_id;
  std::string_view fields;  // '|' between: some names have blanks
};

// Sorted by nothing: the table is asked once per rule and event shape.
constexpr KeyFieldRow kRows[] = {
    {kSysmon, 1, "Image|CommandLine|ParentImage|ParentCommandLine|User|IntegrityLevel|Hashes"},
    {kSysmon, 2, "Image|TargetFilename|PreviousCreationUtcTime|User"},
    {kSysmon, 3, "Image|DestinationIp|DestinationPort|DestinationHostname|SourceIp|User"},
    {kSysmon, 5, "Image|ProcessId|User"},
    {kSysmon, 6, "ImageLoaded|Hashes|Signed|Signature|SignatureStatus"},
    {kSysmon, 7, "Image|ImageLoaded|Hashes|Signed|Signature|SignatureStatus|User"},
    {kSysmon, 8, "SourceImage|TargetImage|StartAddress|StartModule|StartFunction"},
    {kSysmon, 9, "Image|Device|User"},
    {kSysmon, 10, "SourceImage|TargetImage|GrantedAccess|CallTrace|SourceUser"},
    {kSysmon, 11, "Image|TargetFilename|User"},
    {kSysmon, 12, "EventType|Image|TargetObject|User"},
    {kSysmon, 13, "Image|TargetObject|Details|User"},
    {kSysmon, 14, "Image|TargetObject|NewName|User"},
    {kSysmon, 15, "Image|TargetFilename|Contents|Hash|User"},
    {kSysmon, 17, "PipeName|Image|User"},
    {kSysmon, 18, "PipeName|Image|User"},
    {kSysmon, 19, "EventType|Operation|Name|Query|User"},
    {kSysmon, 20, "EventType|Operation|Name|Type|Destination|User"},
    {kSysmon, 21, "EventType|Operation|Consumer|Filter|User"},
    {kSysmon, 22, "QueryName|QueryResults|Image|User"},
    {kSysmon, 23, "Image|TargetFilename|Hashes|User"},
    {kSysmon, 25, "Image|Type|User"},
    {kSysmon, 26, "Image|TargetFilename|Hashes|User"},
    {kAuditing, 4624,
     "TargetUserName|TargetDomainName|WorkstationName|IpAddress|LogonType|AuthenticationPackageName"
     "|LogonProcessName|SubjectUserName"},
    {kAuditing, 4625,
     "TargetUserName|TargetDomainName|WorkstationName|IpAddress|LogonType|Status|SubStatus"},
    {kAuditing, 4648,
     "SubjectUserName|TargetUserName|TargetDomainName|TargetServerName|ProcessName|IpAddress"},
    {kAuditing, 4656, "SubjectUserName|ObjectName|ObjectType|ProcessName|AccessMask"},
    {kAuditing, 4657, "ObjectName|ObjectValueName|NewValue|ProcessName|SubjectUserName"},
    {kAuditing, 4663, "SubjectUserName|ObjectName|ObjectType|ProcessName|AccessMask"},
    {kAuditing, 4672, "SubjectUserName|SubjectDomainName|PrivilegeList"},
    {kAuditing, 4688,
     "NewProcessName|CommandLine|ParentProcessName|SubjectUserName|SubjectDomainName"
     "|TokenElevationType"},
    {kAuditing, 4697, "ServiceName|ServiceFileName|ServiceAccount|SubjectUserName"},
    {kAuditing, 4698, "TaskName|TaskContent|SubjectUserName|SubjectDomainName"},
    {kAuditing, 4699, "TaskName|SubjectUserName|SubjectDomainName"},
    {kAuditing, 4702, "TaskName|TaskContentNew|SubjectUserName"},
    {kAuditing, 4719, "SubcategoryGuid|AuditPolicyChanges|SubjectUserName"},
    {kAuditing, 4720, "TargetUserName|TargetDomainName|SubjectUserName"},
    {kAuditing, 4724, "TargetUserName|SubjectUserName"},
    {kAuditing, 4728, "MemberName|MemberSid|TargetUserName|SubjectUserName"},
    {kAuditing, 4732, "MemberName|MemberSid|TargetUserName|SubjectUserName"},
    {kAuditing, 4738, "TargetUserName|SubjectUserName|UserAccountControl|SidHistory"},
    {kAuditing, 4756, "MemberName|MemberSid|TargetUserName|SubjectUserName"},
    {kAuditing, 4768, "TargetUserName|TargetDomainName|IpAddress|TicketEncryptionType|Status"},
    {kAuditing, 4769, "TargetUserName|ServiceName|IpAddress|TicketEncryptionType|Status"},
    {kAuditing, 4771, "TargetUserName|IpAddress|Status|PreAuthType"},
    {kAuditing, 4776, "TargetUserName|Workstation|Status"},
    {kAuditing, 5136, "ObjectDN|AttributeLDAPDisplayName|AttributeValue|SubjectUserName"},
    {kAuditing, 5140, "ShareName|IpAddress|SubjectUserName|AccessMask"},
    {kAuditing, 5145, "ShareName|RelativeTargetName|IpAddress|SubjectUserName|AccessMask"},
    {kAuditing, 5156, "Application|Direction|SourceAddress|DestAddress|DestPort|Protocol"},
    {"Microsoft-Windows-Eventlog", 1102, "SubjectUserName|SubjectDomainName"},
    {"Microsoft-Windows-Eventlog", 104, "SubjectUserName|Channel|BackupPath"},
    {kServices, 7045, "ServiceName|ImagePath|ServiceType|StartType|AccountName"},
    {kServices, 7036, "param1|param2"},
    {kPowerShell, 4103, "Payload|ContextInfo|Security_UserID"},
    {kPowerShell, 4104, "ScriptBlockText|Path|MessageNumber|MessageTotal|Security_UserID"},
    {kTasks, 106, "TaskName|UserContext"},
    {kTasks, 140, "TaskName|UserName"},
    {kTasks, 141, "TaskName|UserName"},
    {kTasks, 200, "TaskName|ActionName"},
    {kDefender, 1116, "Threat Name|Severity Name|Path|Process Name|Detection User"},
    {kDefender, 1117, "Threat Name|Action Name|Path|Process Name|Detection User"},
    {kDefender, 5007, "Old Value|New Value"},
    {kSessions, 21, "User|Address|SessionID"},
    {kSessions, 24, "User|Address|SessionID"},
    {kSessions, 25, "User|Address|SessionID"},
    {kRdp, 1149, "Param1|Param2|Param3"},
    {kBits, 59, "name|url|fileLength|bytesTotal"},
    {kBits, 3, "string|string2|string3"},
    {kWmi, 5857, "ProviderName|ProviderPath|HostProcess"},
    {kWmi, 5861, "Namespace|ESS|CONSUMER|PossibleCause"},
};

}  // namespace

std::vector<std::string_view> KeyFields(std::string_view provider, std::uint32_t event_id) {
  std::vector<std::string_view> names;
  const auto* row = std::ranges::find_if(kRows, [&](const KeyFieldRow& one) {
    return one.event_id == event_id && one.provider == provider;
  });
  if (row == std::end(kRows)) return names;
  std::string_view rest = row->fields;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('|'), rest.size());
    names.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return names;
}

}  // namespace noroshi
