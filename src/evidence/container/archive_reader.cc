#include "evidence/container/archive_reader.h"

#include <algorithm>
#include <utility>

#include "evidence/container/libarchive_reader.h"
#include "evidence/sevenzip/sevenzip_reader.h"

namespace noroshi {

// Holds the archive, and knows which member it was made for.
class ArchiveReader::MemberStream final : public ByteStream {
 public:
  explicit MemberStream(std::shared_ptr<ArchiveReader> reader)
      : reader_(std::move(reader)), member_(reader_->member_) {
    if (reader_->size_known_) size_ = reader_->left_;
  }

  Result<std::size_t> Read(std::span<std::uint8_t> out) override {
    if (error_) return *error_;
    Result<std::size_t> got = ReadOn(out);
    if (!got.ok()) error_ = got.error();
    return got;
  }
  [[nodiscard]] std::optional<std::uint64_t> size_bytes() const override { return size_; }

 private:
  Result<std::size_t> ReadOn(std::span<std::uint8_t> out) {
    if (member_ != reader_->member_) {
      return Error{ErrorCode::kCancelled, 0, "container member", "passed over"};
    }
    NOROSHI_TRY(const std::size_t got, reader_->ReadContent(out));
    reader_->left_ -= std::min<std::uint64_t>(reader_->left_, got);
    return got;
  }

  std::shared_ptr<ArchiveReader> reader_;
  std::uint64_t member_;
  std::optional<std::uint64_t> size_;
  std::optional<Error> error_;
};

Result<std::shared_ptr<ArchiveReader>> ArchiveReader::Open(
    ContainerKind kind, std::unique_ptr<ArchiveInput> input,
    const std::vector<std::string>& passwords, std::shared_ptr<UnpackBudget> budget) {
  if (kind == ContainerKind::kSevenZip && input->bytes() != nullptr) {
    NOROSHI_TRY(std::shared_ptr<ArchiveReader> reader,
                sevenzip::SevenZipReader::Open(input->bytes(), passwords, budget));
    if (reader != nullptr) return reader;
  }
  return LibarchiveReader::Open(kind, std::move(input), passwords, std::move(budget));
}

void ArchiveReader::BeginMember(std::optional<std::uint64_t> size) {
  ++member_;
  left_ = size.value_or(0);
  size_known_ = size.has_value();
}

std::unique_ptr<ByteStream> ArchiveReader::Content(std::shared_ptr<ArchiveReader> reader) {
  return std::make_unique<MemberStream>(std::move(reader));
}

}  // namespace noroshi
