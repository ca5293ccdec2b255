#include <algorithm>
#include <optional>

#include "evidence/lines/payload.h"
#include "evidence/lines/tokens.h"

namespace noroshi::lines {
namespace {

constexpr std::string_view kLog = "ivanti:connect_secure";
constexpr std::size_t kTimeBytes = 19;
constexpr std::string_view kLetters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

std::string_view Between(std::string_view text, std::string_view before,
                         std::string_view after) noexcept {
  const std::size_t begin = text.find(before);
  if (begin == std::string_view::npos) return {};
  text.remove_prefix(begin + before.size());
  return text.substr(0, text.find_first_of(after));
}

std::string_view PhaseOf(std::string_view message) noexcept {
  struct Row {
    std::string_view text, phase;
  };
  constexpr Row kRows[] = {
      {"Session started", "begin"}, {"Login succeeded", "begin"},
      {"Session ended", "end"},     {"Logout from", "end"},
      {"Closed connection", "end"}, {"Session timed out", "end"},
      {"Login failed", "failed"},   {"authentication failed", "failed"},
  };
  for (const Row& row : kRows) {
    if (message.find(row.text) != std::string_view::npos) return row.phase;
  }
  return {};
}

void AddSession(std::string_view message, RecordAdder& record) {
  record.Add("session_phase", PhaseOf(message));
  record.Add("session_id", Between(message, "(session:", ")"));
  record.Add("assigned_address", Between(message, "with IP address ", ", "));
  record.Add("assigned_address", Between(message, "with IPv4 address ", ", "));
  record.Add("client_host", Between(message, "hostname ", ", "));
  record.Add("client_software", Between(message, " with agent ", ",."));
  record.Add("auth_method", Between(message, "auth server ", ".("));
}

// What stands before "2021-05-04 11:22:33 - node - [": a product's tag, with what RFC 5424 puts
// between; or, in a log that the product itself exported, severity and message id. npos when there
// is no such time.
std::size_t FindStart(std::string_view message) noexcept {
  Scanner in(message);
  const bool tagged = in.Take("PulseSecure:") || in.Take("Juniper:") || in.Take("Ivanti:") ||
                      in.Take("PulseSecure") || in.Take("Ivanti");
  constexpr int kWordsBefore = 3;  // "- - -"
  for (int word = 0; word <= kWordsBefore; ++word) {
    while (in.Take(' ') || in.Take('\t')) {
    }
    const std::string_view rest = in.rest();
    const bool time = rest.size() > kTimeBytes && IsDigits(rest.substr(0, 4)) && rest[4] == '-' &&
                      rest[7] == '-' && rest[10] == ' ' && rest[13] == ':' &&
                      rest.substr(kTimeBytes).starts_with(" - ");
    if (time) return message.size() - rest.size();
    const std::string_view skipped = in.Word();
    // Words of the product's own export; nothing else is its line.
    const bool plain = skipped == "-" || skipped.ends_with(':') ||
                       skipped.find_first_not_of(kLetters) == std::string_view::npos;
    if (skipped.empty() || !plain || (tagged && skipped != "-")) break;
  }
  return std::string_view::npos;
}

// WebTrends' form: id=firewall time="..." vpn=node user=bob realm="Users" roles="..." src=address
// msg="AUT24326: ...".
bool AddWelf(std::string_view message, RecordAdder& record) {
  Scanner in(message);
  if (!in.Take("PulseSecure:") && !in.Take("Juniper:") && !in.Take("Ivanti:")) return false;
  in.SkipBlanks();
  if (!in.rest().starts_with("id=firewall ")) return false;
  constexpr std::pair<std::string_view, std::string_view> kNames[] = {
      {"time", "_time_iso"},    {"vpn", "_host"},
      {"user", "session_user"}, {"src", "client_address"},
      {"roles", "roles"},       {"realm", "realm"},
      {"msg", "message"},       {"agent", "client_software"}};
  record.Add("_log", kLog);
  ForEachPair(in.rest(), [&](std::string_view key, std::string_view value) {
    const auto row = std::ranges::find(kNames, key, [](const auto& name) { return name.first; });
    if (row != std::end(kNames)) return record.Add(row->second, value);
    if (key != "id") record.Add(key, value);
  });
  AddSession(record.Text("message"), record);
  return true;
}

}  // namespace

bool AddPulse(std::string_view message, RecordAdder& record) {
  if (AddWelf(message, record)) return true;
  const std::size_t start = FindStart(message);
  if (start == std::string_view::npos) return false;
  // "2021-05-04 11:22:33 - node - [address] user(realm)[roles] - message"
  const std::string_view time = message.substr(start, kTimeBytes);
  Scanner rest(message.substr(start + kTimeBytes + 3));
  const std::size_t node_end = rest.rest().find(" - [");
  if (node_end == std::string_view::npos) return false;
  record.Add("_log", kLog);
  record.Add("_time_iso", time);
  record.Add("_host", rest.rest().substr(0, node_end));
  rest = Scanner(rest.rest().substr(node_end + 4));
  record.Add("client_address", rest.Until(']').value_or(""));
  rest.SkipBlanks();
  std::string_view user = rest.Until('(').value_or("");
  // The virtual system before it.
  if (const std::size_t colons = user.find("::"); colons != std::string_view::npos) {
    user.remove_prefix(colons + 2);
  }
  record.Add("session_user", user);
  record.Add("realm", rest.Until(')').value_or(""));
  if (rest.Take('[')) record.Add("roles", rest.Until(']').value_or(""));
  static_cast<void>(rest.Take(" - "));
  record.Add("message", rest.rest());
  AddSession(rest.rest(), record);
  return true;
}

}  // namespace noroshi::lines
