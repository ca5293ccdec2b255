#include "evidence/artefacts/ese/ese_packing.h"

#include <string_view>

namespace noroshi::ese {
namespace {

constexpr std::string_view kWhat = "packed ESE value";

// The upper five bits of the first byte.
enum class Packing : std::uint8_t {
  kNone = 0,
  kSevenBits = 1,      // ASCII
  kSevenBitsWide = 2,  // UTF-16 of ASCII only
  kLzxpress = 3,
  kScrubbed = 4,  // overwritten on purpose
  kXpress9 = 5,
  kXpress10 = 6,
};

Error Invalid(std::string_view why) { return {ErrorCode::kInvalid, 0, kWhat, std::string(why)}; }

// `head` says how many bits of the last byte count.
Result<std::vector<std::uint8_t>> UnpackSevenBits(Bytes packed, std::uint8_t head, bool is_wide,
                                                  std::size_t max) {
  std::vector<std::uint8_t> out;
  if (packed.empty()) return out;
  const std::size_t bits = (packed.size() - 1) * 8 + (head & 7U) + 1;
  const std::size_t characters = bits / 7;
  if (characters * (is_wide ? 2 : 1) > max) return Error{ErrorCode::kLimit, 0, kWhat, {}};
  out.reserve(characters * (is_wide ? 2 : 1));
  for (std::size_t i = 0; i < characters; ++i) {
    const std::size_t bit = i * 7;
    const std::uint32_t two =
        packed[bit / 8] | (bit / 8 + 1 < packed.size() ? packed[bit / 8 + 1] << 8 : 0U);
    out.push_back(static_cast<std::uint8_t>(two >> bit % 8 & 0x7F));
    if (is_wide) out.push_back(0);
  }
  return out;
}

class LzxpressReader {
 public:
  LzxpressReader(Bytes packed, std::size_t size) : in_(packed), size_(size) {}

  Result<std::vector<std::uint8_t>> Read() {
    out_.reserve(size_);
    std::uint32_t flags = 0, left = 0;
    while (out_.size() < size_) {
      if (left == 0) {
        if (!in_.TryRead(flags)) return Ended();
        left = 32;
      }
      const bool is_match = (flags >> --left & 1) != 0;
      if (is_match ? !Match() : !Literal()) return Ended();
    }
    return std::move(out_);
  }

 private:
  static Error Ended() { return Invalid("the packed data end or lead nowhere"); }

  bool Literal() {
    std::uint8_t byte = 0;
    if (!in_.TryRead(byte)) return false;
    out_.push_back(byte);
    return true;
  }

  bool Match() {
    std::uint16_t word = 0;
    std::uint64_t length = 0;
    if (!in_.TryRead(word) || !Length(word & 7U, length)) return false;
    const std::size_t back = (word >> 3) + std::size_t{1};
    if (back > out_.size() || length > size_ - out_.size()) return false;
    for (; length != 0; --length) out_.push_back(out_[out_.size() - back]);
    return true;
  }

  // Three bits; four more, of which two matches share a byte; a byte; a word; two words.
  bool Length(std::uint32_t low, std::uint64_t& length) {
    length = low + 3;
    if (low < 7) return true;
    std::uint8_t half = shared_ >> 4;
    if (!has_shared_) {
      if (!in_.TryRead(shared_)) return false;
      half = shared_ & 0xF;
    }
    has_shared_ = !has_shared_;
    length += half;
    if (half < 15) return true;
    std::uint8_t byte = 0;
    if (!in_.TryRead(byte)) return false;
    length += byte;
    if (byte < 255) return true;
    return LongLength(length);
  }

  bool LongLength(std::uint64_t& length) {
    std::uint16_t word = 0;
    if (!in_.TryRead(word)) return false;
    std::uint32_t whole = word;
    if (word == 0 && !in_.TryRead(whole)) return false;
    if (whole < 15 + 7) return false;
    length = std::uint64_t{whole} + 3;
    return true;
  }

  ByteReader in_;
  std::size_t size_;
  std::vector<std::uint8_t> out_;
  std::uint8_t shared_ = 0;  // two halves; the upper one is still to be used if has_shared_
  bool has_shared_ = false;
};

}  // namespace

Result<std::vector<std::uint8_t>> UnpackLzxpress(Bytes packed, std::size_t size) {
  return LzxpressReader(packed, size).Read();
}

Result<std::vector<std::uint8_t>> UnpackValue(Bytes packed, std::size_t max) {
  if (packed.empty()) return std::vector<std::uint8_t>{};
  const std::uint8_t head = packed[0];
  switch (Packing{static_cast<std::uint8_t>(head >> 3)}) {
    case Packing::kSevenBits: return UnpackSevenBits(packed.subspan(1), head, false, max);
    case Packing::kSevenBitsWide: return UnpackSevenBits(packed.subspan(1), head, true, max);
    case Packing::kLzxpress: {
      const std::size_t size = LoadOrZero<std::uint16_t>(packed, 1);
      if (packed.size() < 3) return Invalid("no room for its size");
      if (size > max) return Error{ErrorCode::kLimit, 0, kWhat, {}};
      return UnpackLzxpress(packed.subspan(3), size);
    }
    case Packing::kScrubbed: return Error{ErrorCode::kUnsupported, 0, kWhat, "overwritten"};
    case Packing::kXpress9:
    case Packing::kXpress10: return Error{ErrorCode::kUnsupported, 0, kWhat, "packed by Xpress9"};
    default: return std::vector<std::uint8_t>(packed.begin(), packed.end());
  }
}

}  // namespace noroshi::ese
