// RenderedMessage: the message of a Windows event, as Event Viewer and PowerShell show it, taken
// apart into the fields of the event. The reverse of what Windows does with its templates, by
// tables (message_table.h): English and Japanese.
//
// What it cannot give back: numbers that Windows shows as words, and SIDs that it shows as names.
// Pure; safe from any thread. Cost: some microseconds a message.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/message/message_table.h"

namespace noroshi::message {

struct MessageField {
  std::string_view name;  // a literal
  std::string value;
};

// Nothing where the provider or the form of the message is not known. Line ends may be \n or \r\n.
[[nodiscard]] std::vector<MessageField> ReadMessage(std::string_view provider,
                                                    std::uint32_t event_id,
                                                    std::string_view message);

}  // namespace noroshi::message
