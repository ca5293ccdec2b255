#include "simulate/event_catalog.h"

#include <algorithm>

namespace noroshi {
namespace {

struct ChannelRow {
  std::string_view name;
  std::uint32_t process_id;   // of the process that writes it
  std::string_view user_sid;  // in the System part; empty: none
};
constexpr ChannelRow kChannels[kChannelCount] = {
    {"Security", 4, ""},
    {"System", 612, "S-1-5-18"},
    {"Application", 0, ""},
    {"Microsoft-Windows-Sysmon/Operational", 1820, "S-1-5-18"},
    {"Microsoft-Windows-PowerShell/Operational", 5120, "S-1-5-18"},
    {"Microsoft-Windows-TaskScheduler/Operational", 1044, "S-1-5-18"},
    {"Microsoft-Windows-TerminalServices-LocalSessionManager/Operational", 968, "S-1-5-18"},
    {"Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational", 1012, "S-1-5-20"},
    {"Microsoft-Windows-Windows Defender/Operational", 2204, "S-1-5-18"},
    {"Microsoft-Windows-TerminalServices-RDPClient/Operational", 4388, "S-1-5-18"},
};

struct ProviderRow {
  std::string_view name;
  std::string_view guid;
  std::string_view event_source;
};
constexpr ProviderRow kAuditing = {"Microsoft-Windows-Security-Auditing",
                                   "{54849625-5478-4994-A5BA-3E3B0328C30D}", ""};
constexpr ProviderRow kEventlog = {"Microsoft-Windows-Eventlog",
                                   "{FC65DDD8-D6EF-4962-83D5-6E5CFE9CE148}", ""};
constexpr ProviderRow kServices = {
    "Service Control Manager", "{555908D1-A6D7-4695-8E1E-26931D2012F4}", "Service Control Manager"};
constexpr ProviderRow kClassicLog = {"EventLog", "", ""};
constexpr ProviderRow kEsent = {"ESENT", "", ""};
constexpr ProviderRow kSysmon = {"Microsoft-Windows-Sysmon",
                                 "{5770385F-C22A-43E0-BF4C-06F5698FFBD9}", ""};
constexpr ProviderRow kPowerShell = {"Microsoft-Windows-PowerShell",
                                     "{A0C1853B-5C40-4B15-8766-3CF1C58F985A}", ""};
constexpr ProviderRow kScheduler = {"Microsoft-Windows-TaskScheduler",
                                    "{DE7B24EA-73C8-4A09-985D-5BDADCFA9017}", ""};
constexpr ProviderRow kLocalSession = {"Microsoft-Windows-TerminalServices-LocalSessionManager",
                                       "{5D896912-022D-40AA-A3A8-4FA5515C76D7}", ""};
constexpr ProviderRow kRemoteConnection = {
    "Microsoft-Windows-TerminalServices-RemoteConnectionManager",
    "{C76BAA63-AE81-421C-B425-340B4B24157F}", ""};
constexpr ProviderRow kDefender = {"Microsoft-Windows-Windows Defender",
                                   "{11CD958A-C507-4EF3-B3F2-5FD9DFBD2C78}", ""};

constexpr ProviderRow kRdpClient = {"Microsoft-Windows-TerminalServices-ClientActiveXCore",
                                    "{28AA95BB-D444-4719-A36F-40462168127E}", ""};

constexpr std::uint64_t kSuccess = 0x8020000000000000;  // audit success
constexpr std::uint64_t kFailure = 0x8010000000000000;  // audit failure
constexpr std::uint64_t kPlain = 0x8000000000000000;
constexpr std::uint64_t kClassic = 0x80000000000000;

constexpr std::string_view kEventXml = "EventXML";

// What stands for "@" in a field list.
constexpr std::string_view kSubject =
    "SubjectUserSid:sid;SubjectUserName;SubjectDomainName;SubjectLogonId:hex64";

struct KindRow {
  CatalogEvent kind;
  Channel channel;
  const ProviderRow* provider;
  std::uint16_t event_id;
  std::uint8_t version;
  std::uint8_t level;
  std::uint16_t task;
  std::uint8_t opcode;
  std::uint64_t keywords;
  std::string_view user_data;  // the element around UserData fields; empty: EventData
  std::string_view fields;     // names in order, ';' between, ":type" where it is not text
};

// In the order of CatalogEvent.
constexpr KindRow kKinds[] = {
    {CatalogEvent::kLogon, Channel::kSecurity, &kAuditing, 4624, 2, 0, 12544, 0, kSuccess, "",
     "@;TargetUserSid:sid;TargetUserName;TargetDomainName;TargetLogonId:hex64;LogonType:u32;"
     "LogonProcessName;AuthenticationPackageName;WorkstationName;LogonGuid:guid;"
     "TransmittedServices;LmPackageName;KeyLength:u32;ProcessId:hex64;ProcessName;IpAddress;"
     "IpPort;ImpersonationLevel;RestrictedAdminMode;TargetOutboundUserName;"
     "TargetOutboundDomainName;VirtualAccount;TargetLinkedLogonId:hex64;ElevatedToken"},
    {CatalogEvent::kLogonFailed, Channel::kSecurity, &kAuditing, 4625, 0, 0, 12544, 0, kFailure, "",
     "@;TargetUserSid:sid;TargetUserName;TargetDomainName;Status:hex32;FailureReason;"
     "SubStatus:hex32;LogonType:u32;LogonProcessName;AuthenticationPackageName;WorkstationName;"
     "TransmittedServices;LmPackageName;KeyLength:u32;ProcessId:hex64;ProcessName;IpAddress;"
     "IpPort"},
    {CatalogEvent::kLogoff, Channel::kSecurity, &kAuditing, 4634, 0, 0, 12545, 0, kSuccess, "",
     "TargetUserSid:sid;TargetUserName;TargetDomainName;TargetLogonId:hex64;LogonType:u32"},
    {CatalogEvent::kExplicitLogon, Channel::kSecurity, &kAuditing, 4648, 0, 0, 12544, 0, kSuccess,
     "",
     "@;LogonGuid:guid;TargetUserName;TargetDomainName;TargetLogonGuid:guid;TargetServerName;"
     "TargetInfo;ProcessId:hex64;ProcessName;IpAddress;IpPort"},
    {CatalogEvent::kSpecialPrivileges, Channel::kSecurity, &kAuditing, 4672, 0, 0, 12548, 0,
     kSuccess, "", "@;PrivilegeList"},
    {CatalogEvent::kProcessStarted, Channel::kSecurity, &kAuditing, 4688, 2, 0, 13312, 0, kSuccess,
     "",
     "@;NewProcessId:hex64;NewProcessName;TokenElevationType;ProcessId:hex64;CommandLine;"
     "TargetUserSid:sid;TargetUserName;TargetDomainName;TargetLogonId:hex64;ParentProcessName;"
     "MandatoryLabel:sid"},
    {CatalogEvent::kServiceAudit, Channel::kSecurity, &kAuditing, 4697, 0, 0, 12289, 0, kSuccess,
     "", "@;ServiceName;ServiceFileName;ServiceType:hex32;ServiceStartType:u32;ServiceAccount"},
    {CatalogEvent::kTaskCreated, Channel::kSecurity, &kAuditing, 4698, 0, 0, 12804, 0, kSuccess, "",
     "@;TaskName;TaskContent"},
    {CatalogEvent::kTaskDeleted, Channel::kSecurity, &kAuditing, 4699, 0, 0, 12804, 0, kSuccess, "",
     "@;TaskName;TaskContent"},
    {CatalogEvent::kUserCreated, Channel::kSecurity, &kAuditing, 4720, 0, 0, 13824, 0, kSuccess, "",
     "TargetUserName;TargetDomainName;TargetSid:sid;@;PrivilegeList;SamAccountName;DisplayName;"
     "UserPrincipalName;HomeDirectory;HomePath;ScriptPath;ProfilePath;UserWorkstations;"
     "PasswordLastSet;AccountExpires;PrimaryGroupId;AllowedToDelegateTo;OldUacValue;NewUacValue;"
     "UserAccountControl;UserParameters;SidHistory;LogonHours"},
    {CatalogEvent::kTicketGranting, Channel::kSecurity, &kAuditing, 4768, 0, 0, 14339, 0, kSuccess,
     "",
     "TargetUserName;TargetDomainName;TargetSid:sid;ServiceName;ServiceSid:sid;"
     "TicketOptions:hex32;Status:hex32;TicketEncryptionType:hex32;PreAuthType;IpAddress;IpPort;"
     "CertIssuerName;CertSerialNumber;CertThumbprint"},
    {CatalogEvent::kServiceTicket, Channel::kSecurity, &kAuditing, 4769, 0, 0, 14337, 0, kSuccess,
     "",
     "TargetUserName;TargetDomainName;ServiceName;ServiceSid:sid;TicketOptions:hex32;"
     "TicketEncryptionType:hex32;IpAddress;IpPort;Status:hex32;LogonGuid:guid;"
     "TransmittedServices"},
    {CatalogEvent::kNtlmValidation, Channel::kSecurity, &kAuditing, 4776, 0, 0, 14336, 0, kSuccess,
     "", "PackageName;TargetUserName;Workstation;Status:hex32"},
    {CatalogEvent::kDirectoryAccess, Channel::kSecurity, &kAuditing, 4662, 0, 0, 14080, 0, kSuccess,
     "",
     "@;ObjectServer;ObjectType;ObjectName;OperationType;HandleId:hex64;AccessList;"
     "AccessMask:hex32;Properties;AdditionalInfo;AdditionalInfo2"},
    {CatalogEvent::kUserAddedToGroup, Channel::kSecurity, &kAuditing, 4732, 0, 0, 13826, 0,
     kSuccess, "",
     "MemberName;MemberSid:sid;TargetUserName;TargetDomainName;TargetSid:sid;@;PrivilegeList"},
    {CatalogEvent::kShareOpened, Channel::kSecurity, &kAuditing, 5140, 1, 0, 12808, 0, kSuccess, "",
     "@;ObjectType;IpAddress;IpPort;ShareName;ShareLocalPath;AccessMask:hex32;AccessList"},
    {CatalogEvent::kShareFile, Channel::kSecurity, &kAuditing, 5145, 0, 0, 12811, 0, kSuccess, "",
     "@;ObjectType;IpAddress;IpPort;ShareName;ShareLocalPath;RelativeTargetName;AccessMask:hex32;"
     "AccessList;AccessReason"},
    {CatalogEvent::kSecurityCleared, Channel::kSecurity, &kEventlog, 1102, 0, 4, 104, 0,
     0x4020000000000000, "LogFileCleared", "@"},
    {CatalogEvent::kServiceInstalled, Channel::kSystem, &kServices, 7045, 0, 4, 0, 0,
     0x8080000000000000, "", "ServiceName;ImagePath;ServiceType;StartType;AccountName"},
    {CatalogEvent::kServiceState, Channel::kSystem, &kServices, 7036, 0, 4, 0, 0,
     0x8080000000000000, "", "param1;param2"},
    {CatalogEvent::kLogCleared, Channel::kSystem, &kEventlog, 104, 0, 4, 104, 0, kPlain,
     "LogFileCleared", "SubjectUserName;SubjectDomainName;Channel;BackupPath"},
    {CatalogEvent::kEventLogStarted, Channel::kSystem, &kClassicLog, 6005, 0, 4, 0, 0, kClassic, "",
     ":binary"},
    {CatalogEvent::kDatabaseAttached, Channel::kApplication, &kEsent, 326, 0, 4, 1, 0, kClassic, "",
     ":strings"},
    {CatalogEvent::kDatabaseCreated, Channel::kApplication, &kEsent, 325, 0, 4, 1, 0, kClassic, "",
     ":strings"},
    {CatalogEvent::kDatabaseDetached, Channel::kApplication, &kEsent, 327, 0, 4, 1, 0, kClassic, "",
     ":strings"},
    {CatalogEvent::kSysmonProcess, Channel::kSysmon, &kSysmon, 1, 5, 4, 1, 0, kPlain, "",
     "RuleName;UtcTime;ProcessGuid:guid;ProcessId:u32;Image;FileVersion;Description;Product;"
     "Company;OriginalFileName;CommandLine;CurrentDirectory;User;LogonGuid:guid;LogonId:hex64;"
     "TerminalSessionId:u32;IntegrityLevel;Hashes;ParentProcessGuid:guid;ParentProcessId:u32;"
     "ParentImage;ParentCommandLine"},
    {CatalogEvent::kSysmonFileTime, Channel::kSysmon, &kSysmon, 2, 4, 4, 2, 0, kPlain, "",
     "RuleName;UtcTime;ProcessGuid:guid;ProcessId:u32;Image;TargetFilename;CreationUtcTime;"
     "PreviousCreationUtcTime"},
    {CatalogEvent::kSysmonConnection, Channel::kSysmon, &kSysmon, 3, 5, 4, 3, 0, kPlain, "",
     "RuleName;UtcTime;ProcessGuid:guid;ProcessId:u32;Image;User;Protocol;Initiated:bool;"
     "SourceIsIpv6:bool;SourceIp;SourceHostname;SourcePort:u16;SourcePortName;"
     "DestinationIsIpv6:bool;DestinationIp;DestinationHostname;DestinationPort:u16;"
     "DestinationPortName"},
    {CatalogEvent::kSysmonImage, Channel::kSysmon, &kSysmon, 7, 3, 4, 7, 0, kPlain, "",
     "RuleName;UtcTime;ProcessGuid:guid;ProcessId:u32;Image;ImageLoaded;FileVersion;Description;"
     "Product;Company;OriginalFileName;Hashes;Signed;Signature;SignatureStatus"},
    {CatalogEvent::kSysmonThread, Channel::kSysmon, &kSysmon, 8, 2, 4, 8, 0, kPlain, "",
     "RuleName;UtcTime;SourceProcessGuid:guid;SourceProcessId:u32;SourceImage;"
     "TargetProcessGuid:guid;TargetProcessId:u32;TargetImage;NewThreadId:u32;StartAddress;"
     "StartModule;StartFunction"},
    {CatalogEvent::kSysmonAccess, Channel::kSysmon, &kSysmon, 10, 3, 4, 10, 0, kPlain, "",
     "RuleName;UtcTime;SourceProcessGUID:guid;SourceProcessId:u32;SourceThreadId:u32;SourceImage;"
     "TargetProcessGUID:guid;TargetProcessId:u32;TargetImage;GrantedAccess:hex32;CallTrace"},
    {CatalogEvent::kSysmonFile, Channel::kSysmon, &kSysmon, 11, 2, 4, 11, 0, kPlain, "",
     "RuleName;UtcTime;ProcessGuid:guid;ProcessId:u32;Image;TargetFilename;CreationUtcTime"},
    {CatalogEvent::kSysmonRegistry, Channel::kSysmon, &kSysmon, 13, 2, 4, 13, 0, kPlain, "",
     "RuleName;EventType;UtcTime;ProcessGuid:guid;ProcessId:u32;Image;TargetObject;Details"},
    {CatalogEvent::kSysmonStream, Channel::kSysmon, &kSysmon, 15, 2, 4, 15, 0, kPlain, "",
     "RuleName;UtcTime;ProcessGuid:guid;ProcessId:u32;Image;TargetFilename;CreationUtcTime;Hash;"
     "Contents"},
    {CatalogEvent::kSysmonPipe, Channel::kSysmon, &kSysmon, 17, 1, 4, 17, 0, kPlain, "",
     "RuleName;EventType;UtcTime;ProcessGuid:guid;ProcessId:u32;PipeName;Image"},
    {CatalogEvent::kSysmonDns, Channel::kSysmon, &kSysmon, 22, 5, 4, 22, 0, kPlain, "",
     "RuleName;UtcTime;ProcessGuid:guid;ProcessId:u32;QueryName;QueryStatus;QueryResults;Image"},
    {CatalogEvent::kSysmonDeleted, Channel::kSysmon, &kSysmon, 23, 5, 4, 23, 0, kPlain, "",
     "RuleName;UtcTime;ProcessGuid:guid;ProcessId:u32;User;Image;TargetFilename;Hashes;"
     "IsExecutable:bool;Archived"},
    {CatalogEvent::kScriptBlock, Channel::kPowerShell, &kPowerShell, 4104, 1, 5, 2, 15, 0, "",
     "MessageNumber:i32;MessageTotal:i32;ScriptBlockText;ScriptBlockId;Path"},
    {CatalogEvent::kTaskRegistered, Channel::kTaskScheduler, &kScheduler, 106, 0, 4, 106, 0, kPlain,
     "", "TaskName;UserContext"},
    {CatalogEvent::kTaskRemoved, Channel::kTaskScheduler, &kScheduler, 141, 0, 4, 141, 0, kPlain,
     "", "TaskName;UserName"},
    {CatalogEvent::kTaskStarted, Channel::kTaskScheduler, &kScheduler, 200, 1, 4, 200, 1, kPlain,
     "", "TaskName;ActionName;TaskInstanceId:guid;EnginePID:u32"},
    {CatalogEvent::kTaskDone, Channel::kTaskScheduler, &kScheduler, 201, 2, 4, 201, 2, kPlain, "",
     "TaskName;TaskInstanceId:guid;ActionName;ResultCode:u32;EnginePID:u32"},
    {CatalogEvent::kSessionLogon, Channel::kLocalSession, &kLocalSession, 21, 0, 4, 0, 0,
     0x1000000000000000, kEventXml, "User;SessionID:u32;Address"},
    {CatalogEvent::kSessionLogoff, Channel::kLocalSession, &kLocalSession, 23, 0, 4, 0, 0,
     0x1000000000000000, kEventXml, "User;SessionID:u32"},
    {CatalogEvent::kSessionDisconnected, Channel::kLocalSession, &kLocalSession, 24, 0, 4, 0, 0,
     0x1000000000000000, kEventXml, "User;SessionID:u32;Address"},
    {CatalogEvent::kSessionReconnected, Channel::kLocalSession, &kLocalSession, 25, 0, 4, 0, 0,
     0x1000000000000000, kEventXml, "User;SessionID:u32;Address"},
    {CatalogEvent::kRdpAuthenticated, Channel::kRemoteConnection, &kRemoteConnection, 1149, 0, 4, 0,
     0, 0x1000000000000000, kEventXml, "Param1;Param2;Param3"},
    {CatalogEvent::kDefenderDetection, Channel::kDefender, &kDefender, 1116, 0, 3, 0, 0, kPlain, "",
     "Product Name;Product Version;Detection ID;Detection Time;Unused;Unused2;Threat ID;"
     "Threat Name;Severity ID;Severity Name;Category ID;Category Name;FWLink;Status Code;"
     "Status Description;State;Source ID;Source Name;Process Name;Detection User;Unused3;Path;"
     "Origin ID;Origin Name;Execution ID;Execution Name;Type ID;Type Name;Pre Execution Status;"
     "Action ID;Action Name;Unused4;Error Code;Error Description;Unused5;Post Clean Status;"
     "Additional Actions ID;Additional Actions String;Remediation User;Unused6;"
     "Signature Version;Engine Version"},
    {CatalogEvent::kDefenderConfig, Channel::kDefender, &kDefender, 5007, 0, 4, 0, 0, kPlain, "",
     "Product Name;Product Version;Old Value;New Value"},
    {CatalogEvent::kDefenderOff, Channel::kDefender, &kDefender, 5001, 0, 4, 0, 0, kPlain, "",
     "Product Name;Product Version"},
    {CatalogEvent::kRdpOutgoing, Channel::kRdpClient, &kRdpClient, 1024, 0, 4, 101, 10, kPlain, "",
     "Name;Value;CustomLevel"},
};

struct TypeRow {
  std::string_view name;
  EvtxType type;
};
constexpr TypeRow kTypes[] = {
    {"", EvtxType::kString},
    {"u16", EvtxType::kUInt16},
    {"u32", EvtxType::kUInt32},
    {"i32", EvtxType::kInt32},
    {"hex32", EvtxType::kHexInt32},
    {"hex64", EvtxType::kHexInt64},
    {"sid", EvtxType::kSid},
    {"guid", EvtxType::kGuid},
    {"bool", EvtxType::kBool},
    {"binary", EvtxType::kBinary},
    {"strings", EvtxType::kStringArray},
};

struct FieldRow {
  std::string_view name;
  EvtxType type = EvtxType::kString;
};

FieldRow ParseField(std::string_view text) {
  const std::size_t colon = std::min(text.find(':'), text.size());
  const std::string_view type = text.substr(std::min(colon + 1, text.size()));
  const auto* row = std::find_if(std::begin(kTypes), std::end(kTypes),
                                 [&](const TypeRow& r) { return r.name == type; });
  return {text.substr(0, colon), row->type};
}

void AppendFields(std::string_view list, std::vector<FieldRow>& out) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(';'), list.size());
    out.push_back(ParseField(list.substr(0, end)));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

std::vector<FieldRow> ParseFields(std::string_view list) {
  std::vector<FieldRow> out;
  const std::size_t at = list.find('@');
  if (at == std::string_view::npos) {
    AppendFields(list, out);
    return out;
  }
  AppendFields(list.substr(0, at), out);
  AppendFields(kSubject, out);
  AppendFields(list.substr(std::min(at + 2, list.size())), out);
  return out;
}

// All field lists, parsed once.
const std::vector<FieldRow>& FieldsOf(CatalogEvent kind) {
  static const std::vector<std::vector<FieldRow>> all = [] {
    std::vector<std::vector<FieldRow>> lists;
    for (const KindRow& row : kKinds) lists.push_back(ParseFields(row.fields));
    return lists;
  }();
  return all[static_cast<std::size_t>(kind)];
}

const KindRow& RowOf(CatalogEvent kind) noexcept { return kKinds[static_cast<std::size_t>(kind)]; }

EvtxValue MakeValue(EvtxType type, std::string_view text) {
  if (type != EvtxType::kStringArray) return ValueFromText(type, text);
  std::vector<std::string> items;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    items.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return EvtxValue::Strings(items);
}

constexpr std::string_view NamespaceOf(CatalogEvent kind) noexcept {
  return kind == CatalogEvent::kSecurityCleared || kind == CatalogEvent::kLogCleared
             ? "http://manifests.microsoft.com/win/2004/08/windows/eventlog"
             : "Event_NS";
}

}  // namespace

std::string_view ChannelName(Channel channel) noexcept {
  return kChannels[static_cast<std::size_t>(channel)].name;
}

std::string ChannelFile(Channel channel) {
  std::string name(ChannelName(channel));
  if (const std::size_t slash = name.find('/'); slash != std::string::npos) {
    name.replace(slash, 1, "%4");
  }
  return name + ".evtx";
}

Channel ChannelOf(CatalogEvent kind) noexcept { return RowOf(kind).channel; }
std::uint16_t EventIdOf(CatalogEvent kind) noexcept { return RowOf(kind).event_id; }

std::string_view UnknownField(CatalogEvent kind, const Fields& fields) {
  const std::vector<FieldRow>& known = FieldsOf(kind);
  for (const Field& field : fields) {
    const bool found = std::any_of(known.begin(), known.end(),
                                   [&](const FieldRow& row) { return row.name == field.name; });
    if (!found) return field.name;
  }
  return {};
}

std::vector<std::string_view> FieldNames(CatalogEvent kind) {
  std::vector<std::string_view> out;
  for (const FieldRow& field : FieldsOf(kind)) out.push_back(field.name);
  return out;
}

WindowsEvent MakeEvent(CatalogEvent kind, const std::string& computer, Timestamp time,
                       const Fields& fields) {
  const KindRow& row = RowOf(kind);
  const ChannelRow& channel = kChannels[static_cast<std::size_t>(row.channel)];
  WindowsEvent event;
  event.provider = row.provider->name;
  event.provider_guid = row.provider->guid;
  event.event_source_name = row.provider->event_source;
  event.channel = channel.name;
  event.computer = computer;
  event.event_id = row.event_id;
  event.qualifiers = row.provider == &kServices ? 16384 : 0;
  event.has_qualifiers = row.provider == &kServices || row.keywords == kClassic;
  event.version = row.version;
  event.level = row.level;
  event.task = row.task;
  event.opcode = row.opcode;
  event.keywords = row.keywords;
  event.time = time;
  event.process_id = channel.process_id;
  event.thread_id = channel.process_id == 0 ? 0 : channel.process_id + 8 + row.event_id % 64 * 4;
  event.user_sid = channel.user_sid;
  event.user_data = row.user_data;
  if (!row.user_data.empty()) event.user_data_namespace = NamespaceOf(kind);
  for (const FieldRow& field : FieldsOf(kind)) {
    const auto given = std::find_if(fields.begin(), fields.end(),
                                    [&](const Field& f) { return f.name == field.name; });
    const bool text = field.type == EvtxType::kString;
    const std::string_view value = given != fields.end() ? std::string_view(given->value)
                                   : text                ? "-"
                                                         : "";
    event.fields.push_back({std::string(field.name), MakeValue(field.type, value)});
  }
  return event;
}

}  // namespace noroshi
