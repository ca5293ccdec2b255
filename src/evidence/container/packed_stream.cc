#include "evidence/container/packed_stream.h"

#include <archive_entry.h>

namespace noroshi {
namespace {

void AllowFilter(ContainerKind kind, archive* handle) {
  if (kind == ContainerKind::kBzip2) archive_read_support_filter_bzip2(handle);
  if (kind == ContainerKind::kXz) archive_read_support_filter_xz(handle);
  if (kind == ContainerKind::kZstd) archive_read_support_filter_zstd(handle);
}

}  // namespace

Result<std::unique_ptr<ByteStream>> PackedStream::Open(ContainerKind kind,
                                                       std::unique_ptr<ByteStream> packed,
                                                       std::shared_ptr<UnpackBudget> budget) {
  std::unique_ptr<PackedStream> stream(new PackedStream(std::move(packed), std::move(budget)));
  archive* handle = stream->handle_.get();
  AllowFilter(kind, handle);
  archive_read_support_format_raw(handle);
  archive_read_support_format_empty(handle);
  NOROSHI_TRY([[maybe_unused]] const Done opened, stream->input_.Open(handle));
  archive_entry* entry = nullptr;
  const int result = archive_read_next_header(handle, &entry);
  if (result == ARCHIVE_EOF) {
    stream->empty_ = true;
  } else if (result < ARCHIVE_WARN) {
    return stream->input_.ErrorOf(handle);
  }
  return std::unique_ptr<ByteStream>(std::move(stream));
}

Result<std::size_t> PackedStream::Read(std::span<std::uint8_t> out) {
  if (empty_) return std::size_t{0};
  if (error_) return *error_;
  const la_ssize_t got = archive_read_data(handle_.get(), out.data(), out.size());
  if (got < 0) {
    error_ = input_.ErrorOf(handle_.get());
  } else if (Status status = budget_->Charge(static_cast<std::uint64_t>(got)); !status.ok()) {
    error_ = status.error();
  }
  if (error_) return *error_;
  return static_cast<std::size_t>(got);
}

}  // namespace noroshi
