#include "base/image_check.h"

#include <sys/mman.h>
#include <unistd.h>

#include "base/checksum.h"
#include "base/hash.h"

namespace noroshi {
namespace {

constexpr std::size_t kPartBytes = std::size_t{1} << 20;

std::size_t PartsOf(std::string_view content) noexcept {
  return (content.size() + kPartBytes - 1) / kPartBytes;
}

std::string_view PartOf(std::string_view content, std::size_t part) {
  return content.substr(part * kPartBytes, kPartBytes);
}

// The size counts too: no content and a part of nothing are not the same.
std::uint64_t Together(std::size_t size, const std::vector<std::uint64_t>& sums) noexcept {
  std::uint64_t all = size;
  for (const std::uint64_t sum : sums) all = HashMix(all, sum);
  return all;
}

// Of the pages that a part lies on, its neighbours' share of them included.
void Advise(std::string_view part, int advice) noexcept {
  const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  const auto begin = reinterpret_cast<std::uintptr_t>(part.data()) / page * page;
  const auto end = reinterpret_cast<std::uintptr_t>(part.data() + part.size());
  ::madvise(reinterpret_cast<void*>(begin), end - begin, advice);
}

// All pages at once rather than one fault after the other. Kernels before 5.14 know no such advice:
// there each is mapped when it is touched.
void MapPages(std::string_view part) noexcept {
#ifdef MADV_POPULATE_READ
  Advise(part, MADV_POPULATE_READ);
#else
  static_cast<void>(part);
#endif
}

}  // namespace

std::uint64_t ImageSum(std::string_view content) {
  std::vector<std::uint64_t> sums(PartsOf(content));
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] = Checksum64(PartOf(content, i));
  return Together(content.size(), sums);
}

ImageCheck::ImageCheck(const CacheImage& image, CheckedPages pages)
    : image_(image), pages_(pages), sums_(PartsOf(image.content)) {}

void ImageCheck::Add(std::size_t part) {
  const std::string_view bytes = PartOf(image_.content, part);
  MapPages(bytes);
  sums_[part] = Checksum64(bytes);
  // Who reads there just now has them mapped again: the file is behind them.
  if (pages_ == CheckedPages::kGo && image_.handle >= 0) Advise(bytes, MADV_DONTNEED);
}

bool ImageCheck::Holds() const { return Together(image_.content.size(), sums_) == image_.sum; }

}  // namespace noroshi
