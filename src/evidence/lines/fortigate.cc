#include <string>

#include "evidence/lines/payload.h"
#include "evidence/lines/tokens.h"

namespace noroshi::lines {
namespace {

struct SessionName {
  std::string_view own, neutral;
};
// The first own name that says something counts: SSL and IPsec tunnels call things differently.
constexpr SessionName kSession[] = {
    {"user", "session_user"},         {"xauthuser", "session_user"},
    {"remip", "client_address"},      {"tunnelip", "assigned_address"},
    {"assignip", "assigned_address"}, {"tunnelid", "session_id"},
    {"dst_host", "client_host"},      {"agent", "client_software"},
    {"authproto", "auth_method"},     {"sentbyte", "bytes_sent"},
    {"rcvdbyte", "bytes_received"},
};

std::string_view PhaseOf(std::string_view action, std::string_view status) noexcept {
  if (action == "tunnel-up" || action == "ssl-new-con") return "begin";
  if (action == "tunnel-down" || action == "ssl-exit-error") return "end";
  if (action == "ssl-login-fail") return "failed";
  if (action == "negotiate" && (status == "failure" || status == "negotiate_error")) {
    return "failed";
  }
  return {};
}

// Names and web requests asked for are logs of their own, which rules for DNS and proxies read;
// the product calls them parts of one.
std::string_view LogOf(std::string_view type, std::string_view subtype) noexcept {
  return type == "utm" && (subtype == "webfilter" || subtype == "dns") ? subtype : type;
}

void AddSession(RecordAdder& record) {
  for (const SessionName& name : kSession) {
    const std::string_view value = record.Text(name.own);
    if (value == "N/A" || value == "0.0.0.0" || record.Has(name.neutral)) continue;
    record.Add(name.neutral, value);
  }
  record.Add("session_phase", PhaseOf(record.Text("action"), record.Text("status")));
}

void AddTime(RecordAdder& record) {
  const std::string_view since_epoch = record.Text("eventtime");
  if (!since_epoch.empty()) return record.Add("_time_epoch", since_epoch);
  std::string time(record.Text("date"));
  time += ' ';
  time += record.Text("time");
  time += record.Text("tz");
  record.AddMade("_time_iso", time);
}

// `set format csv`, and what a log viewer downloads: commas between the pairs, quotes around values
// or whole pairs.
void AddCommaPairs(std::string_view message, RecordAdder& record) {
  while (!message.empty()) {
    std::size_t end = 0;
    bool quoted = false;
    for (; end < message.size() && (quoted || message[end] != ','); ++end) {
      if (message[end] == '"') quoted = !quoted;
    }
    const std::string_view pair = Unquoted(Trim(message.substr(0, end)));
    message.remove_prefix(std::min(end + 1, message.size()));
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos) continue;
    record.Add(pair.substr(0, equals), Unquoted(pair.substr(equals + 1)));
  }
}

void AddPairs(std::string_view message, RecordAdder& record) {
  constexpr std::string_view kFirst = "date=";
  const std::size_t date = std::min(message.find(kFirst), message.size());
  const std::size_t end = message.find_first_of(", ", date);
  if (end != std::string_view::npos && message[end] == ',') {
    return AddCommaPairs(message.substr(message.starts_with('"') ? 0 : date), record);
  }
  ForEachPair(message,
              [&](std::string_view key, std::string_view value) { record.Add(key, value); });
}

}  // namespace

bool AddFortiGate(std::string_view message, RecordAdder& record) {
  const bool mine = message.find("logid=") != std::string_view::npos &&
                    message.find("type=") != std::string_view::npos &&
                    (message.find("devid=") != std::string_view::npos ||
                     message.find("devname=") != std::string_view::npos);
  if (!mine) return false;
  AddPairs(message, record);
  if (record.Text("type").empty()) record.MarkPartial();
  std::string log = "fortigate:";
  log += LogOf(record.Text("type"), record.Text("subtype"));
  record.AddMade("_log", log);
  record.Add("_host", record.Text("devname"));
  AddTime(record);
  if (record.Text("subtype") == "vpn") AddSession(record);
  return true;
}

}  // namespace noroshi::lines
