// Events as text for search and explain.
//
// Texts are as the evidence has them: not escaped, maybe no UTF-8. Whoever prints one sends it
// through SafeText.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "event/event.h"

namespace noroshi {

// Calls `take` with name and text of every value of the event: System fields, then payload fields
// in the order of the record. The text is valid during the call. False from `take` ends the loop.
void ForEachField(const Event& event, const EventContext& context,
                  const std::function<bool(std::string_view name, std::string_view text)>& take);

// The computer that the record names, without change; "" when it names none.
[[nodiscard]] std::string HostOf(const Event& event);

}  // namespace noroshi
