// The fields a person looks at first, for event kinds that incident responders know by heart.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace noroshi {

// Payload field names in the order to show them; empty for kinds not in the table.
[[nodiscard]] std::vector<std::string_view> KeyFields(std::string_view provider,
                                                      std::uint32_t event_id);

}  // namespace noroshi
