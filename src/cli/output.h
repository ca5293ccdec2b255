// Writing to the terminal: results to stdout, everything else to stderr.
//
// Texts go out as they are: whoever puts evidence into one makes it safe first (SafeText). Messages
// begin with the program's name and end with a line feed that need not be given.
#pragma once

#include <string_view>

#include "base/result.h"

namespace noroshi {

// Buffered; check with FlushOut() at the end.
void PrintOut(std::string_view text);
// False, with a message on stderr, when stdout could not take all of it (a full disk).
[[nodiscard]] bool FlushOut();
// The subject of errors of WriteOut.
inline constexpr std::string_view kStandardOutput = "standard output";
// Writes past the buffer, at once. For commands that stream: what they print is too much to buffer.
[[nodiscard]] Status WriteOut(std::string_view text);

// Not buffered, so that it stands before whatever comes next.
void PrintErr(std::string_view text);
// "noroshi: error: WHAT" and, when there is one, "  FIX" on a line of its own.
void PrintError(std::string_view what, std::string_view fix = {});
void PrintError(const Error& error, std::string_view fix = {});
void PrintWarning(std::string_view what);

}  // namespace noroshi
