// Ctrl-C: the first one asks for an orderly end, the second ends at once.
#pragma once

#include <atomic>

namespace noroshi {

// The flag lives as long as the process and is safe to read from any thread. System calls under way
// are restarted, so nothing else has to know about signals. A second signal ends the process with
// 128 plus its number, as shells do; half-written outputs then keep their hidden names.
//
// Installs handlers for SIGINT and SIGTERM and returns the flag they set. Call once.
const std::atomic<bool>* WatchInterrupts();

}  // namespace noroshi
