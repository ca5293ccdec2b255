#include "environment/learn/sighting_reader.h"

#include <algorithm>

#include "analytics/logons/event_fields.h"
#include "base/case_fold.h"
#include "base/ip_network.h"
#include "environment/name_pattern.h"

namespace noroshi {
namespace {

constexpr std::string_view kSecurityLog = "Security", kSystemLog = "System";
constexpr std::string_view kZeekConn = "zeek:conn", kZeekOpenConn = "zeek:open_conn";
constexpr std::string_view kSysmonLog = "Microsoft-Windows-Sysmon/Operational";
constexpr std::uint32_t kSysmonConnection = 3, kServiceInstalled = 7045, kSpecialPrivileges = 4672;
constexpr unsigned kPoolBits = 24, kPoolBitsV6 = 64;

// Members added to a group: global, local, universal.
constexpr std::uint32_t kMemberAdded[] = {4728, 4732, 4756};
// Groups whose members administer a domain or a computer, by the end of their SID.
constexpr std::string_view kAdminGroupEnds[] = {"-512", "-518", "-519", "-520",
                                                "-544", "-548", "-549", "-551"};

// Accounts that every computer has, and computers' own.
bool IsEverywhere(std::string_view account) {
  const std::string name = Folded(ShortAccountName(account));
  if (name.empty() || name == "-" || name.ends_with('$')) return true;
  if (account.starts_with("S-1-5-1") || account.starts_with("S-1-5-2\\")) return true;
  const std::string whole = Folded(account);
  for (const std::string_view domain :
       {"nt authority\\", "nt service\\", "window manager\\", "font driver host\\", "iis apppool\\",
        "nt virtual machine\\"}) {
    if (whole.starts_with(domain)) return true;
  }
  constexpr std::string_view kNames[] = {"system",         "local service", "network service",
                                         "localsystem",    "localservice",  "networkservice",
                                         "anonymous logon"};
  if (std::ranges::find(kNames, std::string_view(name)) != std::end(kNames)) return true;
  return name.starts_with("dwm-") || name.starts_with("umfd-");
}

bool IsNetworkLogon(const LogonFact& fact) {
  switch (fact.kind) {
    case LogonKind::kWindows: return fact.how == "3" || fact.how == "10" || fact.how == "8";
    case LogonKind::kRdpConnection:
    case LogonKind::kRdpSession:
    case LogonKind::kSsh: return true;
    default: return false;
  }
}

bool IsDesktop(const LogonFact& fact) {
  return fact.kind == LogonKind::kRdpConnection || fact.kind == LogonKind::kRdpSession ||
         (fact.kind == LogonKind::kWindows && fact.how == "10");
}

// Where a logon came from: the name if there is one, for addresses change hands.
std::string SourceOf(const LogonFact& fact) {
  std::string name = PlaceName(fact.workstation);
  return name.empty() ? PlaceName(fact.address) : name;
}

// A connection that came to nothing (Zeek's conn_state).
bool IsVain(std::string_view state) {
  return state == "S0" || state == "REJ" || state == "RSTOS0" || state == "RSTRH" || state == "SH";
}

}  // namespace

std::string PlaceName(std::string_view text) {
  constexpr std::string_view kMapped = "::ffff:";
  if (text.starts_with(kMapped)) text.remove_prefix(kMapped.size());
  while (text.starts_with('\\')) text.remove_prefix(1);
  if (text.empty() || text == "-" || text == "LOCAL" || EqualsFolded(text, "localhost")) return {};
  if (IsNoPeer(text)) return {};
  std::string name(ShortHostName(text));
  std::ranges::transform(name, name.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  if (name.ends_with('$')) name.pop_back();
  return ParseIpAddress(text) ? std::string(text) : name;
}

void SightingReader::Read(const Event& event, LearntSums& sums) {
  if (event.shape == nullptr) return;
  sums_ = &sums;
  time_ = event.time;
  channel_ = context_.channels.Text(event.channel);
  std::string scratch;
  host_ = PlaceName(TextOf(event.System(SystemField::kComputer), scratch));
  const bool windows = channel_.find(kLogsourceMark) == std::string_view::npos;
  if (windows) {
    Add(LearntKind::kLog, host_, channel_);
    const std::string_view whole = TextOf(event.System(SystemField::kComputer), scratch);
    const std::size_t dot = ParseIpAddress(whole) ? std::string_view::npos : whole.find('.');
    if (dot != std::string_view::npos) {
      Add(LearntKind::kDomain, Folded(whole.substr(dot + 1)), host_);
    }
  }
  if (const auto fact = LogonFactOf(event, context_)) ReadLogon(event, *fact);
  if (channel_ == kSecurityLog) ReadSecurity(event);
  if (channel_ == kSystemLog && event.event_id == kServiceInstalled) ReadSystem(event);
  if (!windows) ReadVpn(event);
  if (channel_ == kZeekConn || channel_ == kZeekOpenConn) ReadZeek(event);
  ReadContact(event);
}

void SightingReader::ReadLogon(const Event& event, const LogonFact& fact) {
  if (fact.step == LogonStep::kEnd) return;
  const bool failed = fact.step == LogonStep::kFailure;
  if (fact.kind == LogonKind::kKerberosTgt || fact.kind == LogonKind::kKerberosTicket) {
    return ReadController(event, fact);
  }
  const std::string source = SourceOf(fact);
  if (fact.kind == LogonKind::kNtlm || fact.kind == LogonKind::kVpn) {
    Add(LearntKind::kClientName, PlaceName(fact.workstation), host_, failed);
    return;
  }
  if (fact.kind == LogonKind::kExplicit) return;
  if (IsNetworkLogon(fact) && source != host_ && !source.empty()) {
    Add(LearntKind::kReach, source, host_, failed);
    if (!failed) Add(LearntKind::kInbound, host_, source);
    if (!failed && IsDesktop(fact)) Add(LearntKind::kDesktop, source, host_);
    const std::string name = PlaceName(fact.workstation), address = PlaceName(fact.address);
    Add(LearntKind::kClientName, name, host_, failed);
    if (!failed && ParseIpAddress(address)) Add(LearntKind::kAddress, name, address);
  }
  if (failed || IsEverywhere(fact.account) || fact.kind != LogonKind::kWindows) return;
  if (fact.how == "2" || fact.how == "10" || fact.how == "11" || fact.how == "7") {
    Add(LearntKind::kInteractive, fact.account, host_);
  }
  if (fact.how == "4" || fact.how == "5") Add(LearntKind::kServiceLogon, fact.account, host_);
}

// Tickets are given by domain controllers only; a computer's own request tells its address.
void SightingReader::ReadController(const Event& event, const LogonFact& fact) {
  Add(LearntKind::kController, host_, std::to_string(event.event_id));
  if (fact.step == LogonStep::kFailure) return;
  const std::string_view name = ShortAccountName(fact.account);
  const std::string address = PlaceName(fact.address);
  if (name.ends_with('$') && ParseIpAddress(address)) {
    Add(LearntKind::kAddress, PlaceName(name), address);
  }
}

void SightingReader::ReadSecurity(const Event& event) {
  const EventFields fields(event, context_);
  const auto account = [&](std::string_view domain, std::string_view user) {
    std::string whole = fields.Text(domain);
    std::ranges::transform(whole, whole.begin(), [](char c) {
      return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    if (!whole.empty()) whole += '\\';
    return whole + Folded(fields.Text(user));
  };
  if (event.event_id == kSpecialPrivileges) {
    const std::string name = account("SubjectDomainName", "SubjectUserName");
    if (!IsEverywhere(name)) Add(LearntKind::kPrivilege, name, host_);
    return;
  }
  if (std::ranges::find(kMemberAdded, event.event_id) == std::end(kMemberAdded)) return;
  const std::string group_sid = fields.Text("TargetSid");
  const bool admins = std::ranges::any_of(
      kAdminGroupEnds, [&](std::string_view end) { return group_sid.ends_with(end); });
  std::string member = fields.Text("MemberName");
  if (member.empty()) member = fields.Text("MemberSid");
  if (admins && !member.empty()) {
    Add(LearntKind::kMember, member, fields.Text("TargetUserName"));
  }
}

// The account that a service is to run as.
void SightingReader::ReadSystem(const Event& event) {
  const std::string account = EventFields(event, context_).Text("AccountName");
  if (account.empty() || IsEverywhere(account) || account.starts_with(".\\")) return;
  Add(LearntKind::kServiceLogon, account, host_);
}

void SightingReader::ReadVpn(const Event& event) {
  const EventFields fields(event, context_);
  const auto address = ParseIpAddress(fields.Text("assigned_address"));
  if (!address) return;
  const unsigned bits = address->is_v4() ? kPoolBits : kPoolBitsV6;
  Add(LearntKind::kVpn, NetworkOf(*address, bits).ToString(), fields.Text("session_user"));
}

void SightingReader::ReadZeek(const Event& event) {
  const EventFields fields(event, context_);
  const std::string from = fields.Text("id.orig_h"), to = fields.Text("id.resp_h");
  if (!IsInternalAddress(from) || !IsInternalAddress(to) || IsNoPeer(to)) return;
  Add(LearntKind::kReach, from, to, IsVain(fields.Text("conn_state")));
}

void SightingReader::ReadContact(const Event& event) {
  const EventKind kind{event.shape, event.channel, event.provider, event.event_id, event.computer};
  if (!contacts_.Wants(kind)) return;
  if (channel_ == kSysmonLog && event.event_id == kSysmonConnection) {
    const EventFields fields(event, context_);
    const std::string own = PlaceName(fields.Text("SourceIp"));
    if (Folded(fields.Text("Initiated")) == "true" && ParseIpAddress(own)) {
      Add(LearntKind::kAddress, host_, own);
    }
  }
  Contact contact;
  if (!contacts_.Read(event, contact)) return;
  const std::string source = PlaceName(contact.source);
  if (!source.empty()) Add(LearntKind::kContact, contact.destination, source);
}

}  // namespace noroshi
