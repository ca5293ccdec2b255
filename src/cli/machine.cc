#include "cli/machine.h"

#include <malloc.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>

#include "base/hash.h"
#include "rules/source_file.h"

namespace noroshi {
namespace {

// Read before main: what the loader of libraries took is not in it.
const std::uint64_t kStartNs = MonotonicNs();

}  // namespace

std::uint64_t MonotonicNs() {
  const auto since = std::chrono::steady_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::nanoseconds>(since).count());
}

// The kernel's own mark for this program. getrusage() would not do where that mark can be read: its
// figure survives exec, so a large program that starts us would be counted as ours.
std::uint64_t PeakMemoryBytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (!line.starts_with("VmHWM:")) continue;
    return std::strtoull(line.c_str() + sizeof "VmHWM:" - 1, nullptr, 10) * 1024;  // in KiB
  }
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;  // Linux counts KiB
}

void GiveBackMemory() { ::malloc_trim(0); }

unsigned CoreCount() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (::sched_getaffinity(0, sizeof set, &set) != 0) return 1;
  return static_cast<unsigned>(std::max(1, CPU_COUNT(&set)));
}

Timestamp Now() {
  std::uint64_t ticks = 0;
  if (const char* epoch = std::getenv("SOURCE_DATE_EPOCH"); epoch != nullptr) {
    ticks = std::strtoull(epoch, nullptr, 10) * kTicksPerSecond;
  } else {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    ticks = static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::microseconds>(since).count() * 10);
  }
  return {kUnixEpochTicks + ticks};
}

std::uint64_t WallClockNs() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::nanoseconds>(since).count());
}

std::string ProgramIdentity() {
  struct stat info {};
  if (::stat("/proc/self/exe", &info) != 0) return {};
  const FileStamp stamp = StampOf(info);
  std::string text;
  for (const std::uint64_t number :
       {stamp.size, stamp.modified, stamp.changed, stamp.device, stamp.inode}) {
    text += ToHex(number);
  }
  return text;
}

std::string TempFolderOfSystem() {
  std::error_code error;
  const std::string folder = std::filesystem::temp_directory_path(error).string();
  return error || folder.empty() ? "/tmp" : folder;
}

HuntHost ThisMachine() { return {Now(), MonotonicNs, kStartNs, PeakMemoryBytes, GiveBackMemory}; }

}  // namespace noroshi
