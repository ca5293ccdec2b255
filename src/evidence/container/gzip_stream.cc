#include "evidence/container/gzip_stream.h"

#include <algorithm>

namespace noroshi {
namespace {

constexpr std::size_t kPackedBlockBytes = std::size_t{64} << 10;
// The largest window, and "gzip and nothing else".
constexpr int kWindowBits = 15 + 16;
constexpr std::uint8_t kMagic[2] = {0x1F, 0x8B};

// What tapes fill up with, and the line end that a transfer as text adds.
bool IsPadding(std::uint8_t byte) noexcept { return byte == 0 || byte == '\n' || byte == '\r'; }

}  // namespace

GzipStream::GzipStream(std::unique_ptr<ByteStream> packed, std::shared_ptr<UnpackBudget> budget)
    : packed_(std::move(packed)), budget_(std::move(budget)), block_(kPackedBlockBytes) {
  if (inflateInit2(&zlib_, kWindowBits) != Z_OK) error_ = Broken(ErrorCode::kLimit, "no memory");
}

GzipStream::~GzipStream() { inflateEnd(&zlib_); }

Error GzipStream::Broken(ErrorCode code, const char* reason) const {
  return {code, offset_, "gzip", reason == nullptr ? "damaged" : reason};
}

Result<std::size_t> GzipStream::Read(std::span<std::uint8_t> out) {
  std::size_t done = 0;
  while (done == 0 && !error_ && state_ != State::kEnded) {
    Status status = Refill();
    if (status.ok()) {
      status = state_ == State::kInPart ? Inflate(out, done) : NextPart();
    }
    if (!status.ok()) error_ = status.error();
  }
  offset_ += done;
  if (done == 0 && error_) return *error_;
  return done;
}

Status GzipStream::Refill() {
  if (zlib_.avail_in != 0) return Ok();
  NOROSHI_TRY(const std::size_t got, packed_->Read(block_));
  zlib_.next_in = block_.data();
  zlib_.avail_in = static_cast<uInt>(got);
  return Ok();
}

Status GzipStream::Inflate(std::span<std::uint8_t> out, std::size_t& done) {
  constexpr std::size_t kMostAtOnce = std::size_t{1} << 30;
  if (zlib_.avail_in == 0) return Broken(ErrorCode::kTruncated, "the file ends too early");
  zlib_.next_out = out.data();
  zlib_.avail_out = static_cast<uInt>(std::min(out.size(), kMostAtOnce));
  const int result = inflate(&zlib_, Z_NO_FLUSH);
  done = static_cast<std::size_t>(zlib_.next_out - out.data());
  if (result == Z_STREAM_END) {
    state_ = State::kBetweenParts;
  } else if (result != Z_OK && result != Z_BUF_ERROR) {
    return Broken(ErrorCode::kInvalid, zlib_.msg);
  }
  return budget_->Charge(done);
}

Status GzipStream::NextPart() {
  if (zlib_.avail_in == 0) {
    state_ = State::kEnded;
    return Ok();
  }
  const Bytes rest(zlib_.next_in, zlib_.avail_in);
  if (rest[0] == kMagic[0] && (rest.size() == 1 || rest[1] == kMagic[1])) {
    inflateReset(&zlib_);
    state_ = State::kInPart;
    return Ok();
  }
  if (!std::ranges::all_of(rest, IsPadding)) {
    return Broken(ErrorCode::kInvalid, "behind its end lies something else");
  }
  zlib_.avail_in = 0;  // look at what comes behind it
  return Ok();
}

}  // namespace noroshi
