#include "incident/finding_entities.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "base/case_fold.h"
#include "incident/entity.h"
#include "incident/remote_targets.h"

namespace noroshi {
namespace {

enum class Role : std::uint8_t {
  kComputer,     // a computer's name
  kReached,      // one that somebody went to from here
  kCommand,      // may name computers that it works on
  kOwnAddress,   // the address of the finding's host or, without one, of its subject
  kAddress,      // of somebody else
  kDestination,  // a name on the network
  kPath,         // a program that runs: common ones say nothing
  kWrittenPath,  // a file written or installed: says something wherever it is
  kService,
  kTask,
  kPipe,
  kProcess,
  kSession,
  kHash,
};

struct RoleRow {
  std::string_view field;
  Role role{};
};

// Names as the Sigma taxonomy and the readers have them; compared without case.
constexpr RoleRow kRoles[] = {
    {"WorkstationName", Role::kComputer},
    {"Workstation", Role::kComputer},
    {"SourceHostname", Role::kComputer},
    {"TargetServerName", Role::kReached},
    {"ClientName", Role::kComputer},
    {"RemoteHost", Role::kComputer},
    {"client_name", Role::kComputer},
    {"DestinationHostname", Role::kDestination},
    {"QueryName", Role::kDestination},
    {"query", Role::kDestination},
    {"cs-host", Role::kDestination},
    {"r-dns", Role::kDestination},
    {"server_name", Role::kDestination},
    {"c-uri", Role::kDestination},
    {"url", Role::kDestination},
    {"Url", Role::kDestination},
    {"Destination", Role::kDestination},
    {"SourceIp", Role::kOwnAddress},
    {"SourceAddress", Role::kOwnAddress},
    {"src_ip", Role::kOwnAddress},
    {"c-ip", Role::kOwnAddress},
    {"id.orig_h", Role::kOwnAddress},
    {"srcip", Role::kOwnAddress},
    {"IpAddress", Role::kAddress},
    {"ClientAddress", Role::kAddress},
    {"ClientIP", Role::kAddress},
    {"Address", Role::kAddress},
    {"SourceNetworkAddress", Role::kAddress},
    {"RemoteAddress", Role::kAddress},
    {"remip", Role::kAddress},
    {"DestinationIp", Role::kAddress},
    {"DestAddress", Role::kAddress},
    {"DestinationAddress", Role::kAddress},
    {"dst_ip", Role::kAddress},
    {"dstip", Role::kAddress},
    {"id.resp_h", Role::kAddress},
    {"CommandLine", Role::kCommand},
    {"ProcessCommandLine", Role::kCommand},
    {"ScriptBlockText", Role::kCommand},
    {"Payload", Role::kCommand},
    {"Image", Role::kPath},
    {"ParentImage", Role::kPath},
    {"NewProcessName", Role::kPath},
    {"ParentProcessName", Role::kPath},
    {"ProcessName", Role::kPath},
    {"SourceImage", Role::kPath},
    {"TargetImage", Role::kPath},
    {"ImageLoaded", Role::kPath},
    {"TargetFilename", Role::kWrittenPath},
    {"ServiceFileName", Role::kWrittenPath},
    {"ImagePath", Role::kWrittenPath},
    {"ServiceName", Role::kService},
    {"TaskName", Role::kTask},
    {"PipeName", Role::kPipe},
    {"ProcessGuid", Role::kProcess},
    {"ParentProcessGuid", Role::kProcess},
    {"SourceProcessGUID", Role::kProcess},
    {"LogonId", Role::kSession},
    {"TargetLogonId", Role::kSession},
    {"SubjectLogonId", Role::kSession},
    {"Hashes", Role::kHash},
    {"Hash", Role::kHash},
};

// By folded name: there are more rows than fields of a finding.
const std::unordered_map<std::string, Role>& RolesByName() {
  static const std::unordered_map<std::string, Role> roles = [] {
    std::unordered_map<std::string, Role> by_name;
    for (const RoleRow& row : kRoles) by_name.emplace(Folded(row.field), row.role);
    return by_name;
  }();
  return roles;
}

// One bit a length, for a first look at names.
std::uint64_t BitOfSize(std::string_view name) noexcept {
  return std::uint64_t{1} << std::min<std::size_t>(name.size(), 63);
}

// An account is up to three fields.
struct AccountFields {
  std::string_view user, domain, sid;
};
constexpr AccountFields kAccounts[] = {
    {"SubjectUserName", "SubjectDomainName", "SubjectUserSid"},
    {"TargetUserName", "TargetDomainName", "TargetUserSid"},
    {"TargetOutboundUserName", "TargetOutboundDomainName", ""},
    {"User", "", "UserSid"},
    {"SourceUser", "", ""},
    {"TargetUser", "", ""},
    {"ParentUser", "", ""},
    {"UserName", "", "Security_UserID"},
    {"UserContext", "", ""},
    {"cs-username", "", ""},
    {"user", "", ""},
    {"", "", "MemberSid"},
};

// Kerberos calls the account of a service by the name that elsewhere is a Windows service's.
bool IsKerberosTicket(std::uint32_t event_id) { return event_id >= 4768 && event_id <= 4773; }

bool IsEverySession(std::string_view id) {
  constexpr std::string_view kSystem[] = {"0x0", "0x3e7", "0x3e4", "0x3e5", "0x3e3", "-", ""};
  return std::ranges::find(kSystem, id) != std::end(kSystem);
}

class Extractor {
 public:
  explicit Extractor(const IncidentFinding& finding) : finding_(finding) {}

  FindingEntities Run() && {
    for (const auto& [name, value] : finding_.fields) sizes_ |= BitOfSize(name);
    std::string folded;
    for (const auto& [name, value] : finding_.fields) {
      folded.clear();
      AppendFolded(name, folded);
      const auto role = RolesByName().find(folded);
      if (role != RolesByName().end()) AddRole(role->second, value);
    }
    for (const AccountFields& fields : kAccounts) AddAccount(fields);
    if (finding_.channel == kRdpChannel && finding_.event_id == 1149) AddRdpLogon();
    AddWorkstationAddress();
    AddMemberSources();
    for (const std::string_view field : {"SourceHostname", "TargetServerName"}) AddOtherEnd(field);
    return std::move(out_);
  }

 private:
  static constexpr std::string_view kRdpChannel =
      "Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational";

  // The size first: most names differ in it, and those that are looked for are ASCII.
  [[nodiscard]] std::string_view Field(std::string_view name) const {
    if (name.empty() || (sizes_ & BitOfSize(name)) == 0) return {};
    const auto at = std::ranges::find_if(finding_.fields, [&](const auto& field) {
      return field.first.size() == name.size() && EqualsFolded(field.first, name);
    });
    return at == finding_.fields.end() ? std::string_view() : at->second;
  }

  void Add(EntityKind kind, std::string key, std::string_view shown) {
    if (key.empty()) return;
    const auto same = [&](const RawEntity& other) {
      return other.kind == kind && other.key == key;
    };
    if (std::ranges::any_of(out_.entities, same)) return;
    out_.entities.push_back({kind, std::move(key), std::string(shown.substr(0, kMaxShown))});
  }

  void AddRole(Role role, std::string_view value) {
    switch (role) {
      case Role::kComputer: return AddComputer(value);
      case Role::kReached: return AddReached(value);
      case Role::kCommand:
        for (const std::string_view name : RemoteTargetsOf(value)) AddReached(name);
        return;
      case Role::kOwnAddress: return AddOwnAddress(value);
      case Role::kAddress: return AddAddress(value);
      case Role::kDestination: return Add(EntityKind::kDestination, DestinationKey(value), value);
      case Role::kPath:
      case Role::kWrittenPath: return AddPath(value, role == Role::kWrittenPath);
      case Role::kService:
        if (!IsKerberosTicket(finding_.event_id)) Add(EntityKind::kService, Folded(value), value);
        return;
      case Role::kTask: return Add(EntityKind::kTask, Folded(value), value);
      case Role::kPipe: return Add(EntityKind::kPipe, Folded(value), value);
      case Role::kProcess: return Add(EntityKind::kProcess, Folded(value), value);
      case Role::kSession:
        if (!IsEverySession(Folded(value))) Add(EntityKind::kSession, Folded(value), value);
        return;
      case Role::kHash: return AddHash(value);
    }
  }

  void AddComputer(std::string_view value) {
    if (AddressKey(value)) return AddAddress(value);
    Add(EntityKind::kHost, HostKey(value), value);
  }

  // By address or name: which host that is, only the resolver can tell.
  void AddReached(std::string_view value) {
    auto address = AddressKey(value);
    Add(EntityKind::kReached, address ? *std::move(address) : HostKey(value), value);
  }

  void AddAddress(std::string_view value) {
    if (auto key = AddressKey(value)) Add(EntityKind::kAddress, *std::move(key), value);
  }

  // The source of a connection is the host that reports it, unless it was the one connected to.
  void AddOwnAddress(std::string_view value) {
    std::optional<std::string> key = AddressKey(value);
    if (!key) return;
    if (finding_.host.empty()) {
      if (out_.source.empty()) out_.source = *std::move(key);
    } else if (EqualsFolded(Field("Initiated"), "false")) {
      Add(EntityKind::kAddress, *std::move(key), value);
    } else {
      out_.addresses.push_back({*std::move(key), HostKey(finding_.host)});
    }
  }

  void AddPath(std::string_view value, bool written) {
    std::string key = PathKey(value);
    const bool common = IsCommonPlace(key);
    if (!written && common) return;
    if (const std::string_view folder = FolderKey(key); !common && !folder.empty()) {
      Add(EntityKind::kFolder, std::string(folder), folder);
    }
    Add(EntityKind::kFile, std::move(key), value);
  }

  // Of a library where one is loaded, else of the program; the system's own are everywhere.
  void AddHash(std::string_view value) {
    std::string_view path = Field("ImageLoaded");
    if (path.empty()) path = Field("Image");
    if (IsCommonPlace(PathKey(path))) return;
    const std::string hash = StrongestHash(value);
    Add(EntityKind::kHash, hash, hash);
  }

  void AddAccount(const AccountFields& fields) {
    const std::string_view user = Field(fields.user), sid = Field(fields.sid);
    const bool named_by_sid = IsOwnSid(user);
    const auto account = ReadAccount(user, Field(fields.domain));
    if (account) {
      std::string key = AccountEntityKey(account->user, account->domain);
      if (IsOwnSid(sid)) out_.sids.push_back({Folded(sid), key});
      Add(EntityKind::kAccount, std::move(key), user);
    } else if (named_by_sid || IsOwnSid(sid)) {
      const std::string_view text = named_by_sid ? user : sid;
      Add(EntityKind::kAccount, AccountEntityKey("", Folded(text)), text);
    }
  }

  // Its fields have no names: user, domain, address.
  void AddRdpLogon() {
    const std::string_view user = Field("Param1");
    if (const auto account = ReadAccount(user, Field("Param2"))) {
      Add(EntityKind::kAccount, AccountEntityKey(account->user, account->domain), user);
    }
    AddAddress(Field("Param3"));
  }

  void AddOtherEnd(std::string_view field) {
    const std::string_view name = Field(field).substr(0, kMaxShown);
    const std::string key = HostKey(name);
    if (key.empty() || AddressKey(name) || ShortHost(key) == ShortHost(HostKey(finding_.host))) {
      return;
    }
    out_.other_ends.emplace_back(name);
  }

  // A logon names the computer it came from twice: by name and by address.
  void AddWorkstationAddress() {
    const std::string host = HostKey(Field("WorkstationName"));
    const auto address = AddressKey(Field("IpAddress"));
    if (!host.empty() && address) out_.addresses.push_back({*address, host});
  }

  // Where those came from whose records were joined. From many sides it is no one's way, and what
  // is less than grave administrators do as well, from a machine where intruders have been, too.
  void AddMemberSources() {
    if (finding_.level < Level::kHigh) return;
    std::set<std::string_view> sources(finding_.member_sources.begin(),
                                       finding_.member_sources.end());
    if (sources.size() > kMostMemberSources) return;
    for (const std::string_view source : sources) AddAddress(source);
  }

  static constexpr std::size_t kMostMemberSources = 4;
  static constexpr std::size_t kMaxShown = 200;

  const IncidentFinding& finding_;
  // BitOfSize of the fields' names.
  std::uint64_t sizes_ = 0;
  FindingEntities out_;
};

}  // namespace

std::string AccountEntityKey(std::string_view user, std::string_view domain) {
  std::string key(user);
  key += '\n';
  key += domain;
  return key;
}

FindingEntities EntitiesOf(const IncidentFinding& finding) { return Extractor(finding).Run(); }

}  // namespace noroshi
