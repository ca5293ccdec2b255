#include "evidence/sevenzip/folder_stream.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "evidence/sevenzip/coder_streams.h"
#include "evidence/sevenzip/plain_twin.h"

namespace noroshi::sevenzip {
namespace {

bool IsLzma(CoderMethod method) noexcept {
  return method == CoderMethod::kLzma || method == CoderMethod::kLzma2;
}

// What is undone together: LZMA and the filters behind it, or one coder.
std::size_t StepCoders(std::span<const PackCoder> rest) noexcept {
  std::size_t count = 1;
  if (!IsLzma(rest[0].method)) return count;
  while (count < rest.size() && IsFilter(rest[count].method)) ++count;
  return count;
}

Error NotRead(std::uint64_t id) {
  return {ErrorCode::kUnsupported, 0, "container",
          fmt::format("packed by method {} of 7-Zip, which is not read", MethodName(id))};
}

Result<std::unique_ptr<ByteStream>> Decrypt(std::unique_ptr<ByteStream> stream,
                                            const PackCoder& coder, KeyRing& keys,
                                            std::size_t password) {
  NOROSHI_TRY(const AesSettings settings, ReadAesSettings(coder.properties));
  if (password >= keys.size()) {
    return Error{ErrorCode::kUnsupported, 0, "container",
                 "encrypted; give the password with --archive-password"};
  }
  NOROSHI_TRY(const AesKey key, keys.KeyOf(password, settings));
  return NewAes(std::move(stream), key, settings);
}

Result<std::unique_ptr<ByteStream>> Undo(std::unique_ptr<ByteStream> stream,
                                         std::span<const PackCoder> step, const FolderInput& input,
                                         KeyRing& keys, std::size_t password) {
  switch (step[0].method) {
    case CoderMethod::kCopy: return stream;
    case CoderMethod::kAes: return Decrypt(std::move(stream), step[0], keys, password);
    case CoderMethod::kDeflate: return NewInflate(std::move(stream), input.budget);
    case CoderMethod::kDeflate64: return NewInflate64(std::move(stream), input.budget);
    case CoderMethod::kBzip2: return NewBunzip2(std::move(stream), input.budget);
    case CoderMethod::kLzma:
    case CoderMethod::kLzma2: return NewLzma(std::move(stream), step, input.budget);
    default: return NotRead(step[0].id);
  }
}

}  // namespace

Result<std::unique_ptr<ByteStream>> OpenFolder(const PackFolder& folder, const FolderInput& input,
                                               KeyRing& keys, std::size_t password) {
  if (folder.graph != nullptr) return OpenTwin(folder, input, keys, password);
  std::unique_ptr<ByteStream> stream =
      NewSlice(input.bytes, kSignatureBytes + folder.packed_at, folder.packed_bytes);
  for (std::span<const PackCoder> rest = folder.chain; !rest.empty();) {
    const std::size_t count = StepCoders(rest);
    NOROSHI_TRY(stream, Undo(std::move(stream), rest.first(count), input, keys, password));
    stream = NewExact(std::move(stream), rest[count - 1].unpacked_bytes);
    rest = rest.subspan(count);
  }
  return stream;
}

bool IsCompressed(const PackFolder& folder) noexcept {
  if (folder.graph != nullptr) return true;
  return std::any_of(folder.chain.begin(), folder.chain.end(), [](const PackCoder& coder) {
    return coder.method != CoderMethod::kCopy && coder.method != CoderMethod::kAes;
  });
}

}  // namespace noroshi::sevenzip
