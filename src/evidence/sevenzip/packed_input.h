// PackedInput: the packed side of a decompressor, block by block. One owner.
#pragma once

#include <memory>
#include <vector>

#include "evidence/byte_stream.h"

namespace noroshi::sevenzip {

class PackedInput {
 public:
  explicit PackedInput(std::unique_ptr<ByteStream> stream)
      : stream_(std::move(stream)), block_(kBlockBytes) {}

  // The next block; empty at the end. REQUIRES: the block before has been used up.
  Result<Bytes> Next() {
    NOROSHI_TRY(const std::size_t got, stream_->Read(block_));
    return Bytes(block_).first(got);
  }

 private:
  static constexpr std::size_t kBlockBytes = std::size_t{64} << 10;

  std::unique_ptr<ByteStream> stream_;
  std::vector<std::uint8_t> block_;
};

}  // namespace noroshi::sevenzip
