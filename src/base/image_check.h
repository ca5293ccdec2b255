// ImageCheck: whether the bytes of an image are those that were written, found out in parts that
// threads may share.
//
// The sums of the parts are kept apart and put together in their order: the answer does not depend
// on who adds what when. A part costs a tenth of a millisecond, and its pages are mapped by whoever
// adds it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/cache_folder.h"

namespace noroshi {

// What a file of a CacheFolder says of its content; native byte order, for one machine writes and
// reads it.
[[nodiscard]] std::uint64_t ImageSum(std::string_view content);

// What becomes of the pages of a part that has been added: an image of which little is read later
// would otherwise be in memory as a whole once.
enum class CheckedPages : std::uint8_t { kStay, kGo };

class ImageCheck {
 public:
  // REQUIRES: the image is of CacheFolder::Open; it must outlive this.
  explicit ImageCheck(const CacheImage& image, CheckedPages pages = CheckedPages::kStay);

  [[nodiscard]] std::size_t parts() const noexcept { return sums_.size(); }
  // Safe from any thread, if each part is added once. REQUIRES: part < parts().
  void Add(std::size_t part);
  // REQUIRES: every part was added.
  [[nodiscard]] bool Holds() const;

 private:
  const CacheImage& image_;
  CheckedPages pages_;
  std::vector<std::uint64_t> sums_;
};

}  // namespace noroshi
