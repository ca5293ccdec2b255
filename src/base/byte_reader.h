// ByteReader: the one bounds-checked cursor over binary data. No parser casts or does pointer
// arithmetic. Two words and a position; copy freely. Does not own the bytes.
//
// Integers are little-endian. Every read names the thing it reads, so that an error can say
// "EVTX record size at 4124: truncated". Thread-compatible, never allocates.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

#include "base/result.h"

namespace noroshi {

using Bytes = std::span<const std::uint8_t>;

static_assert(std::endian::native == std::endian::little, "loads below assume little-endian");

// Loads an integer from `bytes` at `at`. REQUIRES: at + sizeof(T) <= bytes.size().
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
  // `origin` is the offset of bytes[0] in the evidence; errors add it.
  explicit ByteReader(Bytes bytes, std::uint64_t origin = 0) noexcept
      : bytes_(bytes), origin_(origin) {}

  [[nodiscard]] std::size_t position() const noexcept { return position_; }
  [[nodiscard]] std::size_t remaining() const noexcept { return bytes_.size() - position_; }
  [[nodiscard]] Bytes all() const noexcept { return bytes_; }
  [[nodiscard]] std::uint64_t offset() const noexcept { return origin_ + position_; }

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

  Status Skip(std::size_t size, std::string_view what) noexcept {
    if (remaining() < size) return Truncated(what);
    position_ += size;
    return Ok();
  }

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

  Bytes bytes_;
  std::uint64_t origin_;
  std::size_t position_ = 0;
};

}  // namespace noroshi
