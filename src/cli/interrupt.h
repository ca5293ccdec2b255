// Ctrl-C: the first one asks for an orderly end, the second ends at once.
#pragma once

#include <atomic>

namespace noroshi {

// Installs handlers for SIGINT and SIGTERM and returns the flag they set. Call once.
const std::atomic<bool>* WatchInterrupts();

}  // namespace noroshi
