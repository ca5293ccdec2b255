#include "evidence/text_formats.h"

namespace noroshi {

std::span<const TextFormat> TextFormats() noexcept { return {}; }

}  // namespace noroshi
