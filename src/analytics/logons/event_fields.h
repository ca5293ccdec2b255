// EventFields: payload values of one event by name, as text.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "event/event.h"
#include "event/value_text.h"

namespace noroshi {

// Borrows the event. Cost of a look-up: a hash of the name and a walk over the shape's fields. For
// the few records that tell of logons; not for the hot path, since it allocates a text a look-up.
class EventFields {
 public:
  EventFields(const Event& event, const EventContext& context) : event_(event), context_(context) {}

  // "" where there is none; Windows' "-" for nothing is "" too. Of a name that occurs twice the
  // first value. Exact, case-sensitive names.
  [[nodiscard]] std::string Text(std::string_view name) const {
    const auto symbol = context_.fields.Find(name);
    if (!symbol) return {};
    const auto fields = event_.shape->fields();
    const auto at = std::ranges::find(fields, *symbol, &ShapeField::field);
    if (at == fields.end()) return {};
    std::string scratch;
    const auto slot = static_cast<std::size_t>(at - fields.begin());
    const std::string_view text = TextOf(event_.Payload()[slot], scratch);
    return text == "-" ? std::string() : std::string(text);
  }

 private:
  const Event& event_;
  const EventContext& context_;
};

}  // namespace noroshi
