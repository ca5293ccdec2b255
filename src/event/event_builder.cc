#include "event/event_builder.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "event/value_text.h"

namespace noroshi {

void EventBuilder::Clear() {
  arena_.Reset();
  fields_.clear();
  values_.assign(kSystemFieldCount, Value{});
  event_ = Event{};
}

void EventBuilder::Add(std::string_view name, std::string_view text) {
  const auto slot = std::ranges::find(kSystemFieldNames, name);
  if (slot == kSystemFieldNames.end()) return AddPayload(name, text);
  values_[static_cast<std::size_t>(slot - kSystemFieldNames.begin())] =
      Value::Utf8(arena_.Copy(text));
}

void EventBuilder::AddPayload(std::string_view name, std::string_view text) {
  AddPayload(name, Value::Utf8(arena_.Copy(text)));
}

void EventBuilder::AddPayload(std::string_view name, Value value) {
  fields_.push_back({context_.fields.Intern(name), PayloadSection::kEventData});
  values_.push_back(value);
}

const Event& EventBuilder::Build() {
  event_.shape = context_.shapes.Intern(fields_);
  event_.values = values_.data();
  std::string scratch;
  const auto text = [&](SystemField field) { return TextOf(event_.System(field), scratch); };
  event_.channel = context_.channels.Intern(text(SystemField::kChannel));
  event_.provider = context_.channels.Intern(text(SystemField::kProviderName));
  event_.computer = context_.hosts.Intern(text(SystemField::kComputer));
  const std::string_view id = text(SystemField::kEventId);
  std::from_chars(id.data(), id.data() + id.size(), event_.event_id);
  return event_;
}

}  // namespace noroshi
