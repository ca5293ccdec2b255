#include "environment/text_file.h"

#include <memory>
#include <vector>

#include "evidence/byte_stream.h"
#include "evidence/encoding/utf8_stream.h"
#include "evidence/file.h"

namespace noroshi {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{64} << 10;

}  // namespace

Result<std::string> ReadTextFile(const std::string& path) {
  NOROSHI_TRY(ReadOnlyFile file, ReadOnlyFile::Open(path));
  auto bytes = std::make_unique<FileStream>(std::make_shared<ReadOnlyFile>(std::move(file)));
  NOROSHI_TRY(std::unique_ptr<SniffedStream> sniffed, SniffedStream::Open(std::move(bytes)));
  Utf8Stream stream(std::move(sniffed), std::make_shared<TextNotes>());
  std::string text;
  std::vector<std::uint8_t> block(kBlockBytes);
  while (true) {
    NOROSHI_TRY(const std::size_t size, stream.Read(block));
    if (size == 0) return text;
    if (text.size() + size > kMaxEnvironmentFileBytes) {
      return Error{ErrorCode::kLimit, text.size(), "environment file", path};
    }
    text.append(block.begin(), block.begin() + static_cast<std::ptrdiff_t>(size));
  }
}

}  // namespace noroshi
