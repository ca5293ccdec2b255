#include "simulate/evtx_file.h"

#include <fstream>
#include <system_error>
#include <utility>

#include "simulate/output_file.h"

namespace noroshi {

EvtxFile::EvtxFile(std::filesystem::path path, std::uint64_t first_record_id)
    : path_(std::move(path)), builder_(EvtxFileOptions{.first_record_id = first_record_id}) {}

EvtxFile::~EvtxFile() {
  if (path_.empty() || closed_ || size_ == 0) return;
  std::error_code ignored;
  std::filesystem::remove(Unfinished(), ignored);
}

std::filesystem::path EvtxFile::Unfinished() const { return path_.string() + ".part"; }

Status EvtxFile::Append(const std::vector<std::uint8_t>& bytes) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  NOROSHI_TRY([[maybe_unused]] auto done, WriteBytes(Unfinished(), text, size_));
  size_ += bytes.size();
  return Ok();
}

Status EvtxFile::Spill() {
  if (path_.empty()) return Ok();
  const std::vector<std::uint8_t> chunks = builder_.TakeChunks();
  if (chunks.empty()) return Ok();
  // Room for the header, which is known last.
  if (size_ == 0) {
    NOROSHI_TRY([[maybe_unused]] auto done, Append(builder_.FileHeader()));
  }
  return Append(chunks);
}

Result<std::uint64_t> EvtxFile::Close() {
  builder_.EndChunk();
  NOROSHI_TRY([[maybe_unused]] auto spilled, Spill());
  const std::vector<std::uint8_t> header = builder_.FileHeader();
  const std::string_view text(reinterpret_cast<const char*>(header.data()), header.size());
  NOROSHI_TRY([[maybe_unused]] auto done, WriteBytes(Unfinished(), text, 0));
  if (size_ == 0) size_ = header.size();
  NOROSHI_TRY([[maybe_unused]] auto named, RenameFile(Unfinished(), path_));
  closed_ = true;
  return size_;
}

}  // namespace noroshi
