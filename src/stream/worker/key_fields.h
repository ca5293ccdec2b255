// The fields a person looks at first, for event kinds that incident responders know by heart: they
// are shown with a finding even when its rule does not read them. Knowledge as a table, from the
// published field lists of Sysmon and of Windows auditing.
//
// Sources: Microsoft's descriptions of security audit events, and the event manifest of Sysmon.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace noroshi {

// `provider` is spelled as Windows does. Payload field names in the order to show them; empty for
// kinds not in the table. A linear search, meant to be asked once per kind; safe from any thread.
[[nodiscard]] std::vector<std::string_view> KeyFields(std::string_view provider,
                                                      std::uint32_t event_id);

}  // namespace noroshi
