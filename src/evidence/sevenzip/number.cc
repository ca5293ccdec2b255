#include "evidence/sevenzip/number.h"

namespace noroshi::sevenzip {

Error BadDirectory(const ByteReader& in, const char* reason) {
  return {ErrorCode::kInvalid, in.offset(), kDirectoryName, reason};
}

Result<std::uint64_t> ReadNumber(ByteReader& in) {
  NOROSHI_TRY(const std::uint8_t first, in.U8(kDirectoryName));
  std::uint64_t value = 0;
  for (unsigned i = 0; i < 8; ++i) {
    const unsigned mask = 0x80u >> i;
    if ((first & mask) == 0) {
      return value | (static_cast<std::uint64_t>(first & (mask - 1)) << (8 * i));
    }
    NOROSHI_TRY(const std::uint8_t next, in.U8(kDirectoryName));
    value |= static_cast<std::uint64_t>(next) << (8 * i);
  }
  return value;
}

Result<std::size_t> ReadCount(ByteReader& in, std::size_t limit) {
  NOROSHI_TRY(const std::uint64_t count, ReadNumber(in));
  if (count > in.remaining()) return BadDirectory(in, "it counts more than it holds");
  if (count > limit)
    return Error{ErrorCode::kLimit, in.offset(), kDirectoryName, "too many things"};
  return static_cast<std::size_t>(count);
}

Result<std::vector<bool>> ReadBits(ByteReader& in, std::size_t count) {
  NOROSHI_TRY(const Bytes bytes, in.Take(count / 8 + (count % 8 != 0 ? 1 : 0), kDirectoryName));
  std::vector<bool> bits(count);
  for (std::size_t i = 0; i < count; ++i) bits[i] = (bytes[i / 8] & (0x80u >> (i % 8))) != 0;
  return bits;
}

Result<std::vector<bool>> ReadDefined(ByteReader& in, std::size_t count) {
  NOROSHI_TRY(const std::uint8_t all, in.U8(kDirectoryName));
  if (all == 0) return ReadBits(in, count);
  return std::vector<bool>(count, true);
}

Result<std::vector<std::optional<std::uint32_t>>> ReadDigests(ByteReader& in, std::size_t count) {
  NOROSHI_TRY(const std::vector<bool> defined, ReadDefined(in, count));
  std::vector<std::optional<std::uint32_t>> digests(count);
  for (std::size_t i = 0; i < count; ++i) {
    if (!defined[i]) continue;
    NOROSHI_TRY(digests[i], in.U32(kDirectoryName));
  }
  return digests;
}

}  // namespace noroshi::sevenzip
