// ReadUpTo: the start of a stream, as much of it as the caller allows.
#pragma once

#include <vector>

#include "evidence/byte_stream.h"

namespace noroshi {

// The next bytes of the stream, `limit` at most; fewer at its end or before an error, which the
// next call returns. Memory grows with what there is, not with what is allowed: a container of
// thousands of small members must not cost the limit for each. Errors as of ReadFull.
[[nodiscard]] Result<std::vector<std::uint8_t>> ReadUpTo(ByteStream& stream, std::size_t limit);

}  // namespace noroshi
