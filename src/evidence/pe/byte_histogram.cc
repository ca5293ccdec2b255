#include "evidence/pe/byte_histogram.h"

#include <cmath>

namespace noroshi::pe {

void ByteHistogram::Add(Bytes bytes) noexcept {
  // Four tables: equal neighbours would otherwise wait for each other's counter.
  std::array<std::array<std::uint32_t, 256>, 4> parts{};
  constexpr std::size_t kMost = std::size_t{1} << 30;  // so that no part overflows
  total_ += bytes.size();
  while (!bytes.empty()) {
    const Bytes some = bytes.first(std::min(bytes.size(), kMost));
    bytes = bytes.subspan(some.size());
    std::size_t i = 0;
    for (; i + 4 <= some.size(); i += 4) {
      ++parts[0][some[i]];
      ++parts[1][some[i + 1]];
      ++parts[2][some[i + 2]];
      ++parts[3][some[i + 3]];
    }
    for (; i < some.size(); ++i) ++parts[0][some[i]];
    for (auto& part : parts) {
      for (std::size_t value = 0; value < part.size(); ++value) counts_[value] += part[value];
      part.fill(0);
    }
  }
}

double ByteHistogram::Entropy() const noexcept {
  double bits = 0;
  for (const std::uint64_t count : counts_) {
    if (count == 0) continue;
    const double share = static_cast<double>(count) / static_cast<double>(total_);
    bits -= share * std::log2(share);
  }
  return bits;
}

}  // namespace noroshi::pe
