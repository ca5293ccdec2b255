#include "scan/overlay_archive.h"

#include <algorithm>
#include <string_view>

#include "evidence/container/container_kind.h"

namespace noroshi::scan {

using namespace std::string_view_literals;

std::optional<std::size_t> FindOverlayArchive(Bytes overlay) noexcept {
  const Bytes near = overlay.first(std::min(overlay.size(), kOverlayReach));
  const std::string_view text(reinterpret_cast<const char*>(near.data()), near.size());  // NOLINT
  std::size_t first = std::string_view::npos;
  for (const std::string_view magic : {"PK\x03\x04"sv, "7z\xBC\xAF\x27\x1C"sv, "MSCF\0\0\0\0"sv}) {
    first = std::min(first, text.find(magic));
  }
  if (first == std::string_view::npos) return std::nullopt;
  return first;
}

}  // namespace noroshi::scan
