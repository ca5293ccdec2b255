#include "stream/output/write_all.h"

#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace noroshi {

int WriteAll(int descriptor, std::string_view bytes) noexcept {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return errno;
    }
    if (written == 0) return EIO;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

int WriteAllParts(int descriptor, std::span<const std::string_view> parts) noexcept {
  constexpr std::size_t kPartsAtOnce = 256;  // writev takes 1,024 at least; more gain nothing
  std::array<iovec, kPartsAtOnce> vectors;
  while (!parts.empty()) {
    const std::size_t count = std::min(parts.size(), kPartsAtOnce);
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < count; ++i) {
      vectors[i] = {const_cast<char*>(parts[i].data()), parts[i].size()};
      bytes += parts[i].size();
    }
    const ssize_t result = ::writev(descriptor, vectors.data(), static_cast<int>(count));
    if (result < 0 && errno != EINTR) return errno;
    auto written = static_cast<std::size_t>(std::max<ssize_t>(result, 0));
    if (written == 0 && bytes != 0 && result == 0) return EIO;
    // Whole parts are done; what is left of the next one is written alone.
    while (!parts.empty() && written >= parts[0].size()) {
      written -= parts[0].size();
      parts = parts.subspan(1);
    }
    if (written == 0) continue;
    if (const int error = WriteAll(descriptor, parts[0].substr(written))) return error;
    parts = parts.subspan(1);
  }
  return 0;
}

}  // namespace noroshi
