// GzipStream: what a gzip file holds, all of its parts one after the other. By zlib directly, into
// the caller's buffer: nothing is copied twice.
//
// One owner. Memory: 64 KiB and zlib's window.
#pragma once

#include <zlib.h>

#include <memory>
#include <optional>
#include <vector>

#include "evidence/byte_stream.h"
#include "evidence/container/unpack_budget.h"

namespace noroshi {

class GzipStream final : public ByteStream {
 public:
  GzipStream(std::unique_ptr<ByteStream> packed, std::shared_ptr<UnpackBudget> budget);
  ~GzipStream() override;

  // kTruncated when the file ends too early, kInvalid for what is no gzip (also behind the last
  // part, unless it is zeros or line ends); what unpacked before is handed out first.
  Result<std::size_t> Read(std::span<std::uint8_t> out) override;

 private:
  // Makes sure that there are packed bytes, if any are left.
  Status Refill();
  // Behind the end of a part: another one, the end, or something else.
  Status NextPart();
  Status Inflate(std::span<std::uint8_t> out, std::size_t& done);
  [[nodiscard]] Error Broken(ErrorCode code, const char* reason) const;

  enum class State : std::uint8_t { kInPart, kBetweenParts, kEnded };

  std::unique_ptr<ByteStream> packed_;
  std::shared_ptr<UnpackBudget> budget_;
  std::vector<std::uint8_t> block_;
  z_stream zlib_{};
  State state_ = State::kInPart;
  // Unpacked bytes handed out so far: the place of an error.
  std::uint64_t offset_ = 0;
  // Given again by every later Read.
  std::optional<Error> error_;
};

}  // namespace noroshi
