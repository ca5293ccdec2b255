// Functions that loaders and implants need, whatever else they do: memory to run code in, other
// processes, the network, keys, services, the screen. Ordinary
// software has them too; they are shown to a person and no finding follows from them.
//
// A constant table; safe from any thread.
#pragma once

#include <string_view>

namespace noroshi::scan {

// As imported, with or without the A or W of its kind of text: "CreateProcessW".
[[nodiscard]] bool IsFunctionOfNote(std::string_view name) noexcept;

}  // namespace noroshi::scan
