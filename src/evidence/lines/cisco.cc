#include <array>
#include <optional>

#include "evidence/lines/payload.h"
#include "evidence/lines/tokens.h"

namespace noroshi::lines {
namespace {

// Messages about remote-access sessions and what they say of one.
struct SessionMessage {
  std::string_view id, phase;
};
constexpr SessionMessage kSessionMessages[] = {
    {"113005", "failed"},  // AAA user authentication rejected
    {"113015", "failed"},  // the same by the local database
    {"113019", "end"},     // session disconnected
    {"113039", "begin"},   // AnyConnect parent session started
    {"716001", "begin"},   // WebVPN session started
    {"716002", "end"},     // WebVPN session terminated
    {"722022", "begin"},   // SVC connection established
    {"722023", "end"},     // SVC connection terminated
    {"722051", "begin"},   // address assigned to session
};

// What follows `label`: up to '>' where the label ends with '<', else up to a ',' or blank.
std::string_view After(std::string_view text, std::string_view label) noexcept {
  const std::size_t at = text.find(label);
  if (at == std::string_view::npos) return {};
  text.remove_prefix(at + label.size());
  return text.substr(0, text.find_first_of(label.ends_with('<') ? ">" : ", "));
}

std::string_view FirstOf(std::string_view text, std::initializer_list<std::string_view> labels) {
  for (const std::string_view label : labels) {
    const std::string_view found = After(text, label);
    if (!found.empty()) return found;
  }
  return {};
}

void AddSession(std::string_view text, RecordAdder& record) {
  record.Add("session_user", FirstOf(text, {"User <", "Username = ", "user = "}));
  record.Add("client_address", FirstOf(text, {" IP <", "user IP = ", ", IP = "}));
  record.Add("assigned_address", After(text, "IPv4 Address <"));
  record.Add("session_group", FirstOf(text, {"Group <", "Group = "}));
  record.Add("auth_method", After(text, "Session Type: "));
  record.Add("bytes_sent", After(text, "Bytes xmt: "));
  record.Add("bytes_received", After(text, "Bytes rcv: "));
}

}  // namespace

bool AddCisco(std::string_view message, RecordAdder& record) {
  const std::size_t at = message.find('%');
  if (at == std::string_view::npos) return false;
  Scanner in(message.substr(at + 1));
  const auto facility = in.Until('-');
  const auto severity = facility ? in.Until('-') : std::nullopt;
  const auto id = severity ? in.Until(':') : std::nullopt;
  if (!id || facility->empty() || severity->size() != 1 || !IsDigits(*severity)) return false;
  const bool asa = *facility == "ASA" || *facility == "FTD" || *facility == "PIX";
  if (facility->find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") !=
      std::string_view::npos) {
    return false;
  }
  in.SkipBlanks();
  record.Add("_log", asa ? "cisco:asa" : "cisco:ios");
  record.Add("facility", *facility);
  record.Add("level", *severity);
  record.Add("message_id", *id);
  record.Add("message", in.rest());
  for (const SessionMessage& known : kSessionMessages) {
    if (!asa || *id != known.id) continue;
    record.Add("session_phase", known.phase);
    AddSession(in.rest(), record);
  }
  return true;
}

}  // namespace noroshi::lines
