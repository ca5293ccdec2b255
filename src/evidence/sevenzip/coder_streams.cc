#include "evidence/sevenzip/coder_streams.h"

#include <bzlib.h>
#include <openssl/evp.h>
#include <zlib.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "evidence/sevenzip/packed_input.h"

namespace noroshi::sevenzip {
namespace {

constexpr std::string_view kMemberName = "7z member";
constexpr std::size_t kMostAtOnce = std::size_t{1} << 30;

Error TooShort() { return {ErrorCode::kTruncated, 0, kMemberName, "the archive ends too early"}; }

class SliceStream final : public ByteStream {
 public:
  SliceStream(std::shared_ptr<const RereadableBytes> bytes, std::uint64_t offset,
              std::uint64_t size)
      : bytes_(std::move(bytes)), offset_(offset), left_(size) {}

  Result<std::size_t> Read(std::span<std::uint8_t> out) override {
    if (left_ == 0) return std::size_t{0};
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(left_, out.size()));
    NOROSHI_TRY(const std::size_t got, bytes_->ReadAgain(offset_, out.first(wanted)));
    if (got == 0) return TooShort();
    offset_ += got;
    left_ -= got;
    return got;
  }

 private:
  std::shared_ptr<const RereadableBytes> bytes_;
  std::uint64_t offset_, left_;
};

class ExactStream final : public ByteStream {
 public:
  ExactStream(std::unique_ptr<ByteStream> inner, std::uint64_t size)
      : inner_(std::move(inner)), left_(size) {}

  Result<std::size_t> Read(std::span<std::uint8_t> out) override {
    if (left_ == 0) return std::size_t{0};
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(left_, out.size()));
    NOROSHI_TRY(const std::size_t got, inner_->Read(out.first(wanted)));
    if (got == 0) return TooShort();
    left_ -= got;
    return got;
  }

 private:
  std::unique_ptr<ByteStream> inner_;
  std::uint64_t left_;
};

struct CipherFree {
  void operator()(EVP_CIPHER_CTX* context) const noexcept { EVP_CIPHER_CTX_free(context); }
};

class AesStream final : public ByteStream {
 public:
  AesStream(std::unique_ptr<ByteStream> inner, const AesKey& key, const AesSettings& settings)
      : inner_(std::move(inner)), cipher_(EVP_CIPHER_CTX_new()), packed_(kPieceBytes) {
    EVP_DecryptInit_ex(cipher_.get(), EVP_aes_256_cbc(), nullptr, key.data(),
                       settings.start.data());
    EVP_CIPHER_CTX_set_padding(cipher_.get(), 0);
  }

  Result<std::size_t> Read(std::span<std::uint8_t> out) override {
    if (given_ == plain_.size()) {
      NOROSHI_TRY([[maybe_unused]] const Done refilled, Refill());
    }
    const std::size_t size = std::min(out.size(), plain_.size() - given_);
    std::copy_n(plain_.begin() + static_cast<std::ptrdiff_t>(given_), size, out.begin());
    given_ += size;
    return size;
  }

 private:
  static constexpr std::size_t kPieceBytes = std::size_t{64} << 10;

  Status Refill() {
    plain_.clear();
    given_ = 0;
    NOROSHI_TRY(const std::size_t got, ReadFull(*inner_, packed_));
    if (got % kAesBlockBytes != 0) return TooShort();
    plain_.resize(got);
    int size = 0;
    if (got != 0 && EVP_DecryptUpdate(cipher_.get(), plain_.data(), &size, packed_.data(),
                                      static_cast<int>(got)) != 1) {
      return Error{ErrorCode::kInvalid, 0, kMemberName, "it cannot be decrypted"};
    }
    plain_.resize(static_cast<std::size_t>(size));
    return Ok();
  }

  std::unique_ptr<ByteStream> inner_;
  std::unique_ptr<EVP_CIPHER_CTX, CipherFree> cipher_;
  std::vector<std::uint8_t> packed_, plain_;
  std::size_t given_ = 0;  // of plain_
};

class InflateStream final : public ByteStream {
 public:
  InflateStream(std::unique_ptr<ByteStream> inner, std::shared_ptr<UnpackBudget> budget)
      : input_(std::move(inner)), budget_(std::move(budget)) {
    constexpr int kRawWindowBits = -15;
    ready_ = inflateInit2(&zlib_, kRawWindowBits) == Z_OK;
  }
  ~InflateStream() override { inflateEnd(&zlib_); }

  Result<std::size_t> Read(std::span<std::uint8_t> out) override {
    if (!ready_) return Error{ErrorCode::kLimit, 0, kMemberName, "no memory"};
    zlib_.next_out = out.data();
    zlib_.avail_out = static_cast<uInt>(std::min(out.size(), kMostAtOnce));
    const uInt room = zlib_.avail_out;
    while (!ended_ && zlib_.avail_out == room) {
      if (zlib_.avail_in == 0) {
        NOROSHI_TRY(const Bytes block, input_.Next());
        if (block.empty()) return TooShort();
        zlib_.next_in = const_cast<std::uint8_t*>(block.data());  // zlib does not write there
        zlib_.avail_in = static_cast<uInt>(block.size());
      }
      const int result = inflate(&zlib_, Z_NO_FLUSH);
      ended_ = result == Z_STREAM_END;
      if (!ended_ && result != Z_OK && result != Z_BUF_ERROR) {
        return Error{ErrorCode::kInvalid, 0, kMemberName, "its deflated bytes are damaged"};
      }
    }
    const std::size_t done = room - zlib_.avail_out;
    NOROSHI_TRY([[maybe_unused]] const Done charged, budget_->Charge(done));
    return done;
  }

 private:
  PackedInput input_;
  std::shared_ptr<UnpackBudget> budget_;
  z_stream zlib_{};
  bool ready_ = false, ended_ = false;
};

class Bunzip2Stream final : public ByteStream {
 public:
  Bunzip2Stream(std::unique_ptr<ByteStream> inner, std::shared_ptr<UnpackBudget> budget)
      : input_(std::move(inner)), budget_(std::move(budget)) {
    ready_ = BZ2_bzDecompressInit(&bzip2_, 0, 0) == BZ_OK;
  }
  ~Bunzip2Stream() override { BZ2_bzDecompressEnd(&bzip2_); }

  Result<std::size_t> Read(std::span<std::uint8_t> out) override {
    if (!ready_) return Error{ErrorCode::kLimit, 0, kMemberName, "no memory"};
    bzip2_.next_out = reinterpret_cast<char*>(out.data());
    bzip2_.avail_out = static_cast<unsigned>(std::min(out.size(), kMostAtOnce));
    const unsigned room = bzip2_.avail_out;
    while (!ended_ && bzip2_.avail_out == room) {
      if (bzip2_.avail_in == 0) {
        NOROSHI_TRY(const Bytes block, input_.Next());
        if (block.empty()) return TooShort();
        bzip2_.next_in = reinterpret_cast<char*>(const_cast<std::uint8_t*>(block.data()));
        bzip2_.avail_in = static_cast<unsigned>(block.size());
      }
      const int result = BZ2_bzDecompress(&bzip2_);
      ended_ = result == BZ_STREAM_END;
      if (!ended_ && result != BZ_OK) {
        return Error{ErrorCode::kInvalid, 0, kMemberName, "its bzip2 bytes are damaged"};
      }
    }
    const std::size_t done = room - bzip2_.avail_out;
    NOROSHI_TRY([[maybe_unused]] const Done charged, budget_->Charge(done));
    return done;
  }

 private:
  PackedInput input_;
  std::shared_ptr<UnpackBudget> budget_;
  bz_stream bzip2_{};
  bool ready_ = false, ended_ = false;
};

}  // namespace

std::unique_ptr<ByteStream> NewSlice(std::shared_ptr<const RereadableBytes> bytes,
                                     std::uint64_t offset, std::uint64_t size) {
  return std::make_unique<SliceStream>(std::move(bytes), offset, size);
}

std::unique_ptr<ByteStream> NewExact(std::unique_ptr<ByteStream> inner, std::uint64_t size) {
  return std::make_unique<ExactStream>(std::move(inner), size);
}

std::unique_ptr<ByteStream> NewAes(std::unique_ptr<ByteStream> inner, const AesKey& key,
                                   const AesSettings& settings) {
  return std::make_unique<AesStream>(std::move(inner), key, settings);
}

std::unique_ptr<ByteStream> NewInflate(std::unique_ptr<ByteStream> inner,
                                       std::shared_ptr<UnpackBudget> budget) {
  return std::make_unique<InflateStream>(std::move(inner), std::move(budget));
}

std::unique_ptr<ByteStream> NewBunzip2(std::unique_ptr<ByteStream> inner,
                                       std::shared_ptr<UnpackBudget> budget) {
  return std::make_unique<Bunzip2Stream>(std::move(inner), std::move(budget));
}

}  // namespace noroshi::sevenzip
