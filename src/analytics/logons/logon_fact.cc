#include "analytics/logons/logon_fact.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "analytics/logons/event_fields.h"
#include "analytics/logons/sshd_message.h"
#include "base/hash.h"
#include "event/taxonomy.h"

namespace noroshi {
namespace {

constexpr std::string_view kSecurity = "Microsoft-Windows-Security-Auditing";
constexpr std::string_view kSecurityLog = "Security";
constexpr std::string_view kRcm = "Microsoft-Windows-TerminalServices-RemoteConnectionManager";
constexpr std::string_view kLsm = "Microsoft-Windows-TerminalServices-LocalSessionManager";
constexpr std::string_view kClient = "Microsoft-Windows-TerminalServices-ClientActiveXCore";
constexpr std::string_view kAccessLog = "host:ual_client";
constexpr std::string_view kClientLog = "Microsoft-Windows-TerminalServices-RDPClient";

// Which field says what. "" = none does.
struct WindowsRow {
  std::uint32_t event_id;
  std::string_view provider;
  LogonKind kind;
  LogonStep step;
  std::string_view account, domain, address, workstation, target, session;
  std::string_view status;  // a failure when it is neither empty nor zero
};

using enum LogonKind;
using enum LogonStep;
constexpr WindowsRow kWindowsRows[] = {
    {4624, kSecurity, kWindows, kSuccess, "TargetUserName", "TargetDomainName", "IpAddress",
     "WorkstationName", "", "TargetLogonId", ""},
    {4625, kSecurity, kWindows, kFailure, "TargetUserName", "TargetDomainName", "IpAddress",
     "WorkstationName", "", "", ""},
    {4634, kSecurity, kWindows, kEnd, "TargetUserName", "TargetDomainName", "", "", "",
     "TargetLogonId", ""},
    {4647, kSecurity, kWindows, kEnd, "TargetUserName", "TargetDomainName", "", "", "",
     "TargetLogonId", ""},
    {4648, kSecurity, kExplicit, kSuccess, "TargetUserName", "TargetDomainName", "IpAddress", "",
     "TargetServerName", "", ""},
    {4768, kSecurity, kKerberosTgt, kSuccess, "TargetUserName", "TargetDomainName", "IpAddress", "",
     "", "", "Status"},
    {4771, kSecurity, kKerberosTgt, kFailure, "TargetUserName", "", "IpAddress", "", "", "", ""},
    {4769, kSecurity, kKerberosTicket, kSuccess, "TargetUserName", "TargetDomainName", "IpAddress",
     "", "ServiceName", "", "Status"},
    {4776, kSecurity, kNtlm, kSuccess, "TargetUserName", "", "", "Workstation", "", "", "Status"},
    {4778, kSecurity, kRdpSession, kSuccess, "AccountName", "AccountDomain", "ClientAddress",
     "ClientName", "", "LogonID", ""},
    {4779, kSecurity, kRdpSession, kEnd, "AccountName", "AccountDomain", "ClientAddress",
     "ClientName", "", "LogonID", ""},
    {1149, kRcm, kRdpConnection, kSuccess, "Param1", "Param2", "Param3", "", "", "", ""},
    {21, kLsm, kRdpSession, kSuccess, "User", "", "Address", "", "", "SessionID", ""},
    {22, kLsm, kRdpSession, kSuccess, "User", "", "Address", "", "", "SessionID", ""},
    {23, kLsm, kRdpSession, kEnd, "User", "", "Address", "", "", "SessionID", ""},
    {24, kLsm, kRdpSession, kEnd, "User", "", "Address", "", "", "SessionID", ""},
    {25, kLsm, kRdpSession, kSuccess, "User", "", "Address", "", "", "SessionID", ""},
    {1024, kClient, kRdpClient, kSuccess, "", "", "", "", "Value", "", ""},
    {1102, kClient, kRdpClient, kSuccess, "", "", "", "", "Value", "", ""},
};

// Exports that do not name the provider are told by the log.
bool IsFrom(const WindowsRow& row, std::string_view provider, std::string_view channel) noexcept {
  if (!provider.empty()) return provider == row.provider;
  if (row.provider == kSecurity) return channel == kSecurityLog;
  return channel.starts_with(row.provider == kClient ? kClientLog : row.provider);
}

const WindowsRow* FindRow(std::uint32_t event_id, std::string_view provider,
                          std::string_view channel) noexcept {
  const auto* row = std::ranges::find_if(kWindowsRows, [&](const WindowsRow& one) {
    return one.event_id == event_id && IsFrom(one, provider, channel);
  });
  return row == std::end(kWindowsRows) ? nullptr : row;
}

// Logons and tickets come by the million and mostly say the same; all others are few.
bool IsPrinted(LogonKind kind) noexcept {
  return kind == kWindows || kind == kKerberosTgt || kind == kKerberosTicket || kind == kNtlm;
}

char LowerAscii(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
char UpperAscii(char c) noexcept {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

// Windows compares names without case, and its own records do not agree on it.
void FoldAccount(std::string_view domain, std::string_view name, std::string& account) {
  const std::size_t slash = name.find('\\');
  if (domain.empty() && slash != std::string_view::npos) {
    domain = name.substr(0, slash);
    name.remove_prefix(slash + 1);
  }
  account.clear();
  std::ranges::transform(domain, std::back_inserter(account), UpperAscii);
  if (!domain.empty()) account += '\\';
  std::ranges::transform(name, std::back_inserter(account), LowerAscii);
}

// "::ffff:10.1.2.3" is how Kerberos' records write 10.1.2.3.
void ReadAddress(const EventFields& fields, std::string_view name, std::string& out) {
  constexpr std::string_view kMapped = "::ffff:";
  fields.Read(name, out);
  if (out.starts_with(kMapped) && out.find('.') != std::string::npos) out.erase(0, kMapped.size());
}

bool IsZero(std::string_view status) noexcept {
  return status.find_first_not_of("0x") == std::string_view::npos;
}

// So that no text breaks what is sorted by, or fills memory.
void Bound(LogonFact& fact) {
  for (std::string* text : {&fact.host, &fact.account, &fact.how, &fact.address, &fact.workstation,
                            &fact.target, &fact.session, &fact.assigned, &fact.by}) {
    std::size_t end = std::min({text->size(), kMaxLogonTextBytes, text->find('\0')});
    while (end < text->size() && end > 0 && (static_cast<unsigned char>((*text)[end]) >> 6) == 2) {
      --end;  // not inside a character
    }
    text->resize(end);
  }
}

// "TERMSRV/srv02.corp.example" -> "termsrv".
std::string ServiceClass(std::string_view principal) {
  const std::size_t slash = principal.find('/');
  if (slash == std::string_view::npos) return {};
  std::string name;
  std::ranges::transform(principal.substr(0, slash), std::back_inserter(name), LowerAscii);
  return name;
}

void ReadRow(const WindowsRow& row, const EventFields& fields, LogonFact& fact) {
  const auto read = [&](std::string_view field, std::string& out) {
    field.empty() ? out.clear() : fields.Read(field, out);
  };
  std::string domain, name;
  fact.kind = row.kind;
  fact.step = row.step;
  read(row.status, name);
  if (!IsZero(name)) fact.step = kFailure;
  read(row.domain, domain);
  read(row.account, name);
  FoldAccount(domain, name, fact.account);
  if (!row.address.empty()) ReadAddress(fields, row.address, fact.address);
  read(row.workstation, fact.workstation);
  read(row.target, fact.target);
  read(row.session, fact.session);
  if (row.kind == kWindows) fields.Read("LogonType", fact.how);
  if (row.kind == kExplicit) {
    fact.how = ServiceClass(fields.Text("TargetInfo"));
    FoldAccount(fields.Text("SubjectDomainName"), fields.Text("SubjectUserName"), fact.by);
  }
  // Security's ids of RDP sessions are logon ids, the session manager's are numbers from 1.
  if (row.kind == kRdpSession && row.provider == kSecurity) fact.session.insert(0, "logon ");
}

bool ReadVpn(const EventFields& fields, LogonFact& fact) {
  const std::string phase = fields.Text("session_phase");
  if (phase.empty()) return false;
  fact.kind = kVpn;
  fact.step = phase == "begin" ? kSuccess : phase == "end" ? kEnd : kFailure;
  fields.Read("session_user", fact.account);
  fields.Read("client_address", fact.address);
  fields.Read("client_host", fact.workstation);
  fields.Read("auth_method", fact.how);
  ReadAddress(fields, "assigned_address", fact.assigned);
  fields.Read("session_id", fact.session);
  if (fact.session.empty() && !fact.account.empty()) {
    fact.session = SessionOfNoNumber(fact.account, fact.address);
  }
  return true;
}

bool ReadSsh(const EventFields& fields, LogonFact& fact) {
  const std::string message = fields.Text("message");
  const std::optional<SshdMessage> read = ReadSshdMessage(message);
  if (!read) return false;
  fact.kind = kSsh;
  fact.step = read->step;
  fact.account = read->account;
  fact.address = read->address;
  fact.how = read->method;
  fields.Read("pid", fact.session);
  return true;
}

// What a server keeps of its clients (evidence/artefacts/ese/access_log.cc).
bool ReadAccess(const EventFields& fields, LogonFact& fact) {
  fact.kind = kServerAccess;
  fact.step = kSuccess;
  FoldAccount(fields.Text("TargetDomainName"), fields.Text("TargetUserName"), fact.account);
  ReadAddress(fields, "IpAddress", fact.address);
  fields.Read("WorkstationName", fact.workstation);
  fields.Read("RoleName", fact.target);
  fields.Read("TimeMeaning", fact.how);
  return !fact.account.empty() || !fact.address.empty();
}

bool ReadWindows(const Event& event, std::string_view provider, std::string_view channel,
                 const EventFields& fields, LogonFact& fact) {
  const WindowsRow* row = FindRow(event.event_id, provider, channel);
  if (row == nullptr) return false;
  ReadRow(*row, fields, fact);
  return true;
}

}  // namespace

std::string_view LogonKindName(LogonKind kind) noexcept {
  static constexpr std::array<std::string_view, kLogonKindCount> kNames = {
      "windows",     "explicit", "kerberos_tgt", "kerberos_ticket", "ntlm",         "rdp",
      "rdp_session", "vpn",      "ssh",          "rdp_client",      "server_access"};
  return kNames[static_cast<std::size_t>(kind)];
}

void LogonFact::Clear() noexcept {
  for (std::string* text :
       {&host, &account, &how, &address, &workstation, &target, &session, &assigned, &by}) {
    text->clear();
  }
  step = {};
  kind = {};
  time = {};
}

bool ReadLogonFact(const Event& event, const EventContext& context, LogonFact& fact,
                   FieldPlaces* places) {
  fact.Clear();
  const std::string_view channel = context.channels.Text(event.channel);
  const EventFields fields(event, context, places);
  bool is_logon = false;
  if (channel.find(kLogsourceMark) == std::string_view::npos) {
    is_logon = ReadWindows(event, context.channels.Text(event.provider), channel, fields, fact);
  } else if (channel == kAccessLog) {
    is_logon = ReadAccess(fields, fact);
  } else {
    is_logon = channel == kSshdLog ? ReadSsh(fields, fact) : ReadVpn(fields, fact);
  }
  if (!is_logon) return false;
  fact.time = event.time;
  const std::string_view host = TextOf(event.System(SystemField::kComputer), fact.host);
  if (host.data() != fact.host.data()) fact.host.assign(host);
  std::ranges::transform(fact.host, fact.host.begin(), UpperAscii);
  Bound(fact);
  return true;
}

std::optional<LogonFact> LogonFactOf(const Event& event, const EventContext& context,
                                     FieldPlaces* places) {
  std::optional<LogonFact> fact(std::in_place);
  if (!ReadLogonFact(event, context, *fact, places)) fact.reset();
  return fact;
}

const LogonKinds::Form& LogonKinds::FormOf(const EventKind& kind) {
  const std::uint64_t form =
      static_cast<std::uint64_t>(kind.shape == nullptr ? ShapeId{} : kind.shape->id()) << 32 |
      kind.event_id;
  const std::uint64_t names =
      static_cast<std::uint64_t>(kind.channel) << 32 | static_cast<std::uint64_t>(kind.provider);
  const std::uint64_t key = HashMix(form, names);
  if (last_ != nullptr && key == last_key_) return *last_;
  const auto [at, fresh] = known_.try_emplace(key);
  if (fresh) at->second = MakeForm(kind);
  last_key_ = key;
  last_ = &at->second;
  return at->second;
}

LogonKinds::Form LogonKinds::MakeForm(const EventKind& kind) const {
  const std::string_view channel = context_.channels.Text(kind.channel);
  const auto slot_of = [&](std::string_view name) -> std::optional<std::uint16_t> {
    if (name.empty() || kind.shape == nullptr) return std::nullopt;
    const std::uint16_t slot = FieldPlaces::Find(*kind.shape, name, context_);
    return slot == FieldPlaces::kNowhere ? std::nullopt : std::optional(slot);
  };
  Form form;
  if (channel.find(kLogsourceMark) != std::string_view::npos) {
    form.is_logon = channel == kSshdLog || channel == kAccessLog || slot_of("session_phase");
    return form;
  }
  const WindowsRow* row = FindRow(kind.event_id, context_.channels.Text(kind.provider), channel);
  form.is_logon = row != nullptr;
  if (row == nullptr || !IsPrinted(row->kind)) return form;
  for (const std::string_view name : {row->account, row->domain, row->address, row->workstation,
                                      row->target, row->status, std::string_view("LogonType")}) {
    if (const auto slot = slot_of(name)) form.slots.push_back(*slot);
  }
  return form;
}

std::uint64_t LogonKinds::PrintOf(const Event& event) {
  const EventKind kind{event.shape, event.channel, event.provider, event.event_id, event.computer};
  const Form& form = FormOf(kind);
  if (form.slots.empty()) return 0;
  std::uint64_t print = HashMix(
      static_cast<std::uint64_t>(event.shape->id()) << 32 | event.event_id,
      static_cast<std::uint64_t>(event.computer) << 32 | static_cast<std::uint64_t>(event.channel));
  for (const std::uint16_t slot : form.slots) {
    const Value& value = event.Payload()[slot];
    if (value.type == ValueType::kList) return 0;
    const auto bytes = value.bytes();
    print = Hash64({reinterpret_cast<const char*>(bytes.data()), bytes.size()},
                   HashMix(print, static_cast<std::uint64_t>(value.type)));
  }
  return print;
}

}  // namespace noroshi
