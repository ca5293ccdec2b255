#include "evidence/lines/cisco_messages.h"

#include <algorithm>

#include "base/ip_network.h"
#include "evidence/lines/dissect.h"
#include "evidence/lines/tokens.h"

namespace noroshi::lines {
namespace {

// `pattern` as dissect.h has it. A slot "@src" is an end of a connection and becomes src_interface,
// src_ip, src_port and src_user. The first form of a number that fits counts.
struct Message {
  std::string_view id, pattern, action = {}, phase = {};
};

// Ascending by number. A pattern without slots fits every text of its number.
constexpr Message kMessages[] = {
    {"106001", "Inbound {protocol} connection denied from {@src} to {@dst} flags", "deny"},
    {"106002", "{protocol} Connection denied by outbound list {rule} src {@src} dest {@dst}",
     "deny"},
    {"106006", "Deny inbound {protocol} from {@src} to {@dst} on interface {src_interface}",
     "deny"},
    {"106007", "Deny inbound {protocol} from {@src} to {@dst} due to {reason}", "deny"},
    {"106010", "Deny inbound {protocol} src {@src} dst {@dst}", "deny"},
    {"106014", "Deny inbound {protocol} src {@src} dst {@dst} (", "deny"},
    {"106014", "Deny inbound {protocol} src {@src} dst {@dst}", "deny"},
    {"106015", "Deny {protocol} (no connection) from {@src} to {@dst} flags", "deny"},
    {"106016", "Deny IP spoof from ({@src}) to {@dst} on interface {src_interface}", "deny"},
    {"106017", "Deny IP due to {reason} from {@src} to {@dst}", "deny"},
    {"106021",
     "Deny {protocol} reverse path check from {@src} to {@dst} on interface "
     "{src_interface}",
     "deny"},
    {"106023", "Deny protocol {protocol} src {@src} dst {@dst} by access-group \"{rule}\"", "deny"},
    {"106023", "Deny {protocol} src {@src} dst {@dst} by access-group \"{rule}\"", "deny"},
    {"106100",
     "access-list {rule} permitted {protocol} {src_interface}/{src_ip}({src_port}){} -> "
     "{dst_interface}/{dst_ip}({dst_port})",
     "accept"},
    {"106100",
     "access-list {rule} est-allowed {protocol} {src_interface}/{src_ip}({src_port}){} -> "
     "{dst_interface}/{dst_ip}({dst_port})",
     "accept"},
    {"106100",
     "access-list {rule} denied {protocol} {src_interface}/{src_ip}({src_port}){} -> "
     "{dst_interface}/{dst_ip}({dst_port})",
     "deny"},
    {"106102",
     "access-list {rule} permitted {protocol} for user {src_user} {src_interface}/{src_ip} "
     "{src_port} {dst_interface}/{dst_ip} {dst_port} hit-cnt",
     "accept"},
    {"106102",
     "access-list {rule} denied {protocol} for user {src_user} {src_interface}/{src_ip} "
     "{src_port} {dst_interface}/{dst_ip} {dst_port} hit-cnt",
     "deny"},
    {"109005",
     "Authentication succeeded for user {user} from {@src} to {@dst} on interface "
     "{src_interface}"},
    {"109006",
     "Authentication failed for user {user} from {@src} to {@dst} on interface "
     "{src_interface}"},
    {"109007",
     "Authorization permitted for user {user} from {@src} to {@dst} on interface "
     "{src_interface}"},
    {"109008",
     "Authorization denied for user {user} from {@src} to {@dst} on interface "
     "{src_interface}"},
    {"111008", "User '{user}' executed the '{command}' command"},
    {"111009", "User '{user}' executed cmd: {command}"},
    {"111010", "User '{user}', running '{application}' from IP {src_ip}, executed '{command}'"},
    {"113004", "AAA user {} Successful : server ={server}: user ={session_user}"},
    {"113005",
     "AAA user {} Rejected : reason ={reason}: server ={server}: user ={session_user}: user IP "
     "={client_address}",
     {},
     "failed"},
    {"113005",
     "AAA user {} Rejected : reason ={reason}: server ={server}: user ={session_user}",
     {},
     "failed"},
    {"113006", "User {session_user} locked out on exceeding {failures} successive"},
    {"113008", "AAA transaction status ACCEPT : user ={session_user}"},
    {"113009", "AAA retrieved default group policy ({session_group}) for user ={session_user}"},
    {"113010", "AAA challenge received for user {session_user} from server {server}."},
    {"113011",
     "AAA retrieved user specific group policy ({session_group}) for user ="
     "{session_user}"},
    {"113012", "AAA user authentication Successful : local database : user ={session_user}"},
    {"113013",
     "AAA unable to complete the request Error : reason ={reason}: user ="
     "{session_user}"},
    {"113014",
     "AAA authentication server not accessible : server ={server}: user ="
     "{session_user}"},
    {"113015",
     "AAA user authentication Rejected : reason ={reason}: local database : user ="
     "{session_user}: user IP ={client_address}",
     {},
     "failed"},
    {"113015",
     "AAA user authentication Rejected : reason ={reason}: local database : user ={session_user}",
     {},
     "failed"},
    {"113016",
     "AAA credentials rejected : reason ={reason}: server ={server}: user ={session_user}: user "
     "IP ={client_address}",
     {},
     "failed"},
    {"113016",
     "AAA credentials rejected : reason ={reason}: server ={server}: user ={session_user}",
     {},
     "failed"},
    {"113017",
     "AAA credentials rejected : reason ={reason}: local database: user ={session_user}: user IP "
     "={client_address}",
     {},
     "failed"},
    {"113017",
     "AAA credentials rejected : reason ={reason}: local database: user ={session_user}",
     {},
     "failed"},
    {"113019",
     "Session disconnected. Session Type: {auth_method}, Duration: {duration}, Bytes xmt: "
     "{bytes_sent}, Bytes rcv: {bytes_received}, Reason: {reason}",
     {},
     "end"},
    {"113021", "Attempted console login failed. User {user} did NOT"},
    {"113029", "Session could not be established: {reason}", {}, "failed"},
    {"113033", "{reason}", {}, "failed"},
    {"113035", "Session terminated: {reason}", {}, "failed"},
    {"113038", "{reason}", {}, "failed"},
    {"113039", "AnyConnect parent session started", {}, "begin"},
    {"302013",
     "Built inbound {protocol} connection {connection_id} for {@src} ({@nat_src}){src_user} to "
     "{@dst} ({@nat_dst}){user}",
     "accept"},
    {"302013",
     "Built outbound {protocol} connection {connection_id} for {@dst} ({@nat_dst}){dst_user} to "
     "{@src} ({@nat_src}){user}",
     "accept"},
    {"302014",
     "Teardown {protocol} connection {connection_id} for {@foreign} to {@local} duration "
     "{duration} bytes {bytes} {reason}"},
    {"302014",
     "Teardown {protocol} connection {connection_id} for {@foreign} to {@local} duration "
     "{duration} bytes {bytes}"},
    {"302015",
     "Built inbound {protocol} connection {connection_id} for {@src} ({@nat_src}){src_user} to "
     "{@dst} ({@nat_dst}){user}",
     "accept"},
    {"302015",
     "Built outbound {protocol} connection {connection_id} for {@dst} ({@nat_dst}){dst_user} to "
     "{@src} ({@nat_src}){user}",
     "accept"},
    {"302016",
     "Teardown {protocol} connection {connection_id} for {@foreign} to {@local} duration "
     "{duration} bytes {bytes} {reason}"},
    {"302016",
     "Teardown {protocol} connection {connection_id} for {@foreign} to {@local} duration "
     "{duration} bytes {bytes}"},
    {"302020", "Built inbound {protocol} connection for faddr {@src} gaddr {@nat_dst} laddr {@dst}",
     "accept"},
    {"302020",
     "Built outbound {protocol} connection for faddr {@dst} gaddr {@nat_src} laddr {@src}",
     "accept"},
    {"302021",
     "Teardown {protocol} connection for faddr {@foreign} gaddr {@nat_local} laddr {@local}"},
    {"303002", "FTP connection from {@src} to {@dst}, user {user} {ftp_action} file {file_name}"},
    {"304001", "{@src} Accessed {}URL {@dst}:{url}", "accept"},
    {"304002", "Access denied URL {url} SRC {@src} DEST {@dst} on interface {src_interface}",
     "deny"},
    {"305011", "Built {} {protocol} translation from {@src} to {@nat_src}"},
    {"305012", "Teardown {} {protocol} translation from {@src} to {@nat_src} duration {duration}"},
    {"313001",
     "Denied ICMP type={icmp_type}, code={icmp_code} from {@src} on interface "
     "{src_interface}",
     "deny"},
    {"502101", "New user added to local dbase: Uname: {target_user} Priv: {privilege} Encpass:"},
    {"502102", "User deleted from local dbase: Uname: {target_user} Priv: {privilege} Encpass:"},
    {"502103", "User priv level changed: Uname: {user} From: {from_privilege} To: {privilege}"},
    {"602303",
     "IPSEC: An {direction} {tunnel_type} SA ({}) between {@local} and {@foreign} (user="
     "{session_user}) has been created"},
    {"602304",
     "IPSEC: An {direction} {tunnel_type} SA ({}) between {@local} and {@foreign} (user="
     "{session_user}) has been deleted"},
    {"605004", "Login denied from {@src} to {@dst} for user \"{user}\"", "deny"},
    {"605005", "Login permitted from {@src} to {@dst} for user \"{user}\"", "accept"},
    {"611101", "User authentication succeeded: IP address: {src_ip}, Uname: {user}"},
    {"611101", "User authentication succeeded: Uname: {user}"},
    {"611102", "User authentication failed: IP address: {src_ip}, Uname: {user}"},
    {"611102", "User authentication failed: Uname: {user}"},
    {"611103", "User logged out: Uname: {user}"},
    {"710001", "{protocol} access requested from {@src} to {@dst}"},
    {"710002", "{protocol} access permitted from {@src} to {@dst}", "accept"},
    {"710003", "{protocol} access denied by ACL from {@src} to {@dst}", "deny"},
    {"710005", "{protocol} request discarded from {@src} to {@dst}", "deny"},
    {"713184", "Client Type: {client_type} Client Application Version: {client_software}"},
    {"713228", "Assigned private IP address {assigned_address} to remote user"},
    {"716001", "WebVPN session started", {}, "begin"},
    {"716002", "WebVPN session terminated: {reason}", {}, "end"},
    {"716038", "Authentication: successful, Session Type: {auth_method}"},
    {"716039", "Authentication: rejected, Session Type: {auth_method}", {}, "failed"},
    {"716059", "AnyConnect session resumed connection from IP <{client_address}>"},
    {"722022", "{transport} SVC connection established", {}, "begin"},
    {"722023", "{transport} SVC connection terminated", {}, "end"},
    {"722037", "SVC closing connection: {reason}"},
    {"722051",
     "IPv4 Address <{assigned_address}> IPv6 address <{assigned_address}> assigned",
     {},
     "begin"},
    {"722051", "Address <{assigned_address}> assigned", {}, "begin"},
    {"722055", "Client Type: {client_software}"},
    {"734001",
     "DAP: User {session_user}, Addr {client_address}, Connection {auth_method}: The following DAP "
     "records were selected for this connection: {dap_records}"},
    {"734002",
     "DAP: User {session_user}, Addr {client_address}: Connection terminated by the following DAP "
     "records: {dap_records}",
     {},
     "failed"},
    {"734003",
     "DAP: User {session_user}, Addr {client_address}: Session Attribute "
     "endpoint.device.hostname = \"{client_host}\""},
    {"734003",
     "DAP: User {session_user}, Addr {client_address}: Session Attribute "
     "endpoint.device.hostname={client_host}"},
    {"734003",
     "DAP: User {session_user}, Addr {client_address}: Session Attribute {dap_attribute} = "
     "\"{dap_value}\""},
    {"734003",
     "DAP: User {session_user}, Addr {client_address}: Session Attribute {dap_attribute}="
     "{dap_value}"},
    {"737026",
     "IPAA: Session={session_id}, Client assigned {assigned_address} from local pool "
     "{pool}"},
    {"737026", "IPAA: Client assigned {assigned_address} from local pool {pool}"},
    {"746012", "user-identity: Add IP-User mapping {src_ip} - {user} Succeeded"},
    {"746013", "user-identity: Delete IP-User mapping {src_ip} - {user} Succeeded"},
    {"750002", "{@ike}Received a IKE_INIT_SA request"},
    {"750003", "{@ike}Negotiation aborted due to ERROR: {reason}", {}, "failed"},
    {"750006", "{@ike}SA UP. Reason: {reason}", {}, "begin"},
    {"750007", "{@ike}SA DOWN. Reason: {reason}", {}, "end"},
    {"751002", "{@ike}No preshared key or trustpoint configured for self in tunnel group {}"},
    {"751011", "{@ike}Failed user authentication. Error: {reason}", {}, "failed"},
    {"751012",
     "{@ike}Failure occurred during Configuration Mode processing. Error: {reason}",
     {},
     "failed"},
    {"751022", "{@ike}Tunnel rejected: {reason}", {}, "failed"},
    {"751025",
     "{@ike}Group:{session_group} IPv4 Address={assigned_address} IPv6 address="
     "{assigned_address} assigned to session"},
    {"751026",
     "{@ike}Group:{session_group} Client OS: {client_os} Client Name: {client_name} Client "
     "Version: {client_software}"},
    {"751026",
     "{@ike}Client OS: {client_os} Client Name: {client_name} Client Version: {client_software}"},
};
static_assert(std::ranges::is_sorted(kMessages, {}, &Message::id));

// What messages about a user of the gateway begin with; the rest is the message's own.
constexpr std::string_view kRest = "rest";
constexpr std::string_view kHeads[] = {
    "Group <{session_group}> User <{session_user}> IP <{client_address}> {rest}",
    "TunnelGroup <{}> GroupPolicy <{session_group}> User <{session_user}> IP <{client_address}> "
    "{rest}",
    "Group {session_group} User {session_user} IP {client_address} {rest}",
    "Group = {session_group}, Username = {session_user}, IP = {client_address}, {rest}",
    "Group = {session_group}, IP = {client_address}, {rest}",
    "IP = {client_address}, {rest}",
};

// "(LOCAL\alice)" => without the parentheses.
std::string_view Bare(std::string_view user) noexcept {
  user = Trim(user);
  if (user.starts_with('(')) user.remove_prefix(1);
  if (user.ends_with(')')) user.remove_suffix(1);
  return user;
}

// The end of a connection: "outside:198.51.100.7/443(LOCAL\alice)" in any of its shorter forms. An
// interface may be missing, and an IPv6 address has colons, too.
class End {
 public:
  explicit End(std::string_view text) noexcept {
    const std::size_t size = std::min(text.find_first_of(" ("), text.size());
    if (text.substr(size).starts_with('(')) user = text.substr(size + 1);
    user = user.substr(0, user.find(')'));
    TakeAddress(text.substr(0, size));
  }
  std::string_view interface, address, port, user;

 private:
  void TakeAddress(std::string_view text) noexcept {
    const std::size_t slash = std::min(text.rfind('/'), text.size());
    if (slash < text.size()) port = text.substr(slash + 1);
    address = text.substr(0, slash);
    const std::size_t at = address.rfind('@');  // "alice@192.0.2.1" of web requests
    if (at != std::string_view::npos) {
      user = address.substr(0, at);
      address.remove_prefix(at + 1);
    }
    const std::size_t colon = address.find(':');
    if (colon == std::string_view::npos || ParseIpAddress(address)) return;
    interface = address.substr(0, colon);
    address.remove_prefix(colon + 1);
  }
};

void AddEnd(std::string_view prefix, std::string_view text, RecordAdder& record) {
  const End end(text);
  std::string name(prefix);
  const std::size_t size = name.size();
  const auto add = [&](std::string_view suffix, std::string_view value) {
    name.resize(size);
    name += suffix;
    record.Add(name, value);
  };
  add("_interface", end.interface);
  add("_ip", end.address);
  add("_port", end.port);
  add("_user", end.user);
}

void AddSlot(const DissectedSlot& slot, RecordAdder& record);

// "Local:192.0.2.1:500 Remote:203.0.113.9:500 Username:alice" of IKEv2.
void AddIke(std::string_view text, RecordAdder& record) {
  Dissection parts;
  if (!parts.Match(text, "Local:{local} Remote:{remote} Username:{session_user}")) return;
  const auto slots = parts.slots();
  const auto address = [](std::string_view end) { return end.substr(0, end.rfind(':')); };
  record.Add("local_ip", address(slots[0].value));
  record.Add("client_address", address(slots[1].value));
  AddSlot({"session_user", slots[2].value}, record);
}

// Users whose name the device does not know yet, addresses that are none.
bool SaysNothing(std::string_view value) noexcept {
  return value == "Unknown" || value == "0.0.0.0" || value == "::" || value == "N/A";
}

void AddSlot(const DissectedSlot& slot, RecordAdder& record) {
  if (slot.name == "@ike") return AddIke(slot.value, record);
  if (slot.name.starts_with('@')) return AddEnd(slot.name.substr(1), slot.value, record);
  const std::string_view value = slot.name.ends_with("user") ? Bare(slot.value) : slot.value;
  if (!SaysNothing(value)) record.Add(slot.name, value);
}

// What is left of the text behind the head, if it has one.
std::string_view AddHead(std::string_view text, RecordAdder& record) {
  Dissection parts;
  for (const std::string_view head : kHeads) {
    if (!parts.Match(text, head)) continue;
    for (const DissectedSlot& slot : parts.slots()) {
      if (slot.name != kRest) AddSlot(slot, record);
    }
    return parts.slots().back().value;
  }
  return text;
}

}  // namespace

void AddCiscoMessage(std::string_view id, std::string_view text, RecordAdder& record) {
  text = AddHead(text, record);
  Dissection parts;
  const auto first = std::ranges::lower_bound(kMessages, id, {}, &Message::id);
  for (auto message = first; message != std::end(kMessages) && message->id == id; ++message) {
    if (!parts.Match(text, message->pattern)) continue;
    for (const DissectedSlot& slot : parts.slots()) AddSlot(slot, record);
    record.Add("action", message->action);
    record.Add("session_phase", message->phase);
    return;
  }
}

}  // namespace noroshi::lines
