// noroshi: see command_line.h for the commands.
#include "cli/command_line.h"

int main(int argc, char** argv) { return noroshi::RunCommandLine(argc, argv); }
