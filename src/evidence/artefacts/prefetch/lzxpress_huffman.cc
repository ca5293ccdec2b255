#include "evidence/artefacts/prefetch/lzxpress_huffman.h"

#include <algorithm>
#include <array>

namespace noroshi::prefetch {
namespace {

constexpr std::size_t kSymbols = 512;
constexpr std::size_t kTableBytes = kSymbols / 2;  // four bits a symbol
constexpr std::uint32_t kMaxCodeBits = 15;
constexpr std::size_t kBlockBytes = 65'536;
constexpr std::uint32_t kMatches = 256;  // symbols from here on copy what went before

Error Bad(ErrorCode code, std::size_t at) { return {code, at, "LZXPRESS Huffman block", {}}; }

// Codes by their first 15 bits.
class HuffmanTable {
 public:
  // False when the lengths make no complete code.
  [[nodiscard]] bool Build(Bytes lengths) {
    std::size_t next = 0;
    for (std::uint32_t bits = 1; bits <= kMaxCodeBits; ++bits) {
      const std::size_t span = std::size_t{1} << (kMaxCodeBits - bits);
      for (std::uint32_t symbol = 0; symbol < kSymbols; ++symbol) {
        const std::uint8_t pair = lengths[symbol / 2];
        if ((symbol % 2 == 0 ? pair & 15U : pair >> 4U) != bits) continue;
        if (next + span > codes_.size()) return false;
        std::fill_n(codes_.begin() + static_cast<std::ptrdiff_t>(next), span,
                    Code{static_cast<std::uint16_t>(symbol), static_cast<std::uint16_t>(bits)});
        next += span;
      }
    }
    return next == codes_.size();
  }

  struct Code {
    std::uint16_t symbol = 0, bits = 0;
  };
  [[nodiscard]] Code Find(std::uint32_t first_bits) const noexcept { return codes_[first_bits]; }

 private:
  std::array<Code, std::size_t{1} << kMaxCodeBits> codes_{};
};

// Bits in words of 16, most significant first, among which whole bytes lie.
class BitReader {
 public:
  BitReader(Bytes bytes, std::size_t at) : bytes_(bytes), at_(at) {
    bits_ = std::uint32_t{Word()} << 16;
    bits_ |= Word();
  }

  [[nodiscard]] std::uint32_t Peek(std::uint32_t count) const noexcept {
    return count == 0 ? 0 : bits_ >> (32 - count);
  }
  void Skip(std::uint32_t count) noexcept {
    bits_ = count == 0 ? bits_ : bits_ << count;
    spare_ -= static_cast<std::int32_t>(count);
    if (spare_ >= 0) return;
    bits_ |= std::uint32_t{Word()} << -spare_;
    spare_ += 16;
  }
  template <class T>
  [[nodiscard]] std::uint32_t Whole() noexcept {
    const T number = LoadOrZero<T>(bytes_, at_);
    at_ += sizeof(T);
    return number;
  }
  [[nodiscard]] std::size_t at() const noexcept { return at_; }
  // Words read ahead may lie behind the end; a whole one beyond means that the data were cut.
  [[nodiscard]] bool beyond_end() const noexcept { return at_ > bytes_.size() + 4; }

 private:
  std::uint16_t Word() noexcept {
    const auto word = LoadOrZero<std::uint16_t>(bytes_, at_);
    at_ += 2;
    return word;
  }

  Bytes bytes_;
  std::size_t at_;
  std::uint32_t bits_ = 0;
  std::int32_t spare_ = 16;  // bits beyond the 16 that must be there
};

std::uint32_t MatchLength(std::uint32_t symbol, BitReader& in) noexcept {
  constexpr std::uint32_t kShortest = 3;
  std::uint32_t length = symbol & 15;
  if (length != 15) return length + kShortest;
  length = in.Whole<std::uint8_t>();
  if (length != 255) return length + 15 + kShortest;
  length = in.Whole<std::uint16_t>();
  if (length == 0) length = in.Whole<std::uint32_t>();
  return length + kShortest;
}

}  // namespace

Result<std::vector<std::uint8_t>> UnpackLzxpressHuffman(Bytes packed, std::size_t size) {
  std::vector<std::uint8_t> out;
  out.reserve(std::min(size, packed.size() * 16));
  HuffmanTable table;
  std::size_t at = 0;
  while (out.size() < size) {
    if (at + kTableBytes > packed.size()) return Bad(ErrorCode::kTruncated, at);
    if (!table.Build(packed.subspan(at, kTableBytes))) return Bad(ErrorCode::kInvalid, at);
    BitReader in(packed, at + kTableBytes);
    const std::size_t block_end = std::min(size, out.size() + kBlockBytes);
    while (out.size() < block_end) {
      const HuffmanTable::Code code = table.Find(in.Peek(kMaxCodeBits));
      in.Skip(code.bits);
      if (in.beyond_end()) return Bad(ErrorCode::kTruncated, packed.size());
      if (code.symbol < kMatches) {
        out.push_back(static_cast<std::uint8_t>(code.symbol));
        continue;
      }
      const std::uint32_t symbol = code.symbol - kMatches;
      std::size_t length = MatchLength(symbol, in);
      const std::uint32_t offset_bits = symbol >> 4;
      const std::size_t distance = (std::size_t{1} << offset_bits) + in.Peek(offset_bits);
      in.Skip(offset_bits);
      if (distance > out.size()) return Bad(ErrorCode::kInvalid, in.at());
      for (length = std::min(length, size - out.size()); length != 0; --length) {
        out.push_back(out[out.size() - distance]);
      }
    }
    at = in.at();
  }
  return out;
}

}  // namespace noroshi::prefetch
