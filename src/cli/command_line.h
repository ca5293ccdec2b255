// The command line: finds the command, runs it, turns what went wrong into text and exit status.
#pragma once

namespace noroshi {

// Returns the exit status; see ExitCode in command.h.
int RunCommandLine(int argc, char** argv);

}  // namespace noroshi
