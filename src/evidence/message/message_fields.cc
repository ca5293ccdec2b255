#include "evidence/message/message_fields.h"

#include <algorithm>
#include <charconv>

#include "evidence/message/rendered_message.h"

namespace noroshi::message {
namespace {

constexpr std::string_view kSysmon = "Microsoft-Windows-Sysmon", kShortSysmon = "Sysmon";

// "Image: C:\x.exe" => Image. "" for a line of another kind.
std::string_view NameOfLine(std::string_view line) noexcept {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return {};
  const std::string_view name = line.substr(0, colon);
  const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
  return plain ? name : std::string_view();
}

// Does it look as if something was put into it?
bool HasValues(std::string_view message) noexcept {
  const std::string_view first = message.substr(0, message.find('\n'));
  return first.size() != message.size() && message.find(':', first.size()) != message.npos;
}

}  // namespace

bool MessageFields::Add(const ExportedEvent& event, FlatRecord& record, Arena& made) {
  if (event.message.empty()) return true;
  if (event.provider == kSysmon || event.provider == kShortSysmon) {
    return AddNamedLines(event.message, record, made);
  }
  std::uint32_t id = 0;
  std::from_chars(event.event_id.data(), event.event_id.data() + event.event_id.size(), id);
  const std::vector<MessageField> fields = ReadMessage(event.provider, id, event.message);
  for (const MessageField& field : fields) {
    record.Add(paths_.Find(event_data_, field.name), FlatType::kMade, made.Copy(field.value));
  }
  return !fields.empty() || !HasValues(event.message);
}

bool MessageFields::AddNamedLines(std::string_view message, FlatRecord& record, Arena& made) {
  bool found = false;
  while (!message.empty()) {
    const std::size_t end = std::min(message.find('\n'), message.size());
    std::string_view line = message.substr(0, end);
    message.remove_prefix(std::min(end + 1, message.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    const std::string_view name = NameOfLine(line);
    if (name.empty()) continue;
    std::string_view value = line.substr(name.size() + 1);
    if (value.starts_with(' ')) value.remove_prefix(1);
    record.Add(paths_.Find(event_data_, name), FlatType::kMade, made.Copy(value));
    found = true;
  }
  return found;
}

}  // namespace noroshi::message
