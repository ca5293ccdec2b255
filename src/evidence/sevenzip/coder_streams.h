// Streams that undo one coder of a 7z archive each. All follow ByteStream: what could be undone is
// handed out before an error.
//
// One owner each. Memory: 64 KiB a stream, and the dictionary of LZMA.
#pragma once

#include <cstdint>
#include <memory>

#include "evidence/byte_stream.h"
#include "evidence/container/unpack_budget.h"
#include "evidence/rereadable_bytes.h"
#include "evidence/sevenzip/aes_key.h"
#include "evidence/sevenzip/streams_info.h"

namespace noroshi::sevenzip {

// Of LZMA; 7-Zip's highest preset takes 64 MiB. What is asked for beyond the unpacked size is not
// counted.
inline constexpr std::uint64_t kMaxLzmaDictionaryBytes = std::uint64_t{256} << 20;

// `size` bytes of `bytes` from `offset` on. kTruncated where they end earlier.
std::unique_ptr<ByteStream> NewSlice(std::shared_ptr<const RereadableBytes> bytes,
                                     std::uint64_t offset, std::uint64_t size);

// The first `size` bytes of `inner`. kTruncated where it ends earlier.
std::unique_ptr<ByteStream> NewExact(std::unique_ptr<ByteStream> inner, std::uint64_t size);

// AES-256 in CBC mode, without padding: whole blocks.
std::unique_ptr<ByteStream> NewAes(std::unique_ptr<ByteStream> inner, const AesKey& key,
                                   const AesSettings& settings);

std::unique_ptr<ByteStream> NewInflate(std::unique_ptr<ByteStream> inner,
                                       std::shared_ptr<UnpackBudget> budget);
std::unique_ptr<ByteStream> NewInflate64(std::unique_ptr<ByteStream> inner,
                                         std::shared_ptr<UnpackBudget> budget);
std::unique_ptr<ByteStream> NewBunzip2(std::unique_ptr<ByteStream> inner,
                                       std::shared_ptr<UnpackBudget> budget);

// `coders`: an LZMA or LZMA2 coder and the filters behind it. kInvalid for properties that are
// none, kLimit for a dictionary that is too large.
Result<std::unique_ptr<ByteStream>> NewLzma(std::unique_ptr<ByteStream> inner,
                                            std::span<const PackCoder> coders,
                                            std::shared_ptr<UnpackBudget> budget);

// Is it one of the filters that only go together with LZMA or LZMA2?
[[nodiscard]] bool IsFilter(CoderMethod method) noexcept;

}  // namespace noroshi::sevenzip
