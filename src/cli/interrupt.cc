#include "cli/interrupt.h"

#include <signal.h>
#include <unistd.h>

namespace noroshi {
namespace {

std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may touch it");

constexpr int kExitBySignal = 128;  // plus the signal's number, as shells do

extern "C" void OnSignal(int signal) {
  if (interrupted.exchange(true)) ::_exit(kExitBySignal + signal);
  constexpr char kText[] = "\nnoroshi: stopping; once more to stop at once\n";
  [[maybe_unused]] const auto ignored = ::write(STDERR_FILENO, kText, sizeof kText - 1);
}

}  // namespace

const std::atomic<bool>* WatchInterrupts() {
  struct sigaction action {};
  action.sa_handler = OnSignal;
  action.sa_flags = SA_RESTART;
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
  return &interrupted;
}

}  // namespace noroshi
