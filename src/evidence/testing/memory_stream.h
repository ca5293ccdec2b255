// MemoryStream: given bytes as a ByteStream that hands them out in small pieces, as a pipe does,
// and can fail at a given place.
#pragma once

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "evidence/byte_stream.h"

namespace noroshi::testing {

class MemoryStream final : public ByteStream {
 public:
  // At most `piece` bytes a Read: 1 shows every seam of a reader.
  explicit MemoryStream(std::string bytes, std::size_t piece = std::string::npos)
      : bytes_(std::move(bytes)), piece_(piece) {}

  // Returned at the end in place of it, now and ever after.
  void FailAtEnd(Error error) { error_ = std::move(error); }

  Result<std::size_t> Read(std::span<std::uint8_t> out) override {
    const std::size_t size = std::min({out.size(), piece_, bytes_.size() - at_});
    if (size == 0 && error_) return *error_;
    std::memcpy(out.data(), bytes_.data() + at_, size);
    at_ += size;
    return size;
  }
  [[nodiscard]] std::optional<std::uint64_t> size_bytes() const override { return bytes_.size(); }

 private:
  std::string bytes_;
  std::size_t piece_;
  std::size_t at_ = 0;
  std::optional<Error> error_;
};

}  // namespace noroshi::testing
