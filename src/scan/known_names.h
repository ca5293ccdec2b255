// Names that say something by where they stand: libraries and programs of Windows, tools of
// administrators, folders in which programs have no business. General knowledge of Windows, not of
// any one attack.
//
// Constant tables; safe from any thread. All names in lower case.
#pragma once

#include <string_view>

namespace noroshi::scan {

// A library of System32 that programs load by name.
[[nodiscard]] bool IsSystemLibrary(std::string_view name) noexcept;
// A library that Microsoft lets makers ship beside their program: C++ runtime and the like.
[[nodiscard]] bool IsRedistributable(std::string_view name) noexcept;
// A program of Windows that runs from System32 (or Windows itself) and nowhere else.
[[nodiscard]] bool IsSystemProgram(std::string_view name) noexcept;
// A tool or Windows program whose original name attackers hide: "psexec.exe", "cmd.exe".
[[nodiscard]] bool IsToolWorthHiding(std::string_view original_name) noexcept;

// A folder of Windows' own programs: System32, SysWOW64, WinSxS, ... Any separator.
[[nodiscard]] bool IsSystemFolder(std::string_view lower_path) noexcept;
// In the Windows folder itself, where few programs are.
[[nodiscard]] bool IsInWindowsItself(std::string_view lower_path) noexcept;
// A folder that any user can write and programs are not installed to: Temp, Users\Public, ...
[[nodiscard]] bool IsStagingFolder(std::string_view lower_path) noexcept;

}  // namespace noroshi::scan
