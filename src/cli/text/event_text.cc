#include "cli/text/event_text.h"

#include "event/value_text.h"

namespace noroshi {

void ForEachField(const Event& event, const EventContext& context,
                  const std::function<bool(std::string_view name, std::string_view text)>& take) {
  std::string scratch;
  const auto visit = [&](std::string_view name, const Value& value) {
    for (const Value& item : value.items()) {
      if (!take(name, TextOf(item, scratch))) return false;
    }
    return true;
  };
  for (std::size_t i = 0; i < kSystemFieldCount; ++i) {
    if (!visit(kSystemFieldNames[i], event.values[i])) return;
  }
  const auto payload = event.Payload();
  for (std::size_t i = 0; i < payload.size(); ++i) {
    if (!visit(context.fields.Text(event.shape->fields()[i].field), payload[i])) return;
  }
}

std::string HostOf(const Event& event) {
  std::string scratch;
  return std::string(TextOf(event.System(SystemField::kComputer), scratch));
}

}  // namespace noroshi
