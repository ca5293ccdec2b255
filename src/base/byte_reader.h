// ByteReader: the one bounds-checked cursor over binary data. No parser casts or does pointer
// arithmetic, so a hostile length can at worst make a read fail.
//
// Integers are little-endian. Every read names the thing it reads, so that an error can say
// "EVTX record size at 4124: truncated". A read that fails leaves the cursor where it was: the
// caller may try something else from the same place.
//
// Lifetime: two words and a position; copy freely. Does not own the bytes, which must outlive it
// and whatever Take() gave out.
// Threads: no shared state. Cost: one comparison a read; never allocates.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

#include "base/result.h"

namespace noroshi {

// A view of evidence. Never owns.
using Bytes = std::span<const std::uint8_t>;

static_assert(std::endian::native == std::endian::little, "loads below assume little-endian");

// Loads an integer from unaligned memory. For code that has checked a whole structure's extent
// once. REQUIRES: sizeof(T) bytes are readable at `bytes`.
template <class T>
[[nodiscard]] inline T LoadUnchecked(const std::uint8_t* bytes) noexcept {
  T value;
  std::memcpy(&value, bytes, sizeof(T));
  return value;
}

// Loads an integer, or 0 where the data end first. For fields whose absence is harmless.
template <class T>
[[nodiscard]] inline T LoadOrZero(Bytes bytes, std::size_t at) noexcept {
  if (at > bytes.size() || bytes.size() - at < sizeof(T)) return T{};
  return LoadUnchecked<T>(bytes.data() + at);
}

class ByteReader {
 public:
  // `origin` is the offset of bytes[0] in the evidence; errors add it. No bytes at all are fine:
  // the first read fails.
  explicit ByteReader(Bytes bytes, std::uint64_t origin = 0) noexcept
      : bytes_(bytes), origin_(origin) {}

  // position() and remaining() are in bytes and count from the first byte given; offset() is the
  // place of the cursor in the evidence, for locators and errors.
  [[nodiscard]] std::size_t position() const noexcept { return position_; }
  [[nodiscard]] std::size_t remaining() const noexcept { return bytes_.size() - position_; }
  [[nodiscard]] Bytes all() const noexcept { return bytes_; }
  [[nodiscard]] std::uint64_t offset() const noexcept { return origin_ + position_; }

  // The next integer; the cursor moves behind it. kTruncated when the data end first.
  Result<std::uint8_t> U8(std::string_view what) noexcept { return Read<std::uint8_t>(what); }
  Result<std::uint16_t> U16(std::string_view what) noexcept { return Read<std::uint16_t>(what); }
  Result<std::uint32_t> U32(std::string_view what) noexcept { return Read<std::uint32_t>(what); }
  Result<std::uint64_t> U64(std::string_view what) noexcept { return Read<std::uint64_t>(what); }

  // As above for parsers that count damage instead of returning errors: false, and no move, when
  // the data end first.
  template <class T>
  [[nodiscard]] bool TryRead(T& out) noexcept {
    if (remaining() < sizeof(T)) return false;
    out = LoadUnchecked<T>(bytes_.data() + position_);
    position_ += sizeof(T);
    return true;
  }
  // Likewise for `size` bytes; `out` is left alone on failure.
  [[nodiscard]] bool TryTake(std::size_t size, Bytes& out) noexcept {
    if (remaining() < size) return false;
    out = bytes_.subspan(position_, size);
    position_ += size;
    return true;
  }

  // The next `size` bytes; the cursor moves behind them.
  Result<Bytes> Take(std::size_t size, std::string_view what) noexcept {
    if (remaining() < size) return Truncated(what);
    const Bytes taken = bytes_.subspan(position_, size);
    position_ += size;
    return taken;
  }

  // Moves the cursor forward. kTruncated, and no move, when fewer bytes are left.
  Status Skip(std::size_t size, std::string_view what) noexcept {
    if (remaining() < size) return Truncated(what);
    position_ += size;
    return Ok();
  }

  // Moves the cursor anywhere from the first byte to just behind the last.
  Status Seek(std::size_t position, std::string_view what) noexcept {
    if (position > bytes_.size()) return Truncated(what);
    position_ = position;
    return Ok();
  }

 private:
  template <class T>
  Result<T> Read(std::string_view what) noexcept {
    if (remaining() < sizeof(T)) return Truncated(what);
    const T value = LoadUnchecked<T>(bytes_.data() + position_);
    position_ += sizeof(T);
    return value;
  }

  [[nodiscard]] Error Truncated(std::string_view what) const noexcept {
    return Error{ErrorCode::kTruncated, offset(), what, {}};
  }

  // Never larger than bytes_.size(): every move is checked before it is made.
  Bytes bytes_;
  std::uint64_t origin_;
  std::size_t position_ = 0;
};

}  // namespace noroshi
