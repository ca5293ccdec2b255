// Deflate64: deflate with a window of 64 KiB, two more codes of distances, and a longest length of
// 64 KiB (PKWARE's APPNOTE, method 9; RFC 1951 for the rest). zlib has none.
#include <algorithm>
#include <array>

#include "evidence/sevenzip/coder_streams.h"
#include "evidence/sevenzip/packed_input.h"

namespace noroshi::sevenzip {
namespace {

constexpr std::size_t kMaxBits = 15;
constexpr std::size_t kLengthSymbols = 288, kDistanceSymbols = 32;
constexpr std::size_t kWindowBytes = std::size_t{64} << 10;

Error Damaged() {
  return {ErrorCode::kInvalid, 0, "7z member", "its bytes, packed by Deflate64, are damaged"};
}

// A canonical code: how many symbols have each length, and the symbols in the order of their codes.
struct Code {
  std::array<std::uint16_t, kMaxBits + 1> count{};
  std::array<std::uint16_t, kLengthSymbols> symbols{};
};

// False where more codes are given than there is room for.
bool MakeCode(std::span<const std::uint8_t> lengths, Code& code) {
  code.count.fill(0);
  for (const std::uint8_t length : lengths) ++code.count[length];
  int left = 1;
  for (std::size_t bits = 1; bits <= kMaxBits; ++bits) {
    left = 2 * left - code.count[bits];
    if (left < 0) return false;
  }
  std::array<std::uint16_t, kMaxBits + 2> next{};
  for (std::size_t bits = 1; bits <= kMaxBits; ++bits) {
    next[bits + 1] = static_cast<std::uint16_t>(next[bits] + code.count[bits]);
  }
  for (std::size_t symbol = 0; symbol < lengths.size(); ++symbol) {
    if (lengths[symbol] != 0) {
      code.symbols[next[lengths[symbol]]++] = static_cast<std::uint16_t>(symbol);
    }
  }
  code.count[0] = 0;
  return true;
}

struct Range {
  std::uint32_t base;
  std::uint8_t extra;
};
constexpr std::array<Range, 29> kLengths = {
    {{3, 0},  {4, 0},  {5, 0},  {6, 0},   {7, 0},   {8, 0},   {9, 0},   {10, 0},  {11, 1}, {13, 1},
     {15, 1}, {17, 1}, {19, 2}, {23, 2},  {27, 2},  {31, 2},  {35, 3},  {43, 3},  {51, 3}, {59, 3},
     {67, 4}, {83, 4}, {99, 4}, {115, 4}, {131, 5}, {163, 5}, {195, 5}, {227, 5}, {3, 16}}};

// 1, 2, 3, 4, 5, 7, 9, 13, ...: two codes of each number of further bits.
constexpr Range DistanceOf(std::uint32_t code) noexcept {
  if (code < 4) return {code + 1, 0};
  const std::uint32_t extra = code / 2 - 1;
  return {((2 + code % 2) << extra) + 1, static_cast<std::uint8_t>(extra)};
}

class Deflate64Stream final : public ByteStream {
 public:
  Deflate64Stream(std::unique_ptr<ByteStream> inner, std::shared_ptr<UnpackBudget> budget)
      : input_(std::move(inner)), budget_(std::move(budget)), window_(kWindowBytes) {}

  Result<std::size_t> Read(std::span<std::uint8_t> out) override {
    if (given_ == made_.size()) {
      made_.clear();
      given_ = 0;
      if (!error_) Fill();
    }
    if (given_ == made_.size() && error_) return *error_;
    const std::size_t size = std::min(out.size(), made_.size() - given_);
    std::copy_n(made_.begin() + static_cast<std::ptrdiff_t>(given_), size, out.begin());
    given_ += size;
    NOROSHI_TRY([[maybe_unused]] const Done charged, budget_->Charge(size));
    return size;
  }

 private:
  enum class Block : std::uint8_t { kNone, kStored, kCoded };
  static constexpr std::size_t kPieceBytes = std::size_t{32} << 10;

  // Makes a piece, or notes why there is no more.
  void Fill() {
    while (made_.size() < kPieceBytes && !(block_ == Block::kNone && last_)) {
      Status step = Step();
      if (step.ok()) continue;
      error_ = step.error();
      return;
    }
  }

  Status Step() {
    switch (block_) {
      case Block::kNone: return BeginBlock();
      case Block::kStored: return CopyByte();
      case Block::kCoded: return TakeSymbol();
    }
    return Damaged();
  }

  Result<std::uint32_t> Bits(std::size_t count) {
    while (held_bits_ < count) {
      if (block_at_ == packed_.size()) {
        NOROSHI_TRY(packed_, input_.Next());
        block_at_ = 0;
        if (packed_.empty()) {
          return Error{ErrorCode::kTruncated, 0, "7z member", "the archive ends too early"};
        }
      }
      held_ |= std::uint64_t{packed_[block_at_++]} << held_bits_;
      held_bits_ += 8;
    }
    const auto bits = static_cast<std::uint32_t>(held_ & ((std::uint64_t{1} << count) - 1));
    held_ >>= count;
    held_bits_ -= count;
    return bits;
  }

  Result<std::uint32_t> Symbol(const Code& code) {
    std::uint32_t value = 0, first = 0, index = 0;
    for (std::size_t bits = 1; bits <= kMaxBits; ++bits) {
      NOROSHI_TRY(const std::uint32_t bit, Bits(1));
      value |= bit;
      const std::uint32_t count = code.count[bits];
      if (value < first + count) return std::uint32_t{code.symbols[index + (value - first)]};
      index += count;
      first = (first + count) << 1;
      value <<= 1;
    }
    return Damaged();
  }

  Status BeginBlock() {
    NOROSHI_TRY(const std::uint32_t last, Bits(1));
    NOROSHI_TRY(const std::uint32_t type, Bits(2));
    last_ = last != 0;
    if (type == 0) return BeginStored();
    if (type == 3) return Damaged();
    block_ = Block::kCoded;
    return type == 1 ? UseFixedCodes() : ReadCodes();
  }

  Status BeginStored() {
    held_ >>= held_bits_ % 8;
    held_bits_ -= held_bits_ % 8;
    NOROSHI_TRY(const std::uint32_t size, Bits(16));
    NOROSHI_TRY(const std::uint32_t check, Bits(16));
    if ((size ^ check) != 0xFFFF) return Damaged();
    stored_ = size;
    block_ = size == 0 ? Block::kNone : Block::kStored;
    return Ok();
  }

  Status CopyByte() {
    NOROSHI_TRY(const std::uint32_t byte, Bits(8));
    Put(static_cast<std::uint8_t>(byte));
    if (--stored_ == 0) block_ = Block::kNone;
    return Ok();
  }

  Status UseFixedCodes() {
    std::array<std::uint8_t, kLengthSymbols> lengths{};
    for (std::size_t i = 0; i < lengths.size(); ++i) {
      lengths[i] = static_cast<std::uint8_t>(i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8);
    }
    std::array<std::uint8_t, kDistanceSymbols> distances{};
    distances.fill(5);
    return MakeCode(lengths, lengths_) && MakeCode(distances, distances_) ? Ok()
                                                                          : Status(Damaged());
  }

  Status ReadCodes() {
    constexpr std::array<std::uint8_t, 19> kOrder = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                     11, 4,  12, 3, 13, 2, 14, 1, 15};
    NOROSHI_TRY(const std::uint32_t lengths, Bits(5));
    NOROSHI_TRY(const std::uint32_t distances, Bits(5));
    NOROSHI_TRY(const std::uint32_t codes, Bits(4));
    const std::size_t length_count = lengths + 257, all = length_count + distances + 1;
    if (length_count > kLengthSymbols) return Damaged();
    std::array<std::uint8_t, 19> of_codes{};
    for (std::size_t i = 0; i < codes + 4; ++i) {
      NOROSHI_TRY(const std::uint32_t length, Bits(3));
      of_codes[kOrder[i]] = static_cast<std::uint8_t>(length);
    }
    Code code;
    if (!MakeCode(of_codes, code)) return Damaged();
    std::array<std::uint8_t, kLengthSymbols + kDistanceSymbols> made{};
    for (std::size_t i = 0; i < all;) {
      NOROSHI_TRY(i, ReadLengths(code, std::span(made).first(all), i));
    }
    const std::span<const std::uint8_t> both(made);
    return MakeCode(both.first(length_count), lengths_) &&
                   MakeCode(both.subspan(length_count, all - length_count), distances_)
               ? Ok()
               : Status(Damaged());
  }

  // One length, or a run of one; returns where the next begins.
  Result<std::size_t> ReadLengths(const Code& code, std::span<std::uint8_t> made, std::size_t at) {
    NOROSHI_TRY(const std::uint32_t symbol, Symbol(code));
    if (symbol < 16) {
      made[at] = static_cast<std::uint8_t>(symbol);
      return at + 1;
    }
    const Range run = symbol == 16 ? Range{3, 2} : symbol == 17 ? Range{3, 3} : Range{11, 7};
    if (symbol == 16 && at == 0) return Damaged();
    const std::uint8_t length = symbol == 16 ? made[at - 1] : std::uint8_t{0};
    NOROSHI_TRY(const std::uint32_t more, Bits(run.extra));
    const std::size_t count = run.base + more;
    if (count > made.size() - at) return Damaged();
    std::fill_n(made.begin() + static_cast<std::ptrdiff_t>(at), count, length);
    return at + count;
  }

  Status TakeSymbol() {
    constexpr std::uint32_t kEnd = 256;
    NOROSHI_TRY(const std::uint32_t symbol, Symbol(lengths_));
    if (symbol < kEnd) {
      Put(static_cast<std::uint8_t>(symbol));
      return Ok();
    }
    if (symbol == kEnd) {
      block_ = Block::kNone;
      return Ok();
    }
    if (symbol - kEnd - 1 >= kLengths.size()) return Damaged();
    const Range length = kLengths[symbol - kEnd - 1];
    NOROSHI_TRY(const std::uint32_t longer, Bits(length.extra));
    NOROSHI_TRY(const std::uint32_t code, Symbol(distances_));
    const Range distance = DistanceOf(code);
    NOROSHI_TRY(const std::uint32_t further, Bits(distance.extra));
    const std::size_t back = distance.base + further;
    if (back > written_ || back > kWindowBytes) return Damaged();
    for (std::uint32_t i = 0; i < length.base + longer; ++i) {
      Put(window_[(at_ + kWindowBytes - back) % kWindowBytes]);
    }
    return Ok();
  }

  void Put(std::uint8_t byte) {
    window_[at_] = byte;
    at_ = (at_ + 1) % kWindowBytes;
    ++written_;
    made_.push_back(byte);
  }

  PackedInput input_;
  std::shared_ptr<UnpackBudget> budget_;
  Bytes packed_;
  std::size_t block_at_ = 0;
  std::uint64_t held_ = 0;
  std::size_t held_bits_ = 0;
  Block block_ = Block::kNone;
  bool last_ = false;
  std::uint32_t stored_ = 0;
  Code lengths_, distances_;
  std::vector<std::uint8_t> window_, made_;
  std::size_t at_ = 0, given_ = 0;
  std::uint64_t written_ = 0;
  std::optional<Error> error_;
};

}  // namespace

std::unique_ptr<ByteStream> NewInflate64(std::unique_ptr<ByteStream> inner,
                                         std::shared_ptr<UnpackBudget> budget) {
  return std::make_unique<Deflate64Stream>(std::move(inner), std::move(budget));
}

}  // namespace noroshi::sevenzip
