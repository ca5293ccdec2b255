// TextSource: text evidence as units of whole records, read in one direction from a ByteStream.
//
// Memory: a unit, and what was read beyond its last record; at most kMaxTextRecordBytes more.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "evidence/byte_stream.h"
#include "evidence/source.h"
#include "evidence/text/record_cutter.h"

namespace noroshi {

// Large enough that a lock per unit costs nothing, small enough that eight workers' units fit any
// cache that matters.
inline constexpr std::size_t kTextUnitBytes = std::size_t{256} << 10;
// Real records end far below: a script block has 64 KiB, a cloud record 256 KiB. What is longer is
// no record but a lost line end, and is skipped and counted.
inline constexpr std::size_t kMaxTextRecordBytes = std::size_t{4} << 20;
// Zero bytes behind a unit's text, so that vector code may read past a record's end.
inline constexpr std::size_t kUnitPaddingBytes = 64;

class TextSource final : public Source {
 public:
  // `format` must live forever.
  TextSource(std::unique_ptr<ByteStream> stream, std::unique_ptr<RecordCutter> cutter,
             std::string_view format, const ReadOptions& options = {})
      : stream_(std::move(stream)),
        cutter_(std::move(cutter)),
        format_(format),
        newest_(options.text.newest) {}

  [[nodiscard]] std::string_view format() const noexcept override { return format_; }
  // What has been read so far.
  [[nodiscard]] std::uint64_t size_bytes() const noexcept override {
    return stream_->size_bytes().value_or(read_);
  }
  // ReadOptions::text.newest, of this file.
  [[nodiscard]] Timestamp newest() const noexcept { return newest_; }
  // Bytes between records are accounted for as used. A stream that breaks off is damage behind the
  // records before it.
  [[nodiscard]] bool NextUnit(Unit& unit, DamageSink& damage, ByteAccount& account) override;

 private:
  // Reads until `bytes` has `size` bytes or the stream ends.
  void Fill(std::vector<std::uint8_t>& bytes, std::size_t size, DamageSink& damage);
  // Cuts records off [at, end of bytes); returns where it stopped.
  std::size_t CutRecords(Unit& unit, ByteAccount& account);
  // Drops the bytes of a record without end up to where it is safe to go on.
  void SkipLongRecord(std::vector<std::uint8_t>& bytes, DamageSink& damage, ByteAccount& account);

  std::unique_ptr<ByteStream> stream_;
  std::unique_ptr<RecordCutter> cutter_;
  std::string_view format_;
  Timestamp newest_;
  // Read, and behind the last record handed out.
  std::vector<std::uint8_t> carry_;
  // Of carry_[0]: bytes from the start of the text, and its physical line.
  std::uint64_t offset_ = 0;
  std::uint64_t line_ = 1;
  std::uint64_t read_ = 0;
  std::uint64_t index_ = 0;
  bool at_end_ = false;
};

}  // namespace noroshi
