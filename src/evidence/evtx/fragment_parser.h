// Parses BinXML tokens (EVTX spec, section 5) into a Fragment. Never fails as a whole: on a token
// that makes no sense it keeps what was built, closes what is open, and says why in
// fragment.issues (E-5.6, E-5.7).
//
// Cost: linear in the bytes; each byte is read once, twice when the first reading of the
// dependency ids (E-5.1) did not make sense.
#pragma once

#include <cstddef>

#include "base/byte_reader.h"
#include "evidence/evtx/fragment.h"

namespace noroshi::evtx {

// Element starts carry a dependency id inside template definitions, and nowhere else. Reading it
// in the wrong place is the classic total failure (E-5.1).
enum class FragmentPlace : std::uint8_t { kDefinition, kRecord };

// Windows opens a handful of elements; more than this is an attack (section 10).
inline constexpr std::size_t kMaxOpenElements = 512;

// Text of one fragment. A name of 60 KB may be referred to by thousands of elements of five bytes;
// honest text is never much longer than the chunk it stands in. One more name may go beyond.
inline constexpr std::size_t kMaxFragmentText = 256 * 1024;

// Whether another fragment begins at `at`, behind an end token, or padding. REQUIRES: at <= end <=
// chunk.size().
[[nodiscard]] bool IsFurtherFragment(Bytes chunk, std::size_t at, std::size_t end) noexcept;

// Parses chunk[begin, end). Replaces what was in `fragment`. Tries the other reading of dependency
// ids when the expected one breaks the grammar, and keeps it if that one does not.
// Returns where reading stopped.
std::size_t ParseFragment(Bytes chunk, std::size_t begin, std::size_t end, FragmentPlace place,
                          Fragment& fragment);

}  // namespace noroshi::evtx
