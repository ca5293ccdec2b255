#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "evidence/lines/csv_split.h"
#include "evidence/lines/payload.h"
#include "evidence/lines/tokens.h"

namespace noroshi::lines {
namespace {

// Columns in the order in which PAN-OS writes them; "" = reserved. Names as rules use them.
constexpr std::string_view kSessionColumns[] = {"",
                                                "receive_time",
                                                "serial",
                                                "type",
                                                "subtype",
                                                "",
                                                "_time_slashes",
                                                "src_ip",
                                                "dst_ip",
                                                "nat_src_ip",
                                                "nat_dst_ip",
                                                "rule",
                                                "src_user",
                                                "dst_user",
                                                "app",
                                                "vsys",
                                                "src_zone",
                                                "dst_zone",
                                                "inbound_if",
                                                "outbound_if",
                                                "log_action",
                                                "",
                                                "session_id",
                                                "repeat_count",
                                                "src_port",
                                                "dst_port",
                                                "nat_src_port",
                                                "nat_dst_port",
                                                "flags",
                                                "protocol",
                                                "action"};
// And what stands behind those of every session.
constexpr std::string_view kTraffic[] = {"bytes",
                                         "bytes_sent",
                                         "bytes_received",
                                         "packets",
                                         "start_time",
                                         "elapsed",
                                         "category",
                                         "",
                                         "seqno",
                                         "actionflags",
                                         "src_country",
                                         "dst_country",
                                         "",
                                         "packets_sent",
                                         "packets_received",
                                         "session_end_reason",
                                         "dg_hier_level_1",
                                         "dg_hier_level_2",
                                         "dg_hier_level_3",
                                         "dg_hier_level_4",
                                         "vsys_name",
                                         "device_name",
                                         "action_source",
                                         "src_uuid",
                                         "dst_uuid",
                                         "tunnelid",
                                         "monitortag",
                                         "parent_session_id",
                                         "parent_start_time",
                                         "tunnel",
                                         "assoc_id",
                                         "chunks",
                                         "chunks_sent",
                                         "chunks_received",
                                         "rule_uuid",
                                         "http2_connection",
                                         "link_change_count",
                                         "policy_id",
                                         "link_switches",
                                         "sdwan_cluster",
                                         "sdwan_device_type",
                                         "sdwan_cluster_type",
                                         "sdwan_site",
                                         "dynusergroup_name",
                                         "xff_ip"};
constexpr std::string_view kThreat[] = {"url",
                                        "threat_id",
                                        "category",
                                        "severity",
                                        "direction",
                                        "seqno",
                                        "actionflags",
                                        "src_country",
                                        "dst_country",
                                        "",
                                        "contenttype",
                                        "pcap_id",
                                        "filedigest",
                                        "cloud",
                                        "url_idx",
                                        "user_agent",
                                        "filetype",
                                        "xff",
                                        "referer",
                                        "sender",
                                        "subject",
                                        "recipient",
                                        "reportid",
                                        "dg_hier_level_1",
                                        "dg_hier_level_2",
                                        "dg_hier_level_3",
                                        "dg_hier_level_4",
                                        "vsys_name",
                                        "device_name",
                                        "",
                                        "src_uuid",
                                        "dst_uuid",
                                        "http_method",
                                        "tunnelid",
                                        "monitortag",
                                        "parent_session_id",
                                        "parent_start_time",
                                        "tunnel",
                                        "thr_category",
                                        "contentver",
                                        "",
                                        "assoc_id",
                                        "ppid",
                                        "http_headers",
                                        "url_category_list",
                                        "rule_uuid",
                                        "http2_connection",
                                        "dynusergroup_name",
                                        "xff_ip"};
constexpr std::string_view kGlobalProtect[] = {"",
                                               "receive_time",
                                               "serial",
                                               "type",
                                               "subtype",
                                               "",
                                               "_time_slashes",
                                               "vsys",
                                               "event_id",
                                               "stage",
                                               "auth_method",
                                               "tunnel_type",
                                               "src_user",
                                               "src_region",
                                               "machine_name",
                                               "public_ip",
                                               "public_ipv6",
                                               "private_ip",
                                               "private_ipv6",
                                               "host_id",
                                               "machine_serial",
                                               "client_version",
                                               "client_os",
                                               "client_os_version",
                                               "repeat_count",
                                               "reason",
                                               "error",
                                               "description",
                                               "status",
                                               "location",
                                               "login_duration",
                                               "connect_method",
                                               "error_code",
                                               "portal"};

struct SessionName {
  std::string_view own, neutral;
};
constexpr SessionName kSession[] = {
    {"src_user", "session_user"},    {"machine_name", "client_host"},
    {"public_ip", "client_address"}, {"private_ip", "assigned_address"},
    {"host_id", "session_id"},       {"client_version", "client_software"},
    {"auth_method", "auth_method"},
};

void AddColumns(std::span<const std::string_view> names, std::span<const std::string_view> cells,
                RecordAdder& record) {
  for (std::size_t i = 0; i < names.size() && i < cells.size(); ++i) {
    if (!names[i].empty()) record.Add(names[i], Unquoted(cells[i]));
  }
}

// What newer versions have behind the columns we know of.
void AddMore(std::span<const std::string_view> cells, std::size_t known, RecordAdder& record) {
  for (std::size_t i = known; i < cells.size(); ++i) record.Add("more", Unquoted(cells[i]));
}

// The columns of every session, then those of its type; a line may end early.
void AddSession(std::span<const std::string_view> own, std::span<const std::string_view> cells,
                RecordAdder& record) {
  AddColumns(kSessionColumns, cells, record);
  AddColumns(own, cells.subspan(std::min(std::size(kSessionColumns), cells.size())), record);
  AddMore(cells, std::size(kSessionColumns) + own.size(), record);
}

// Of a url that has no scheme: "example.org:8443/a?b".
void AddHost(RecordAdder& record) {
  const std::string_view url = record.Text("url");
  record.Add("cs-host", url.substr(0, url.find_first_of(":/?")));
}

std::string_view PhaseOf(std::string_view event, std::string_view status) noexcept {
  if (status == "failure") return "failed";
  if (event == "gateway-connected" || event == "gateway-tunnel-latency") return "begin";
  return event == "gateway-logout" ? "end" : std::string_view();
}

// Before version 9.1 GlobalProtect's events are lines of the system log.
constexpr std::string_view kSystem[] = {
    "",         "receive_time", "serial", "type", "subtype", "",         "_time_slashes", "vsys",
    "event_id", "object",       "",       "",     "module",  "severity", "description"};
// Labels of their descriptions: "... succeeded. User name: bob, Private IP: 10.9.0.5, ...".
constexpr SessionName kLabels[] = {
    {"User name", "session_user"},
    {"Login from", "client_address"},
    {"Private IP", "assigned_address"},
    {"Device name", "client_host"},
    {"Client version", "client_software"},
    {"Auth type", "auth_method"},
    {"Reason", "reason"},
    {"Source region", "src_region"},
    {"Client OS version", "client_os_version"},
};

std::string_view SystemPhaseOf(std::string_view event) noexcept {
  if (event.ends_with("auth-fail") || event.ends_with("login-fail")) return "failed";
  if (event.ends_with("config-succ")) return "begin";
  return event.ends_with("logout-succ") ? "end" : std::string_view();
}

void AddSystem(std::span<const std::string_view> cells, RecordAdder& record) {
  record.Add("_log", "paloalto:globalprotect");
  AddColumns(kSystem, cells, record);
  AddMore(cells, std::size(kSystem), record);
  const std::string_view text = record.Text("description");
  for (const SessionName& label : kLabels) {
    const std::size_t at = text.find(std::string(label.own) + ": ");
    if (at == std::string_view::npos) continue;
    const std::string_view value = text.substr(at + label.own.size() + 2);
    std::size_t end = std::min(value.find(", "), value.size());
    if (end == value.size() && value.ends_with('.')) --end;
    record.Add(label.neutral, value.substr(0, end));
  }
  record.Add("session_phase", SystemPhaseOf(record.Text("event_id")));
}

}  // namespace

bool AddPaloAlto(std::string_view message, RecordAdder& record) {
  constexpr std::size_t kTypeCell = 3, kFewestCells = 20, kFewestOfSystem = 15;
  std::vector<std::string_view> cells;
  SplitCsv(message, ',', cells);
  if (cells.size() < kFewestOfSystem || !IsDigits(cells[2].substr(0, 1))) return false;
  const std::string_view type = cells[kTypeCell];
  if (type == "SYSTEM" && cells[kTypeCell + 1] == "globalprotect") {
    AddSystem(cells, record);
    return true;
  }
  if (cells.size() < kFewestCells) return false;
  if (type == "TRAFFIC") {
    record.Add("_log", "paloalto:traffic");
    AddSession(kTraffic, cells, record);
  } else if (type == "THREAT") {
    // Requests are a log of their own, which rules for proxies read.
    const bool is_request = cells[kTypeCell + 1] == "url";
    record.Add("_log", is_request ? "paloalto:url" : "paloalto:threat");
    AddSession(kThreat, cells, record);
    if (is_request) AddHost(record);
  } else if (type == "GLOBALPROTECT") {
    record.Add("_log", "paloalto:globalprotect");
    AddColumns(kGlobalProtect, cells, record);
    AddMore(cells, std::size(kGlobalProtect), record);
    for (const SessionName& name : kSession) {
      if (name.own != name.neutral) record.Add(name.neutral, record.Text(name.own));
    }
    record.Add("session_phase", PhaseOf(record.Text("event_id"), record.Text("status")));
  } else {
    return false;
  }
  return true;
}

}  // namespace noroshi::lines
