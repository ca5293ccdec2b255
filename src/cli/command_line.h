// The command line: finds the command, runs it, turns what went wrong into text and exit status.
#pragma once

namespace noroshi {

// Returns the exit status; see ExitCode in command.h. Exceptions of
// libraries end here as well, with a message and kExitInternal.
int RunCommandLine(int argc, char** argv);

}  // namespace noroshi
