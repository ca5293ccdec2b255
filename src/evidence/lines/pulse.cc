#include <optional>

#include "evidence/lines/payload.h"
#include "evidence/lines/tokens.h"

namespace noroshi::lines {
namespace {

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

}  // namespace

bool AddPulse(std::string_view message, RecordAdder& record) {
  Scanner in(message);
  if (!in.Take("PulseSecure:") && !in.Take("Juniper:") && !in.Take("Ivanti:")) return false;
  in.SkipBlanks();
  // "2021-05-04 11:22:33 - node - [address] user(realm)[roles] - message"
  const std::string_view time = in.rest().substr(0, 19);
  const std::size_t dash = in.rest().find(" - ");
  if (dash != time.size()) return false;
  Scanner rest(in.rest().substr(dash + 3));
  const std::size_t node_end = rest.rest().find(" - [");
  if (node_end == std::string_view::npos) return false;
  record.Add("_log", "ivanti:connect_secure");
  record.Add("_time_iso", time);
  record.Add("_host", rest.rest().substr(0, node_end));
  rest = Scanner(rest.rest().substr(node_end + 4));
  record.Add("client_address", rest.Until(']').value_or(""));
  rest.SkipBlanks();
  record.Add("session_user", rest.Until('(').value_or(""));
  record.Add("realm", rest.Until(')').value_or(""));
  if (rest.Take('[')) record.Add("roles", rest.Until(']').value_or(""));
  static_cast<void>(rest.Take(" - "));
  record.Add("message", rest.rest());
  AddSession(rest.rest(), record);
  return true;
}

}  // namespace noroshi::lines
