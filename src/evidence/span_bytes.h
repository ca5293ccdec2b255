// SpanBytes and SpanStream: bytes in memory read like a file, and like a stream, for what came out
// of an archive or a memory dump.
//
// Both borrow the bytes, which must outlive them. SpanBytes is safe from any thread, SpanStream has
// one owner.
#pragma once

#include <algorithm>

#include "evidence/rereadable_bytes.h"

namespace noroshi {

class SpanBytes final : public RereadableBytes {
 public:
  explicit SpanBytes(Bytes bytes) : bytes_(bytes) {}

  Result<std::size_t> ReadAt(std::uint64_t offset, std::span<std::uint8_t> out) const override {
    if (offset >= bytes_.size()) return std::size_t{0};
    const Bytes rest = bytes_.subspan(static_cast<std::size_t>(offset));
    const std::size_t size = std::min(rest.size(), out.size());
    std::copy_n(rest.begin(), size, out.begin());
    return size;
  }
  Result<std::size_t> ReadAgain(std::uint64_t offset, std::span<std::uint8_t> out) const override {
    return ReadAt(offset, out);
  }
  [[nodiscard]] std::uint64_t size() const noexcept override { return bytes_.size(); }
  [[nodiscard]] bool keeps_all() const noexcept override { return true; }

 private:
  Bytes bytes_;
};

class SpanStream final : public ByteStream {
 public:
  explicit SpanStream(Bytes bytes) : bytes_(bytes) {}

  Result<std::size_t> Read(std::span<std::uint8_t> out) override {
    const Result<std::size_t> got = bytes_.ReadAt(offset_, out);
    if (got.ok()) offset_ += *got;
    return got;
  }
  [[nodiscard]] std::optional<std::uint64_t> size_bytes() const override { return bytes_.size(); }

 private:
  SpanBytes bytes_;
  std::uint64_t offset_ = 0;
};

}  // namespace noroshi
