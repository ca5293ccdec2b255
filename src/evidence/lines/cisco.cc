#include <optional>

#include "evidence/lines/cisco_messages.h"
#include "evidence/lines/payload.h"
#include "evidence/lines/tokens.h"

namespace noroshi::lines {
namespace {

constexpr std::string_view kCapitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

// The mark of a message: "%ASA-6-113039", or with the class of the message, "%ASA-vpn-6-113039".
struct Mark {
  std::string_view facility, severity, id;
};

std::optional<Mark> TakeMark(Scanner& in) noexcept {
  const auto facility = in.Until('-');
  auto severity = facility ? in.Until('-') : std::nullopt;
  if (severity && !IsDigits(*severity)) severity = in.Until('-');
  const auto id = severity ? in.Until(':') : std::nullopt;
  if (!id || facility->empty() || severity->size() != 1 || !IsDigits(*severity)) return {};
  if (facility->find_first_not_of(kCapitals) != std::string_view::npos) return {};
  return Mark{*facility, *severity, *id};
}

// "Accessed URL", and denied: requests, which rules for proxies read.
bool IsRequest(std::string_view id) noexcept { return id == "304001" || id == "304002"; }

}  // namespace

bool AddCisco(std::string_view message, RecordAdder& record) {
  const std::size_t at = message.find('%');
  if (at == std::string_view::npos) return false;
  Scanner in(message.substr(at + 1));
  const auto mark = TakeMark(in);
  if (!mark) return false;
  const bool asa = mark->facility == "ASA" || mark->facility == "FTD" || mark->facility == "PIX";
  in.SkipBlanks();
  record.Add("_log", !asa ? "cisco:ios" : IsRequest(mark->id) ? "cisco:url" : "cisco:asa");
  record.Add("facility", mark->facility);
  record.Add("level", mark->severity);
  record.Add("message_id", mark->id);
  record.Add("message", in.rest());
  if (asa) AddCiscoMessage(mark->id, in.rest(), record);
  return true;
}

}  // namespace noroshi::lines
