// Names of mutexes, events and pipes that a process holds, judged by their form.
//
// Pure, safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace noroshi::scan {

// Without the folders that Windows puts in front: "\Sessions\1\BaseNamedObjects\Global\x" is "x",
// "\Device\NamedPipe\y" is "y".
[[nodiscard]] std::string_view ObjectNameOf(std::string_view name) noexcept;

// A name that nobody chose: hex digits, or letters and digits without any sense. Why, in a word
// ("hex", "mixed", "unpronounceable"); "" for one that a person or a GUID maker chose.
[[nodiscard]] std::string_view OddObjectName(std::string_view name) noexcept;

// Whether the pipe's name is one that an attack framework gives by default.
[[nodiscard]] bool IsFrameworkPipe(std::string_view name) noexcept;

}  // namespace noroshi::scan
